import type { Words } from '../words/words.ts';
import type { Rollout } from './rollout-queries.ts';

/** What comes next, in one sentence. */
export function nextSentence(rollout: Rollout, isEnabled: boolean, nowMs: number, words: Words): string {
  const { t, percent, format } = words;
  const { state, stage, stages, due_at: dueAt, left_seconds: left } = rollout;
  if (state === 'paused') return t('staged.next.paused', { time: format.duration(left ?? 0) });
  if (state !== 'running') return t(`staged.next.${state}`);
  if (!isEnabled) return t('staged.next.switched_off');
  const following = stages[(stage ?? -1) + 1];
  const what = following ? t('staged.next.share', { share: percent(following.percentage) }) : t('staged.next.end');
  const seconds = Math.round((Date.parse(dueAt ?? '') - nowMs) / 1_000);
  const missing = missingOutcomes(rollout);
  if (missing > 0) {
    const time = seconds > 0 ? format.duration(seconds) : null;
    return t(time ? 'staged.next.time_and_outcomes' : 'staged.next.outcomes', { what, time, count: missing });
  }
  return seconds > 0 ? t('staged.next.time', { what, time: format.duration(seconds) }) : t('staged.next.now', { what });
}

/** How many outcomes of the served are still to be reported before the stage may be left upwards. */
function missingOutcomes({ guard, outcomes: { served } }: Rollout): number {
  return Math.max(0, (guard?.min_outcomes ?? 0) - served.succeeded - served.failed);
}

export function guardSentence({ guard }: Rollout, { t, percent }: Words): string {
  if (guard === null) return t('staged.guard.none');
  const share = percent(guard.max_failure_percent);
  return guard.min_outcomes === 0
    ? t('staged.guard.any', { share })
    : t('staged.guard.some', { share, count: guard.min_outcomes });
}
