import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ReasonForm } from './reason-form.tsx';

export interface ReleaseDialogProps {
  title: string;
  busy: boolean;
  error: unknown;
  onSubmit: (reason: string) => void;
  onClose: () => void;
}

/** Asks why it goes on again. */
export function ReleaseDialog({ title, busy, error, onSubmit, onClose }: ReleaseDialogProps) {
  const { t } = useTranslation('kill-switch');
  const id = useId();
  const footer = (
    <>
      <Button onClick={onClose}>{t('release.keep')}</Button>
      <Button type="submit" form={id} variant="primary" busy={busy}>
        {t('release.submit')}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onClose} title={title} description={t('release.text')} footer={footer}>
      <ReasonForm id={id} help={t('release.reason_help')} busy={busy} error={error} onSubmit={onSubmit} />
    </Dialog>
  );
}
