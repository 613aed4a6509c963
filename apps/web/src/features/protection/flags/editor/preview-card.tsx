import { useTranslation } from 'react-i18next';
import { Badge } from '../../../../ui/badge.tsx';
import { Card } from '../../../../ui/card.tsx';
import { flagSentence } from '../words/flag-sentence.ts';
import { useWords } from '../words/words.ts';
import { useDrafting } from './editor-context.ts';

/** What the flag says as it is being typed, in words. */
export function PreviewCard() {
  const { t } = useTranslation('flags');
  const { changed, problems, isDirty } = useDrafting();
  const words = useWords();
  const { definition } = changed;
  return (
    <Card title={t('preview.title')} actions={isDirty ? <Badge tone="warn">{t('preview.unsaved')}</Badge> : undefined}>
      <div aria-live="polite" className="flex flex-col gap-2">
        {problems.length > 0 ? (
          <p className="text-ink-muted">{t('preview.broken')}</p>
        ) : (
          <>
            <p className="break-words text-ink">{flagSentence(definition, words)}</p>
            {definition.is_enabled ? null : (
              <p className="break-words text-ink-muted">
                {t('preview.when_on')} {flagSentence({ ...definition, is_enabled: true }, words)}
              </p>
            )}
          </>
        )}
      </div>
    </Card>
  );
}
