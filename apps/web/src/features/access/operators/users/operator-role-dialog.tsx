import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../../lib/api.ts';
import { RadioGroup } from '../../../../ui/radio-group.tsx';
import { type User, useUserChange } from '../console-queries.ts';
import { DeedDialog } from '../deed-dialog.tsx';

const ROLES = ['none', 'admin', 'super_admin'] as const;
type Role = (typeof ROLES)[number];

export function OperatorRoleDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation('operators');
  const [role, setRole] = useState<Role>(user.operator_role ?? 'none');
  const change = useUserChange(user.id, (chosen: Role) =>
    call('PUT /api/v1/admin/users/{id}/operator-role', {
      params: { id: user.id },
      body: { role: chosen === 'none' ? null : chosen },
    }),
  );
  return (
    <DeedDialog
      title={t('deed.operator_role.title', { name: user.name })}
      effects={[t('deed.operator_role.text')]}
      submit={t('deed.operator_role.submit')}
      busy={change.isPending}
      error={change.error}
      onClose={onClose}
      onSubmit={() => change.mutate(role, { onSuccess: onClose })}
    >
      <RadioGroup
        legend={t('deed.operator_role.legend')}
        hideLegend
        look="cards"
        value={role}
        onChange={setRole}
        options={ROLES.map((value) => ({
          value,
          label: t(`operator_role.${value}`),
          detail: t(`operator_role_text.${value}`),
        }))}
      />
    </DeedDialog>
  );
}
