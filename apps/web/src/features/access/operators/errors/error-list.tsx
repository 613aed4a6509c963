import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { cn } from '../../../../lib/class-names.ts';
import { useFormat } from '../../../../lib/use-format.ts';
import { RelativeTime } from '../../../../ui/relative-time.tsx';
import { Cell, HeaderCell, Row, RowLink, Table, TableBody, TableHead } from '../../../../ui/table.tsx';
import { ErrorStateBadge, SeverityBadge } from './error-badges.tsx';
import type { ListedError } from './error-queries.ts';
import { Trend } from './trend.tsx';

interface ErrorListProps {
  errors: ListedError[];
  stale: boolean;
}

/** A table, and on a phone the same as a list. */
export function ErrorList(props: ErrorListProps) {
  return (
    <>
      <ErrorTable {...props} />
      <ErrorLines {...props} />
    </>
  );
}

function ErrorTable({ errors, stale }: ErrorListProps) {
  const { t } = useTranslation('operators');
  const format = useFormat();
  return (
    <Table label={t('errors.title')} stale={stale} className={cn('max-sm:hidden', stale && 'opacity-60')}>
      <TableHead>
        <HeaderCell>{t('errors.column.error')}</HeaderCell>
        <HeaderCell>{t('errors.column.severity')}</HeaderCell>
        <HeaderCell className="max-xl:hidden">{t('errors.column.category')}</HeaderCell>
        <HeaderCell className="max-lg:hidden">{t('errors.column.trend')}</HeaderCell>
        <HeaderCell figures>{t('errors.column.count')}</HeaderCell>
        <HeaderCell className="text-right max-xl:hidden">{t('errors.column.first_seen')}</HeaderCell>
        <HeaderCell className="text-right">{t('errors.column.last_seen')}</HeaderCell>
      </TableHead>
      <TableBody>
        {errors.map((group) => (
          <Row key={group.id}>
            <Cell className="h-14 w-full max-w-0 min-w-48">
              <span className="flex items-center gap-2">
                <RowLink to={`/admin/errors/${group.id}`} className="min-w-0 truncate">
                  {group.title}
                </RowLink>
                <ErrorStateBadge group={group} />
              </span>
              <span className="block truncate font-mono text-xs text-ink-muted">{group.place}</span>
            </Cell>
            <Cell>
              <SeverityBadge severity={group.severity} />
            </Cell>
            <Cell className="text-ink-muted max-xl:hidden">{t(`errors.category.${group.category}`)}</Cell>
            <Cell className="max-lg:hidden">
              <Trend hours={group.trend} />
            </Cell>
            <Cell figures>{format.number(group.count)}</Cell>
            <Cell className="text-right text-ink-muted max-xl:hidden">
              <RelativeTime at={group.first_seen_at} />
            </Cell>
            <Cell className="text-right text-ink-muted">
              <RelativeTime at={group.last_seen_at} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function ErrorLines({ errors, stale }: ErrorListProps) {
  const { t } = useTranslation('operators');
  const format = useFormat();
  return (
    <ul
      aria-label={t('errors.title')}
      aria-busy={stale}
      className={cn('divide-y rounded-lg border bg-surface sm:hidden', stale && 'opacity-60')}
    >
      {errors.map((group) => (
        <li key={group.id} className="relative flex flex-col gap-1 p-3 hover:bg-hover">
          <Link
            to={`/admin/errors/${group.id}`}
            data-row-link
            className="font-medium break-words text-ink outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
          >
            {group.title}
          </Link>
          <span className="font-mono text-xs break-words text-ink-muted">{group.place}</span>
          <span className="flex flex-wrap items-center gap-1.5 text-xs text-ink-muted">
            <SeverityBadge severity={group.severity} />
            <ErrorStateBadge group={group} />
            {t('errors.times', { count: group.count, figure: format.number(group.count) })}
            <RelativeTime at={group.last_seen_at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
