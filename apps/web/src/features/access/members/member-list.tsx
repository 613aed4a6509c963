import type { MemberRole } from '@stepwell/contract';
import { useTranslation } from 'react-i18next';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Cell, HeaderCell, Row, Table, TableBody, TableHead } from '../../../ui/table.tsx';
import { MemberName, RemoveButton, RoleControl } from './member-parts.tsx';
import type { Member } from './member-queries.ts';
import { mayChange } from './member-rights.ts';

export interface MemberListProps {
  members: Member[];
  /** Role of the person who looks. */
  own: MemberRole;
  stale: boolean;
  /** A role that is on its way. */
  changing: { accountId: string; role: MemberRole } | undefined;
  onRole: (accountId: string, role: MemberRole) => void;
  onRemove: (member: Member) => void;
}

/** A table, and on a phone the same as cards. */
export function MemberList(props: MemberListProps) {
  return (
    <>
      <MemberTable {...props} />
      <MemberCards {...props} />
    </>
  );
}

function MemberTable({ members, own, stale, changing, onRole, onRemove }: MemberListProps) {
  const { t } = useTranslation('members');
  return (
    <Table label={t('title')} stale={stale} className={`max-sm:hidden ${stale ? 'opacity-60' : ''}`}>
      <TableHead>
        <HeaderCell>{t('column.member')}</HeaderCell>
        <HeaderCell>{t('column.role')}</HeaderCell>
        <HeaderCell className="max-lg:hidden">{t('column.joined')}</HeaderCell>
        <HeaderCell>{t('column.last_active')}</HeaderCell>
        <HeaderCell className="w-10">
          <span className="sr-only">{t('column.actions')}</span>
        </HeaderCell>
      </TableHead>
      <TableBody>
        {members.map((member) => (
          <Row key={member.account_id}>
            <Cell className="max-w-0 min-w-48 py-2 lg:w-1/2">
              <MemberName member={member} />
            </Cell>
            <Cell className="w-40">
              <RoleControl member={member} own={own} changing={changing} onRole={onRole} />
            </Cell>
            <Cell className="text-ink-muted max-lg:hidden">
              <RelativeTime at={member.joined_at} />
            </Cell>
            <Cell className="text-ink-muted">
              <LastActive at={member.last_active_at} />
            </Cell>
            <Cell className="text-right">
              {mayChange(own, member) ? <RemoveButton member={member} onRemove={onRemove} /> : null}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function MemberCards({ members, own, stale, changing, onRole, onRemove }: MemberListProps) {
  const { t } = useTranslation('members');
  return (
    <ul
      aria-label={t('title')}
      aria-busy={stale}
      className={`divide-y rounded-lg border bg-surface sm:hidden ${stale ? 'opacity-60' : ''}`}
    >
      {members.map((member) => (
        <li key={member.account_id} className="flex flex-col gap-2 p-3">
          <MemberName member={member} />
          <p className="text-xs text-ink-muted">
            {t('column.last_active')} · <LastActive at={member.last_active_at} />
          </p>
          <div className="flex items-center justify-between gap-2">
            <RoleControl member={member} own={own} changing={changing} onRole={onRole} />
            {mayChange(own, member) ? <RemoveButton member={member} onRemove={onRemove} /> : null}
          </div>
        </li>
      ))}
    </ul>
  );
}

function LastActive({ at }: { at: string | null }) {
  const { t } = useTranslation('members');
  return at ? <RelativeTime at={at} /> : t('never_active');
}
