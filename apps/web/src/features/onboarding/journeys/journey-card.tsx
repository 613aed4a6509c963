import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../../lib/use-format.ts';
import { Badge } from '../../../ui/badge.tsx';
import { CopyableId } from '../../../ui/copyable-id.tsx';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { JourneyStepRow } from './journey-step-row.tsx';
import type { Journey } from './participant-query.ts';

const MINUTE_SECONDS = 60;

/** One journey: how far it is, and every step that applies. */
export function JourneyCard({ journey }: { journey: Journey }) {
  const { t } = useTranslation('journeys');
  const { flow, progress, status } = journey;
  return (
    <section aria-labelledby={journey.id} className="rounded-lg border bg-surface">
      <header className="flex flex-col gap-3 border-b px-4 py-3">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <h2 id={journey.id} className="font-semibold text-ink">
            <Link to={`/flows/${encodeURIComponent(flow.key)}`} className="rounded-sm hover:underline">
              {flow.title}
            </Link>
          </h2>
          <Badge>{t('journey.version', { number: flow.version })}</Badge>
          <Badge tone={status === 'completed' ? 'good' : 'info'}>{t(`journey.status.${status}`)}</Badge>
          <span className="ml-auto flex items-center gap-1 text-xs text-ink-muted">
            {t('journey.id')} <CopyableId id={journey.id} short />
          </span>
        </div>
        <div className="flex items-center gap-3">
          <ProgressBar
            value={progress.percent}
            label={t('journey.progress', { flow: flow.title })}
            tone={progress.is_complete ? 'good' : 'accent'}
          />
          <span data-figures className="shrink-0 text-base font-semibold text-ink">
            {t('journey.percent', { percent: progress.percent })}
          </span>
        </div>
        <JourneyTimes journey={journey} />
      </header>
      <ul className="divide-y">
        {journey.steps.map((step) => (
          <JourneyStepRow key={step.key} journey={journey} step={step} />
        ))}
      </ul>
    </section>
  );
}

function JourneyTimes({ journey }: { journey: Journey }) {
  const { t } = useTranslation('journeys');
  const format = useFormat();
  const { progress, completed_at: completed, snoozed_until: snoozed } = journey;
  return (
    <p data-figures className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-muted">
      <span>{t('journey.steps', { done: progress.steps_done, total: progress.steps_total })}</span>
      {progress.is_complete ? null : (
        <span>{t('journey.left', { duration: format.duration(progress.minutes_left * MINUTE_SECONDS) })}</span>
      )}
      <span>
        {t('journey.started')} <RelativeTime at={journey.started_at} />
      </span>
      {completed ? (
        <span>
          {t('journey.completed')} <RelativeTime at={completed} />
        </span>
      ) : (
        <span>
          {t('journey.active')} <RelativeTime at={journey.last_activity_at} />
        </span>
      )}
      {snoozed ? (
        <span>
          {t('journey.snoozed')} <RelativeTime at={snoozed} />
        </span>
      ) : null}
    </p>
  );
}
