import { Check, CloudOff, PencilLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../ui/button.tsx';
import { Spinner } from '../../../../ui/spinner.tsx';
import { useDraft } from '../draft/draft-context.tsx';

/** How far the server has the draft. Only a failure is read out: saving goes on all the time. */
export function SaveIndicator({ onDecide }: { onDecide: () => void }) {
  const { t } = useTranslation('flows');
  const save = useDraft((state) => state.save);
  const flush = useDraft((state) => state.flush);
  if (save.kind === 'failed' || save.kind === 'stale') {
    return (
      <span role="alert" className="inline-flex items-center gap-1.5 text-xs font-medium text-bad-text">
        <CloudOff aria-hidden="true" className="size-3.5" />
        {t('save.failed')}
        <Button
          size="sm"
          variant="link"
          className="text-xs"
          // The indicator shows how it went.
          onClick={save.kind === 'stale' ? onDecide : () => void flush().catch(() => undefined)}
        >
          {t(save.kind === 'stale' ? 'save.decide' : 'save.retry')}
        </Button>
      </span>
    );
  }
  return (
    <span data-save={save.kind} className="inline-flex items-center gap-1.5 text-xs text-ink-muted [&_svg]:size-3.5">
      {save.kind === 'saving' ? (
        <Spinner />
      ) : save.kind === 'saved' ? (
        <Check aria-hidden="true" />
      ) : (
        <PencilLine aria-hidden="true" />
      )}
      {t(`save.${save.kind}`)}
    </span>
  );
}
