import type { MemberRole } from '@stepwell/contract';
import { Check, Minus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../ui/badge.tsx';
import { Cell, HeaderCell, Row, Table, TableBody, TableHead } from '../../../ui/table.tsx';
import { type PolicyGroup, textOf } from './policy-rows.ts';

export interface PolicyTableProps {
  roles: readonly MemberRole[];
  groups: readonly PolicyGroup[];
  /** Role of the person who looks. */
  own: MemberRole;
}

export function PolicyTable({ roles, groups, own }: PolicyTableProps) {
  const { t } = useTranslation('members');
  return (
    <Table label={t('policy.title')} className="max-w-4xl max-sm:hidden">
      <TableHead>
        <HeaderCell>{t('policy.permission')}</HeaderCell>
        {roles.map((role) => (
          <HeaderCell key={role} className="w-24 text-center" title={t(`role_text.${role}`)}>
            {t(`role.${role}`)}
            {role === own ? <span className="sr-only"> ({t('you')})</span> : null}
          </HeaderCell>
        ))}
      </TableHead>
      {groups.map((group) => (
        <GroupRows key={group.name} group={group} roles={roles} own={own} />
      ))}
    </Table>
  );
}

function GroupRows({ group, roles, own }: Omit<PolicyTableProps, 'groups'> & { group: PolicyGroup }) {
  const { t } = useTranslation('members');
  return (
    <TableBody className="[&>tr:last-child>td]:border-b">
      <tr>
        <th
          scope="rowgroup"
          colSpan={roles.length + 1}
          className="border-b bg-canvas px-3 pt-4 pb-1.5 text-left font-semibold text-ink"
        >
          {t(`policy.group.${group.name}`)}
        </th>
      </tr>
      {group.entries.map(({ name, roles: allowed }) => (
        <Row key={name}>
          <th scope="row" className="border-b px-3 py-2 text-left font-normal text-ink">
            <PermissionName name={name} />
          </th>
          {roles.map((role) => (
            <Cell key={role} className={`text-center ${role === own ? 'bg-selected' : ''}`}>
              <Answer yes={allowed.includes(role)} />
            </Cell>
          ))}
        </Row>
      ))}
    </TableBody>
  );
}

function Answer({ yes }: { yes: boolean }) {
  const { t } = useTranslation('members');
  const Icon = yes ? Check : Minus;
  return (
    <>
      <Icon aria-hidden="true" className={`inline size-4 ${yes ? 'text-good-text' : 'text-ink-faint'}`} />
      <span className="sr-only">{yes ? t('policy.yes') : t('policy.no')}</span>
    </>
  );
}

function PermissionName({ name }: { name: string }) {
  const { t } = useTranslation('members');
  const text = textOf(name);
  return text ? t(`permission.${text}`) : <span className="font-mono text-xs">{name}</span>;
}

/** The same on a phone: each permission with the roles that have it. */
export function PolicyCards({ roles, groups, own }: PolicyTableProps) {
  const { t } = useTranslation('members');
  return (
    <div className="flex flex-col gap-5 sm:hidden">
      {groups.map((group) => (
        <div key={group.name}>
          <h2 className="mb-2 font-semibold text-ink">{t(`policy.group.${group.name}`)}</h2>
          <ul className="divide-y rounded-lg border bg-surface">
            {group.entries.map(({ name, roles: allowed }) => (
              <li key={name} className="flex flex-col gap-1.5 p-3">
                <span className="text-ink">
                  <PermissionName name={name} />
                </span>
                <span className="flex flex-wrap gap-1">
                  {roles
                    .filter((role) => allowed.includes(role))
                    .map((role) => (
                      <Badge key={role} tone={role === own ? 'good' : 'neutral'}>
                        {t(`role.${role}`)}
                      </Badge>
                    ))}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
