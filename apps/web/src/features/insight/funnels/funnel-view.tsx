import { useQuery } from '@tanstack/react-query';
import { Filter } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cn } from '../../../lib/class-names.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { ChartCard } from '../charts/index.ts';
import { FunnelPicture } from './funnel-picture.tsx';
import { type Funnel, funnelQuery, requestOf } from './funnel-query.ts';
import { funnelRows } from './funnel-rows.ts';
import { type FunnelSearch, isFiltered, NO_FILTERS } from './funnel-search.ts';
import { FunnelSkeleton } from './funnel-skeleton.tsx';
import { FunnelTable } from './funnel-table.tsx';
import { useStageTitle } from './stage-title.ts';

export interface FunnelViewProps {
  search: FunnelSearch;
  onAsk: (change: Partial<FunnelSearch>) => void;
}

/** The answer to the question in the address. */
export function FunnelView({ search, onAsk }: FunnelViewProps) {
  const { t } = useTranslation('funnels');
  const request = requestOf(search);
  const funnel = useQuery(funnelQuery(request));
  if (request === null && search.stages === 'events') {
    return (
      <EmptyState icon={Filter} title={t('unfinished.title')}>
        {t('unfinished.text')}
      </EmptyState>
    );
  }
  if (funnel.isPending) return <FunnelSkeleton />;
  if (funnel.error) {
    return <ErrorState error={funnel.error} onRetry={() => funnel.refetch()} retrying={funnel.isFetching} />;
  }
  if (funnel.data.stages.every(({ saw }) => saw === 0)) {
    const clear = <Button onClick={() => onAsk(NO_FILTERS)}>{t('empty.action')}</Button>;
    return (
      <EmptyState icon={Filter} title={t('empty.title')} action={isFiltered(search) ? clear : null}>
        {t(isFiltered(search) ? 'empty.filtered' : 'empty.text')}
      </EmptyState>
    );
  }
  return (
    <div
      aria-busy={funnel.isPlaceholderData}
      className={cn('transition-opacity duration-150', funnel.isPlaceholderData && 'opacity-60')}
    >
      <FunnelCard funnel={funnel.data} search={search} />
    </div>
  );
}

function FunnelCard({ funnel, search }: { funnel: Funnel; search: FunnelSearch }) {
  const { t } = useTranslation('funnels');
  const rows = funnelRows(funnel.stages, useStageTitle(search));
  const columns = [
    'key',
    'stage',
    'saw',
    'entered',
    'conversion',
    'overall',
    'lost',
    'median_seconds',
    'p90_seconds',
  ] as const;
  return (
    <ChartCard
      title={t(`card.${search.stages}`)}
      note={
        <>
          {t(search.stages === 'steps' ? 'card.note_steps' : 'card.note')} {t('card.computed')}{' '}
          <RelativeTime at={funnel.computed_at} />
        </>
      }
      fileName={`stepwell-funnel-${search.flow ?? 'all'}`}
      chart={<FunnelPicture rows={rows} label={t(`card.${search.stages}`)} />}
      table={<FunnelTable rows={rows} label={t(`card.${search.stages}`)} />}
      csv={() => [
        columns.map((column) => t(`csv.${column}`)),
        ...rows.map((row) => [
          row.key,
          row.title,
          row.saw,
          row.entered,
          row.conversion,
          row.overall,
          row.lost,
          row.median_seconds,
          row.p90_seconds,
        ]),
      ]}
    />
  );
}
