import type { Journey } from '../api.ts';
import { useSay } from '../page-context.ts';

/** The bar alone. Its accessible value says the count as well as the share. */
export function ProgressBar({ progress, className = '' }: { progress: Journey['progress']; className?: string }) {
  const say = useSay();
  const { percent, steps_done: done, steps_total: total } = progress;
  return (
    <div
      role="progressbar"
      aria-label={say('progress.label')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={say('progress.spoken', { done, total, percent })}
      className={`h-1.5 overflow-hidden rounded-full bg-sand-deep ${className}`}
    >
      <div
        className="h-full rounded-full bg-accent-text transition-[width] duration-200"
        style={{ width: `${Math.max(percent, percent > 0 ? 2 : 0)}%` }}
      />
    </div>
  );
}

/** “3 of 8 · about 6 min left” */
export function ProgressWords({ progress }: { progress: Journey['progress'] }) {
  const say = useSay();
  const { steps_done: done, steps_total: total, minutes_left: minutes } = progress;
  return (
    <span className="tabular-nums">
      <strong className="font-semibold text-sand-ink">{say('progress.count', { done, total })}</strong>
      <span className="text-sand-ink-muted">
        {' · '}
        {done === total ? say('progress.all_done') : say('progress.minutes', { count: Math.ceil(minutes) })}
      </span>
    </span>
  );
}
