import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../../lib/api.ts';
import { type AnyOrganization, useOrganizationChange } from '../console-queries.ts';
import { DeedDialog } from '../deed-dialog.tsx';
import type { OrganizationDeed } from './organization-deeds.ts';

interface OrganizationDialogProps {
  organization: AnyOrganization;
  onClose: () => void;
}

export function OrganizationDeedDialog({ deed, ...props }: OrganizationDialogProps & { deed: OrganizationDeed }) {
  const Dialog = DIALOGS[deed];
  return <Dialog {...props} />;
}

function SuspendDialog({ organization: { id, name }, onClose }: OrganizationDialogProps) {
  const { t } = useTranslation('operators');
  const suspend = useOrganizationChange(id, (reason: string) =>
    call('POST /api/v1/admin/organizations/{id}/suspend', { params: { id }, body: { reason } }),
  );
  return (
    <DeedDialog
      title={t('organization_deed.suspend.title', { name })}
      effects={[
        t('organization_deed.suspend.people'),
        t('organization_deed.suspend.keys'),
        t('organization_deed.suspend.data'),
      ]}
      submit={t('organization_deed.suspend.submit')}
      danger
      reasonHelp={t('reason.recorded')}
      busy={suspend.isPending}
      error={suspend.error}
      onClose={onClose}
      onSubmit={({ reason }) => suspend.mutate(reason, { onSuccess: onClose })}
    />
  );
}

function UnsuspendDialog({ organization: { id, name }, onClose }: OrganizationDialogProps) {
  const { t } = useTranslation('operators');
  const lift = useOrganizationChange(id, () =>
    call('POST /api/v1/admin/organizations/{id}/unsuspend', { params: { id } }),
  );
  return (
    <DeedDialog
      title={t('organization_deed.unsuspend.title', { name })}
      effects={[t('organization_deed.unsuspend.text')]}
      submit={t('organization_deed.unsuspend.submit')}
      busy={lift.isPending}
      error={lift.error}
      onClose={onClose}
      onSubmit={() => lift.mutate(undefined, { onSuccess: onClose })}
    />
  );
}

function RestoreDialog({ organization: { id, name }, onClose }: OrganizationDialogProps) {
  const { t } = useTranslation('operators');
  const restore = useOrganizationChange(id, () =>
    call('POST /api/v1/admin/organizations/{id}/restore', { params: { id } }),
  );
  return (
    <DeedDialog
      title={t('organization_deed.restore.title', { name })}
      effects={[t('organization_deed.restore.text')]}
      submit={t('organization_deed.restore.submit')}
      busy={restore.isPending}
      error={restore.error}
      onClose={onClose}
      onSubmit={() => restore.mutate(undefined, { onSuccess: onClose })}
    />
  );
}

const DIALOGS: Record<OrganizationDeed, ComponentType<OrganizationDialogProps>> = {
  suspend: SuspendDialog,
  unsuspend: UnsuspendDialog,
  restore: RestoreDialog,
};
