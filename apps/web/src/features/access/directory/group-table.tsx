import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/use-format.ts';
import { Select } from '../../../ui/select.tsx';
import { Cell, HeaderCell, Row, Table, TableBody, TableHead } from '../../../ui/table.tsx';
import type { DirectoryGroup, GroupRole } from './directory-queries.ts';

const CHOICES = ['none', 'viewer', 'member', 'admin'] as const;

export interface GroupTableProps {
  groups: readonly DirectoryGroup[];
  mayWrite: boolean;
  changing: { id: string; role: GroupRole } | undefined;
  onRole: (id: string, role: GroupRole) => void;
}

export function GroupTable({ groups, mayWrite, changing, onRole }: GroupTableProps) {
  const { t } = useTranslation('directory');
  const format = useFormat();
  return (
    <Table label={t('groups.title')}>
      <TableHead>
        <HeaderCell>{t('groups.name')}</HeaderCell>
        <HeaderCell figures className="max-sm:hidden">
          {t('groups.members')}
        </HeaderCell>
        <HeaderCell>{t('groups.role')}</HeaderCell>
      </TableHead>
      <TableBody>
        {groups.map((group) => (
          <Row key={group.id}>
            <Cell className="py-2 font-medium wrap-anywhere whitespace-normal text-ink sm:min-w-40">
              {group.display_name}
              <span className="block text-xs font-normal text-ink-muted sm:hidden">
                {t('groups.members_count', { count: group.members })}
              </span>
            </Cell>
            <Cell figures className="max-sm:hidden">
              {format.number(group.members)}
            </Cell>
            <Cell>
              <RoleChoice
                group={group}
                mayWrite={mayWrite}
                changing={changing?.id === group.id ? changing : undefined}
                onRole={(role) => onRole(group.id, role)}
              />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

interface RoleChoiceProps {
  group: DirectoryGroup;
  mayWrite: boolean;
  changing: { role: GroupRole } | undefined;
  onRole: (role: GroupRole) => void;
}

function RoleChoice({ group, mayWrite, changing, onRole }: RoleChoiceProps) {
  const { t } = useTranslation('directory');
  const { display_name: name, role } = changing ? { ...group, role: changing.role } : group;
  const shown = role ?? 'none';
  if (!mayWrite) return <span>{t(`groups.roles.${shown}`)}</span>;
  return (
    <Select
      aria-label={t('groups.role_of', { name })}
      value={shown}
      disabled={changing !== undefined}
      onChange={(next) => onRole(next === 'none' ? null : next)}
      options={CHOICES.map((choice) => ({
        value: choice,
        label: t(`groups.roles.${choice}`),
        detail: t(`groups.role_text.${choice}`),
      }))}
      className="w-28 sm:w-36"
    />
  );
}
