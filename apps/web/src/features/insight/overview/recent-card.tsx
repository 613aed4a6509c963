import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Card } from '../../../ui/card.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { useLiveStepTitles } from '../../onboarding/journeys/index.ts';
import { EventIcon, useEventText } from '../event-names/index.ts';
import type { Overview } from './overview-query.ts';

type RecentEvent = Overview['recent'][number];

/** What happened last, each leading to whom it happened to. */
export function RecentCard({ events }: { events: RecentEvent[] }) {
  const { t } = useTranslation('overview');
  const titleOf = useLiveStepTitles(events);
  return (
    <Card title={t('recent.title')} flush>
      {events.length === 0 ? <p className="p-6 text-center text-ink-muted">{t('recent.none')}</p> : null}
      <ul className="divide-y">
        {events.map((event) => (
          <RecentLine
            key={`${event.occurred_at} ${event.external_id} ${event.name} ${event.step_key}`}
            event={event}
            step={titleOf(event) ?? event.step_key ?? ''}
          />
        ))}
      </ul>
    </Card>
  );
}

function RecentLine({ event, step }: { event: RecentEvent; step: string }) {
  const eventText = useEventText();
  return (
    <li className="relative flex min-h-10 items-center gap-3 px-4 py-1.5 hover:bg-hover">
      <EventIcon name={event.name} />
      <span className="flex min-w-0 flex-1 flex-col gap-x-3 sm:flex-row">
        <span className="shrink-0 text-ink">{eventText(event.name)}</span>
        {step ? <span className="min-w-0 truncate text-ink-muted">{step}</span> : null}
      </span>
      <span className="flex shrink-0 flex-col items-end gap-x-4 sm:flex-row sm:items-center">
        <Link
          to={`/participants/${encodeURIComponent(event.external_id)}`}
          className="font-mono text-xs text-accent-text outline-none after:absolute after:inset-0 hover:underline focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          {event.external_id}
        </Link>
        <RelativeTime at={event.occurred_at} className="relative z-1 min-w-24 text-right text-xs text-ink-muted" />
      </span>
    </li>
  );
}
