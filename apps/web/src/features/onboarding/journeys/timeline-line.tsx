import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { CopyableId } from '../../../ui/copyable-id.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { type StepState, StepStateBadge } from '../../../ui/step-state-badge.tsx';
import { EventIcon, useActorText, useEventText } from '../../insight/event-names/index.ts';
import type { TimelineEntry } from './participant-query.ts';

const STATES: readonly StepState[] = ['todo', 'in_progress', 'submitted', 'done', 'skipped', 'rejected', 'blocked'];

/** One thing that happened: what, to which step, by whom, from which state to which. */
export function TimelineLine({ entry, stepTitle }: { entry: TimelineEntry; stepTitle: string | null }) {
  const { t } = useTranslation('journeys');
  const eventText = useEventText();
  const actorText = useActorText();
  const reason = typeof entry.properties.reason === 'string' ? entry.properties.reason : null;
  return (
    <li className="relative flex gap-3 pb-4 before:absolute before:top-6 before:bottom-1 before:left-2.5 before:w-px before:bg-line last:pb-1 last:before:hidden">
      <EventIcon name={entry.name} className="mt-px" />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <div className="flex items-baseline justify-between gap-2">
          <p className="min-w-0 font-medium text-ink">{eventText(entry.name)}</p>
          <RelativeTime at={entry.occurred_at} className="shrink-0 text-xs text-ink-muted" />
        </div>
        {stepTitle ? <p className="text-ink">{stepTitle}</p> : null}
        {reason ? <p className="text-ink-muted">{reason}</p> : null}
        <StateChange from={stateOf(entry.from_state)} to={stateOf(entry.to_state)} />
        <p className="flex flex-wrap items-center gap-x-3 text-xs text-ink-muted">
          {entry.actor ? <span>{actorText(entry.actor)}</span> : null}
          {entry.percent === null ? null : <span data-figures>{t('journey.percent', { percent: entry.percent })}</span>}
          {entry.correlation_id ? (
            <span title={t('timeline.correlation')} className="flex min-w-0">
              <CopyableId id={entry.correlation_id} short className="max-w-32" />
            </span>
          ) : null}
        </p>
      </div>
    </li>
  );
}

function StateChange({ from, to }: { from: StepState | undefined; to: StepState | undefined }) {
  const { t } = useTranslation('journeys');
  if (!to) return null;
  return (
    <p className="flex flex-wrap items-center gap-1">
      {from ? (
        <>
          <StepStateBadge state={from} />
          <ArrowRight role="img" aria-label={t('timeline.became')} className="size-3 text-ink-faint" />
        </>
      ) : null}
      <StepStateBadge state={to} />
    </p>
  );
}

function stateOf(name: string | null): StepState | undefined {
  return STATES.find((state) => state === name);
}
