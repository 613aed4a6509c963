import type { MemberRole } from '@stepwell/contract';
import { MailWarning, ShieldCheck, UserMinus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../ui/badge.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Initials } from '../../../ui/initials.tsx';
import { Select } from '../../../ui/select.tsx';
import type { Member } from './member-queries.ts';
import { grantableRoles, mayChange } from './member-rights.ts';

export function MemberName({ member }: { member: Member }) {
  const { t } = useTranslation('members');
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <Initials name={member.name} round className="size-7" />
      <span className="flex min-w-0 flex-col">
        <span className="flex min-w-0 flex-wrap items-center gap-x-1.5">
          <span className="min-w-0 truncate font-medium text-ink" title={member.name}>
            {member.name}
          </span>
          {member.is_you ? <Badge>{t('you')}</Badge> : null}
          {member.has_second_factor ? (
            <Badge tone="good" icon={<ShieldCheck aria-hidden="true" />}>
              {t('second_factor')}
            </Badge>
          ) : null}
          {member.email_verified ? null : (
            <Badge tone="warn" icon={<MailWarning aria-hidden="true" />}>
              {t('unverified')}
            </Badge>
          )}
        </span>
        <span className="truncate text-xs text-ink-muted" title={member.email}>
          {member.email}
        </span>
      </span>
    </span>
  );
}

export interface RoleControlProps {
  member: Member;
  own: MemberRole;
  changing: { accountId: string; role: MemberRole } | undefined;
  onRole: (accountId: string, role: MemberRole) => void;
}

/** A choice where the policy lets one change the role, else the role alone. */
export function RoleControl({ member, own, changing, onRole }: RoleControlProps) {
  const { t } = useTranslation('members');
  if (!mayChange(own, member)) return <span>{t(`role.${member.role}`)}</span>;
  const isChanging = changing?.accountId === member.account_id;
  return (
    <Select
      aria-label={t('role_of', { name: member.name })}
      value={isChanging ? changing.role : member.role}
      disabled={isChanging}
      onChange={(role) => onRole(member.account_id, role)}
      options={grantableRoles(own).map((role) => ({
        value: role,
        label: t(`role.${role}`),
        detail: t(`role_text.${role}`),
      }))}
      className="w-36"
    />
  );
}

export function RemoveButton({ member, onRemove }: { member: Member; onRemove: (member: Member) => void }) {
  const { t } = useTranslation('members');
  return (
    <IconButton
      label={t('remove.action_of', { name: member.name })}
      icon={<UserMinus />}
      onClick={() => onRemove(member)}
    />
  );
}
