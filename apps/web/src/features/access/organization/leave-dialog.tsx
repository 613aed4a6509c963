import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { useLeaveOrganization } from './organization-query.ts';
import { OrganizationRefusal } from './organization-refusal.tsx';

export function LeaveDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const { t } = useTranslation('organization');
  const leave = useLeaveOrganization();
  const footer = (
    <>
      <Button onClick={onClose}>{t('leave.keep')}</Button>
      <Button variant="danger" busy={leave.isPending} onClick={() => leave.mutate()}>
        {t('leave.submit')}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onClose} size="sm" title={t('leave.sure', { name })} footer={footer}>
      <p className="text-ink-muted">{t('leave.sure_text')}</p>
      {leave.error ? (
        <div className="mt-3">
          <OrganizationRefusal error={leave.error} />
        </div>
      ) : null}
    </Dialog>
  );
}
