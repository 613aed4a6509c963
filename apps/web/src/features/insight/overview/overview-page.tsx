import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { cn } from '../../../lib/class-names.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { SegmentedControl } from '../../../ui/segmented-control.tsx';
import { useSession } from '../../access/sessions/index.ts';
import { FlowSelect } from '../../onboarding/journeys/index.ts';
import { FirstSteps } from './first-steps.tsx';
import { OverviewFigures } from './overview-figures.tsx';
import { type Overview, overviewQuery } from './overview-query.ts';
import { type OverviewSearch, PERIODS, readOverviewSearch, writeOverviewSearch } from './overview-search.ts';
import { OverviewSkeleton } from './overview-skeleton.tsx';
import { RecentCard } from './recent-card.tsx';
import { RefusalsCard } from './refusals-card.tsx';
import { StuckCard } from './stuck-card.tsx';
import { TrendCard } from './trend-card.tsx';

export function OverviewPage() {
  const { t } = useTranslation('overview');
  const { organization } = useSession();
  const [address, setAddress] = useSearchParams();
  const search = readOverviewSearch(address);
  const overview = useQuery(overviewQuery(search));
  const isNew = overview.data !== undefined && !search.flow && overview.data.participants === 0;
  const ask = (change: Partial<OverviewSearch>) =>
    setAddress(writeOverviewSearch({ ...search, ...change }), { replace: true, preventScrollReset: true });
  const actions = isNew ? null : <OverviewFilters search={search} onAsk={ask} />;
  return (
    <>
      <PageHeader title={t('title')} description={t('lead', { organization: organization.name })} actions={actions} />
      {overview.isPending ? <OverviewSkeleton /> : null}
      {overview.error ? (
        <ErrorState
          error={overview.error}
          onRetry={() => overview.refetch()}
          retrying={overview.isFetching}
          className="mb-4"
        />
      ) : null}
      {isNew ? <FirstSteps /> : null}
      {overview.data && !isNew ? (
        <OverviewParts overview={overview.data} search={search} stale={overview.isPlaceholderData} />
      ) : null}
    </>
  );
}

function OverviewFilters({
  search,
  onAsk,
}: {
  search: OverviewSearch;
  onAsk: (change: Partial<OverviewSearch>) => void;
}) {
  const { t } = useTranslation('overview');
  return (
    <>
      <FlowSelect
        label={t('filter.flow')}
        every={t('filter.every_flow')}
        value={search.flow}
        onChange={(flow) => onAsk({ flow })}
        className="w-52"
      />
      <SegmentedControl
        label={t('filter.period')}
        value={search.days}
        onChange={(days) => onAsk({ days })}
        options={PERIODS.map((days) => ({ value: days, label: t('filter.days', { count: Number(days) }) }))}
      />
    </>
  );
}

function OverviewParts({ overview, search, stale }: { overview: Overview; search: OverviewSearch; stale: boolean }) {
  return (
    <div aria-busy={stale} className={cn('flex flex-col gap-4 transition-opacity duration-150', stale && 'opacity-60')}>
      <OverviewFigures overview={overview} days={Number(search.days)} />
      <TrendCard trend={overview.trend} />
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        <StuckCard steps={overview.stuck_steps} />
        <RefusalsCard refusals={overview.gate_refusals} />
      </div>
      <RecentCard events={overview.recent} />
    </div>
  );
}
