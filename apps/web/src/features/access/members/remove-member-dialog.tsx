import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { type Member, useRemoveMember } from './member-queries.ts';
import { MemberRefusal } from './member-refusal.tsx';

export function RemoveMemberDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useTranslation('members');
  const remove = useRemoveMember();
  const footer = (
    <>
      <Button onClick={onClose}>{t('remove.keep')}</Button>
      <Button
        variant="danger"
        busy={remove.isPending}
        onClick={() => remove.mutate(member.account_id, { onSuccess: onClose })}
      >
        {t('remove.submit')}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onClose} size="sm" title={t('remove.title', { name: member.name })} footer={footer}>
      <p className="break-words text-ink-muted">{t('remove.text', { email: member.email })}</p>
      {remove.error ? <MemberRefusal error={remove.error} className="mt-3" /> : null}
    </Dialog>
  );
}
