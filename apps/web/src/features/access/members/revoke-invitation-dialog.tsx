import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { type Invitation, useRevokeInvitation } from './member-queries.ts';
import { MemberRefusal } from './member-refusal.tsx';

export function RevokeInvitationDialog({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const { t } = useTranslation('members');
  const revoke = useRevokeInvitation();
  const footer = (
    <>
      <Button onClick={onClose}>{t('invitation.keep')}</Button>
      <Button
        variant="danger"
        busy={revoke.isPending}
        onClick={() => revoke.mutate(invitation.id, { onSuccess: onClose })}
      >
        {t('invitation.revoke')}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onClose} size="sm" title={t('invitation.revoke_title')} footer={footer}>
      <p className="break-words text-ink-muted">{t('invitation.revoke_text', { email: invitation.email })}</p>
      {revoke.error ? <MemberRefusal error={revoke.error} className="mt-3" /> : null}
    </Dialog>
  );
}
