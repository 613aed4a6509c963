import { type InfiniteData, useInfiniteQuery, type UseInfiniteQueryOptions } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import type { KillSwitch } from './kill-switch-queries.ts';
import { PersonName } from './person-name.tsx';

type Page = { data: KillSwitch[]; meta: { next_cursor: string | null } };
type HistoryQuery = UseInfiniteQueryOptions<Page, Error, InfiniteData<Page>, string[], string | undefined>;

/** What was switched off, by whom and why, and who released it, newest first. */
export function SwitchHistory({ query }: { query: HistoryQuery }) {
  const { t } = useTranslation('kill-switch');
  const history = useInfiniteQuery(query);
  const rows = history.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <section aria-labelledby="kill-switch-history" className="mt-8">
      <h2 id="kill-switch-history" className="mb-3 text-base font-semibold text-ink">
        {t('history.title')}
      </h2>
      {history.isPending ? <SkeletonRows rows={3} /> : null}
      {history.error ? (
        <ErrorState error={history.error} onRetry={() => history.refetch()} retrying={history.isFetching} />
      ) : null}
      {history.data && rows.length === 0 ? <p className="text-ink-muted">{t('history.empty')}</p> : null}
      <ol className="flex flex-col gap-3">
        {rows.map((row) => (
          <Entry key={row.id} row={row} />
        ))}
      </ol>
      {history.hasNextPage ? (
        <Button className="mt-3" busy={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          {t('history.more')}
        </Button>
      ) : null}
    </section>
  );
}

function Entry({ row }: { row: KillSwitch }) {
  const { t } = useTranslation('kill-switch');
  return (
    <li className="rounded-lg border bg-surface px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone={row.released_at === null ? 'bad' : 'neutral'}>
          {t(row.released_at === null ? 'history.off' : 'history.released')}
        </Badge>
        <span className="min-w-0 font-medium break-words text-ink">{row.capability ?? t('whole')}</span>
        <span data-figures className="ml-auto text-xs text-ink-muted">
          {t('history.gates', { count: row.gates_opened })}
        </span>
      </div>
      <dl className="mt-2 grid gap-x-4 gap-y-2 sm:grid-cols-2">
        <Deed title={t('history.switched_off')} by={row.switched_on_by} at={row.switched_on_at} reason={row.reason} />
        {row.released_by && row.released_at ? (
          <Deed
            title={t('history.switched_on')}
            by={row.release_reason === null ? null : row.released_by}
            at={row.released_at}
            reason={row.release_reason ?? t('history.by_itself')}
          />
        ) : null}
      </dl>
    </li>
  );
}

interface DeedProps {
  title: string;
  by: KillSwitch['switched_on_by'] | null;
  at: string;
  reason: string;
}

function Deed({ title, by, at, reason }: DeedProps) {
  return (
    <div className="min-w-0">
      <dt className="flex flex-wrap gap-x-1.5 text-xs text-ink-muted">
        <span>{title}</span>
        {by ? (
          <span className="font-medium text-ink">
            <PersonName by={by} />
          </span>
        ) : null}
        <RelativeTime at={at} />
      </dt>
      <dd className="break-words text-ink">{reason}</dd>
    </div>
  );
}
