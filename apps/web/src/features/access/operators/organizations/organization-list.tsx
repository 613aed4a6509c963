import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { cn } from '../../../../lib/class-names.ts';
import { useFormat } from '../../../../lib/use-format.ts';
import { useNow } from '../../../../lib/use-now.ts';
import { Cell, HeaderCell, Row, RowLink, Table, TableBody, TableHead } from '../../../../ui/table.tsx';
import type { ListedOrganization } from '../console-queries.ts';
import { OrganizationStateBadge } from '../state-badge.tsx';
import { isRestorable } from './organization-deeds.ts';

const CLOCK_MS = 60_000;

interface OrganizationListProps {
  organizations: ListedOrganization[];
  stale: boolean;
}

/** A table, and on a phone the same as a list. */
export function OrganizationList(props: OrganizationListProps) {
  return (
    <>
      <OrganizationTable {...props} />
      <OrganizationLines {...props} />
    </>
  );
}

function OrganizationTable({ organizations, stale }: OrganizationListProps) {
  const { t } = useTranslation('operators');
  const format = useFormat();
  return (
    <Table label={t('organizations.title')} stale={stale} className={cn('max-sm:hidden', stale && 'opacity-60')}>
      <TableHead>
        <HeaderCell>{t('column.organization')}</HeaderCell>
        <HeaderCell className="max-lg:hidden">{t('column.slug')}</HeaderCell>
        <HeaderCell>{t('column.state')}</HeaderCell>
        <HeaderCell figures>{t('column.members')}</HeaderCell>
        <HeaderCell className="text-right">{t('column.since')}</HeaderCell>
      </TableHead>
      <TableBody>
        {organizations.map((organization) => (
          <Row key={organization.id}>
            <Cell className="w-1/2 max-w-0 min-w-48 truncate">
              <RowLink to={`/admin/organizations/${organization.id}`}>{organization.name}</RowLink>
            </Cell>
            <Cell className="max-w-56 truncate font-mono text-xs text-ink-muted max-lg:hidden">
              {organization.slug}
            </Cell>
            <Cell>
              <span className="flex items-center gap-2">
                <OrganizationStateBadge state={organization.state} />
                <Restorable organization={organization} />
              </span>
            </Cell>
            <Cell figures>{format.number(organization.members)}</Cell>
            <Cell className="text-right text-ink-muted">{format.date(organization.created_at)}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function OrganizationLines({ organizations, stale }: OrganizationListProps) {
  const { t } = useTranslation('operators');
  return (
    <ul
      aria-label={t('organizations.title')}
      aria-busy={stale}
      className={cn('divide-y rounded-lg border bg-surface sm:hidden', stale && 'opacity-60')}
    >
      {organizations.map((organization) => (
        <li key={organization.id} className="relative flex flex-col gap-1 p-3 hover:bg-hover">
          <Link
            to={`/admin/organizations/${organization.id}`}
            data-row-link
            className="font-medium break-words text-ink outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
          >
            {organization.name}
          </Link>
          <span className="font-mono text-xs break-all text-ink-muted">{organization.slug}</span>
          <span className="flex flex-wrap items-center gap-1.5 text-xs text-ink-muted">
            <OrganizationStateBadge state={organization.state} />
            <Restorable organization={organization} />
            {t('members', { count: organization.members })}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Restorable({ organization }: { organization: ListedOrganization }) {
  const { t } = useTranslation('operators');
  const format = useFormat();
  const { restorable_until: until } = organization;
  const now = useNow(CLOCK_MS);
  if (!until || !isRestorable(organization, now)) return null;
  return (
    <time dateTime={until} title={format.exact(until)} className="text-xs text-ink-muted max-lg:sr-only">
      {t('until', { date: format.date(until) })}
    </time>
  );
}
