import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../../lib/use-format.ts';
import { Percent } from '../../../ui/percent.tsx';
import { Stat, StatRow } from '../../../ui/stat.tsx';
import type { Overview } from './overview-query.ts';

const HOUR_SECONDS = 3_600;

export function OverviewFigures({ overview, days }: { overview: Overview; days: number }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const { journeys, median_hours_to_complete: medianHours } = overview;
  const inPeriod = t('figures.in_days', { count: days });
  return (
    <StatRow>
      <Stat
        label={t('figures.participants')}
        value={<FigureLink to="/participants">{format.number(overview.participants)}</FigureLink>}
        detail={t('figures.in_all')}
      />
      <Stat label={t('figures.started')} value={format.number(journeys.started)} detail={inPeriod} />
      <Stat
        label={t('figures.active')}
        value={<FigureLink to="/participants?status=active">{format.number(journeys.active)}</FigureLink>}
        detail={t('figures.now')}
      />
      <Stat label={t('figures.completed')} value={format.number(journeys.completed)} detail={inPeriod} />
      <Stat
        label={t('figures.completion')}
        value={<Percent share={overview.completion_rate} />}
        detail={t('figures.of_started')}
      />
      <Stat
        label={t('figures.median')}
        value={medianHours === null ? '–' : format.duration(medianHours * HOUR_SECONDS)}
        detail={t('figures.start_to_completion')}
      />
      <Stat
        label={t('figures.waiting')}
        value={format.number(overview.waiting_for_review)}
        detail={t('figures.steps_now')}
      />
    </StatRow>
  );
}

function FigureLink({ to, children }: { to: string; children: string }) {
  return (
    <Link to={to} className="rounded-sm decoration-accent-line underline-offset-4 hover:underline">
      {children}
    </Link>
  );
}
