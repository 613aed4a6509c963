import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { CredentialRefusal } from './credential-refusal.tsx';

export interface RevokeDialogProps {
  open: boolean;
  title: string;
  text: string;
  error: Error | null;
  busy: boolean;
  onRevoke: () => void;
  onClose: () => void;
}

/** Asks before something stops working at once. */
export function RevokeDialog({ open, title, text, error, busy, onRevoke, onClose }: RevokeDialogProps) {
  const { t } = useTranslation('api-keys');
  const footer = (
    <>
      <Button onClick={onClose}>{t('revoke.keep')}</Button>
      <Button variant="danger" busy={busy} onClick={onRevoke}>
        {t('revoke.action')}
      </Button>
    </>
  );
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()} size="sm" title={title} footer={footer}>
      <p className="text-ink-muted">{text}</p>
      {error ? <CredentialRefusal error={error} className="mt-3" /> : null}
    </Dialog>
  );
}
