import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { cn } from '../../../../lib/class-names.ts';
import { useFormat } from '../../../../lib/use-format.ts';
import { RelativeTime } from '../../../../ui/relative-time.tsx';
import { Cell, HeaderCell, Row, RowLink, Table, TableBody, TableHead } from '../../../../ui/table.tsx';
import type { ListedUser } from '../console-queries.ts';
import { OperatorBadge, UserStateBadge } from '../state-badge.tsx';

interface UserListProps {
  users: ListedUser[];
  stale: boolean;
}

/** A table, and on a phone the same as a list. */
export function UserList(props: UserListProps) {
  return (
    <>
      <UserTable {...props} />
      <UserLines {...props} />
    </>
  );
}

function UserTable({ users, stale }: UserListProps) {
  const { t } = useTranslation('operators');
  const format = useFormat();
  return (
    <Table label={t('users.title')} stale={stale} className={cn('max-sm:hidden', stale && 'opacity-60')}>
      <TableHead>
        <HeaderCell>{t('column.user')}</HeaderCell>
        <HeaderCell>{t('column.state')}</HeaderCell>
        <HeaderCell className="max-lg:hidden">{t('column.second_factor')}</HeaderCell>
        <HeaderCell figures className="max-lg:hidden">
          {t('column.organizations')}
        </HeaderCell>
        <HeaderCell className="max-lg:hidden">{t('column.since')}</HeaderCell>
        <HeaderCell className="text-right">{t('column.last_active')}</HeaderCell>
      </TableHead>
      <TableBody>
        {users.map((user) => (
          <Row key={user.id}>
            <Cell className="w-1/2 max-w-0 min-w-56">
              <span className="flex min-w-0 items-baseline gap-2">
                <RowLink to={`/admin/users/${user.id}`} className="max-w-[60%] shrink-0 truncate">
                  {user.name}
                </RowLink>
                <span className="truncate text-xs text-ink-muted" title={user.email}>
                  {user.email}
                </span>
              </span>
            </Cell>
            <Cell>
              <span className="flex gap-1.5">
                <UserStateBadge state={user.state} />
                <OperatorBadge role={user.operator_role} />
              </span>
            </Cell>
            <Cell className="max-lg:hidden">
              <SecondFactor has={user.has_second_factor} />
            </Cell>
            <Cell figures className="max-lg:hidden">
              {format.number(user.organizations)}
            </Cell>
            <Cell className="text-ink-muted max-lg:hidden">{format.date(user.created_at)}</Cell>
            <Cell className="text-right text-ink-muted">
              <LastActive at={user.last_active_at} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function UserLines({ users, stale }: UserListProps) {
  const { t } = useTranslation('operators');
  return (
    <ul
      aria-label={t('users.title')}
      aria-busy={stale}
      className={cn('divide-y rounded-lg border bg-surface sm:hidden', stale && 'opacity-60')}
    >
      {users.map((user) => (
        <li key={user.id} className="relative flex flex-col gap-1 p-3 hover:bg-hover">
          <Link
            to={`/admin/users/${user.id}`}
            data-row-link
            className="font-medium break-words text-ink outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
          >
            {user.name}
          </Link>
          <span className="text-xs break-all text-ink-muted">{user.email}</span>
          <span className="flex flex-wrap items-center gap-1.5 text-xs text-ink-muted">
            <UserStateBadge state={user.state} />
            <OperatorBadge role={user.operator_role} />
            <span>
              {t('column.last_active')} · <LastActive at={user.last_active_at} />
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function SecondFactor({ has }: { has: boolean }) {
  const { t } = useTranslation('operators');
  if (!has) return <span className="text-ink-muted">–</span>;
  return <Check role="img" aria-label={t('yes')} className="size-4 text-good-text" />;
}

function LastActive({ at }: { at: string | null }) {
  const { t } = useTranslation('operators');
  return at ? <RelativeTime at={at} /> : t('never');
}
