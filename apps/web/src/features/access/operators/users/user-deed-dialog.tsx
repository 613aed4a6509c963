import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../../lib/api.ts';
import { type User, useEndSessions, useImpersonate, useMailPasswordReset, useUserChange } from '../console-queries.ts';
import { DeedDialog } from '../deed-dialog.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { OperatorRoleDialog } from './operator-role-dialog.tsx';
import type { UserDeed } from './user-deeds.ts';

export interface UserDialogProps {
  user: User;
  onClose: () => void;
}

export function UserDeedDialog({ deed, ...props }: UserDialogProps & { deed: UserDeed }) {
  const Dialog = DIALOGS[deed];
  return <Dialog {...props} />;
}

function ImpersonateDialog({ user, onClose }: UserDialogProps) {
  const { t } = useTranslation('operators');
  const impersonate = useImpersonate(user.id);
  return (
    <DeedDialog
      title={t('deed.impersonate.title', { name: user.name })}
      effects={[t('deed.impersonate.sees'), t('deed.impersonate.told'), t('deed.impersonate.ends')]}
      submit={t('deed.impersonate.submit')}
      reasonHelp={t('reason.recorded_and_told')}
      busy={impersonate.isPending || impersonate.isSuccess}
      error={impersonate.error}
      onClose={onClose}
      onSubmit={({ reason }) => impersonate.mutate(reason)}
    />
  );
}

function EndSessionsDialog({ user, onClose }: UserDialogProps) {
  const { t } = useTranslation('operators');
  const end = useEndSessions(user.id);
  return (
    <DeedDialog
      title={t('deed.end_sessions.title', { name: user.name })}
      effects={[t('deed.end_sessions.text', { count: user.sessions })]}
      submit={t('deed.end_sessions.submit')}
      busy={end.isPending}
      error={end.error}
      onClose={onClose}
      onSubmit={() => end.mutate(undefined, { onSuccess: onClose })}
    />
  );
}

function ResetPasswordDialog({ user, onClose }: UserDialogProps) {
  const { t } = useTranslation('operators');
  const reset = useMailPasswordReset(user.id);
  return (
    <DeedDialog
      title={t('deed.reset_password.title', { name: user.name })}
      effects={[t('deed.reset_password.mail', { email: user.email }), t('deed.reset_password.holds')]}
      submit={t('deed.reset_password.submit')}
      busy={reset.isPending}
      error={reset.error}
      onClose={onClose}
      onSubmit={() => reset.mutate(undefined, { onSuccess: onClose })}
    />
  );
}

function SuspendDialog({ user, onClose }: UserDialogProps) {
  const { t } = useTranslation('operators');
  const suspend = useUserChange(user.id, (reason: string) =>
    call('POST /api/v1/admin/users/{id}/suspend', { params: { id: user.id }, body: { reason } }),
  );
  return (
    <DeedDialog
      title={t('deed.suspend.title', { name: user.name })}
      effects={[t('deed.suspend.sessions'), t('deed.suspend.data'), t('deed.suspend.told')]}
      submit={t('deed.suspend.submit')}
      danger
      reasonHelp={t('reason.recorded_and_told')}
      busy={suspend.isPending}
      error={suspend.error}
      onClose={onClose}
      onSubmit={({ reason }) => suspend.mutate(reason, { onSuccess: onClose })}
    />
  );
}

function UnsuspendDialog({ user, onClose }: UserDialogProps) {
  const { t } = useTranslation('operators');
  const lift = useUserChange(user.id, () =>
    call('POST /api/v1/admin/users/{id}/unsuspend', { params: { id: user.id } }),
  );
  return (
    <DeedDialog
      title={t('deed.unsuspend.title', { name: user.name })}
      effects={[t('deed.unsuspend.text')]}
      submit={t('deed.unsuspend.submit')}
      busy={lift.isPending}
      error={lift.error}
      onClose={onClose}
      onSubmit={() => lift.mutate(undefined, { onSuccess: onClose })}
    />
  );
}

function AnonymizeDialog({ user, onClose }: UserDialogProps) {
  const { t } = useTranslation('operators');
  const anonymize = useUserChange(user.id, (reason: string) =>
    call('POST /api/v1/admin/users/{id}/anonymize', { params: { id: user.id }, body: { email: user.email, reason } }),
  );
  return (
    <DeedDialog
      title={t('deed.anonymize.title', { name: user.name })}
      effects={[
        t('deed.anonymize.personal'),
        t('deed.anonymize.leaves'),
        t('deed.anonymize.stays'),
        t('deed.anonymize.for_good'),
      ]}
      submit={t('deed.anonymize.submit')}
      danger
      reasonHelp={t('reason.recorded')}
      typed={{ label: t('deed.anonymize.type', { email: user.email }), text: user.email }}
      busy={anonymize.isPending}
      error={anonymize.error}
      onClose={onClose}
      onSubmit={({ reason }) => anonymize.mutate(reason, { onSuccess: onClose })}
    />
  );
}

const DIALOGS: Record<UserDeed, ComponentType<UserDialogProps>> = {
  impersonate: ImpersonateDialog,
  edit: EditDialog,
  end_sessions: EndSessionsDialog,
  reset_password: ResetPasswordDialog,
  operator_role: OperatorRoleDialog,
  suspend: SuspendDialog,
  unsuspend: UnsuspendDialog,
  anonymize: AnonymizeDialog,
};
