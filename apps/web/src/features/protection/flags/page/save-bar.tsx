import { useTranslation } from 'react-i18next';
import { Button } from '../../../../ui/button.tsx';
import { useDrafting } from '../editor/editor-context.ts';

export interface SaveBarProps {
  busy: boolean;
  onSave: () => void;
  onDiscard: () => void;
}

/** Stands at the foot of the page while something is not saved. */
export function SaveBar({ busy, onSave, onDiscard }: SaveBarProps) {
  const { t } = useTranslation('flags');
  const { isDirty, isStale, problems } = useDrafting();
  if (!isDirty) return null;
  return (
    <div className="sticky bottom-3 z-20 mt-4 flex flex-wrap items-center gap-2 rounded-lg border bg-raised px-3 py-2 shadow-overlay">
      <p role="status" className="min-w-0 flex-1 font-medium text-ink">
        {t('save.unsaved')}
        {problems.length > 0 ? (
          <span className="block text-xs font-normal text-bad-text">
            {t('save.broken', { count: problems.length })}
          </span>
        ) : null}
      </p>
      <Button variant="ghost" disabled={busy} onClick={onDiscard}>
        {t('save.discard')}
      </Button>
      <Button variant="primary" busy={busy} disabled={problems.length > 0 || isStale} onClick={onSave}>
        {t(busy ? 'save.saving' : 'save.submit')}
      </Button>
    </div>
  );
}
