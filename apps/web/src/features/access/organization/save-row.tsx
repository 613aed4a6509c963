import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';

export interface SaveRowProps {
  /** There is something to save. */
  changed: boolean;
  /** The last thing that was done is that it was saved. */
  saved: boolean;
  busy: boolean;
  onReset: () => void;
}

export function SaveRow({ changed, saved, busy, onReset }: SaveRowProps) {
  const { t } = useTranslation('organization');
  return (
    <div className="flex flex-wrap items-center justify-end gap-2">
      <span role="status" className="mr-auto text-xs text-good-text">
        {saved && !changed ? t('saved') : ''}
      </span>
      {changed ? <Button onClick={onReset}>{t('reset')}</Button> : null}
      <Button type="submit" variant="primary" busy={busy} disabled={!changed}>
        {t('save')}
      </Button>
    </div>
  );
}
