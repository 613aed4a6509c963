import { useTranslation } from 'react-i18next';
import { cn } from '../../../../lib/class-names.ts';
import { useWords } from '../words/words.ts';
import type { Rollout } from './rollout-queries.ts';

type Standing = 'past' | 'present' | 'future' | 'refused';

const LOOKS: Record<Standing, string> = {
  past: 'bg-accent opacity-45',
  present: 'bg-accent',
  future: 'border border-line-control border-dashed',
  refused: 'border border-bad-solid bg-bad-soft',
};

const LABELS: Record<Standing, string> = {
  past: 'text-ink-muted',
  present: 'font-semibold text-ink',
  future: 'text-ink-muted',
  refused: 'text-bad-text',
};

/** The stages as steps, as in the mark: those that were taken, the one it is at, those to come. */
export function StageTrack({ rollout }: { rollout: Rollout }) {
  const { t } = useTranslation('flags');
  const { percent, format } = useWords();
  const { stages } = rollout;
  return (
    <ol aria-label={t('staged.stages')} className="flex items-end gap-1">
      {stages.map(({ percentage, hold_minutes: minutes }, at) => {
        const standing = standingOf(rollout, at);
        const height = `${0.5 + (2.5 * (at + 1)) / stages.length}rem`;
        // Ten labels have no room beside each other on a phone: the ends and the present one say enough.
        const isNamed = stages.length <= 5 || at === 0 || at === stages.length - 1 || standing === 'present';
        return (
          <li
            key={percentage}
            aria-current={standing === 'present' ? 'step' : undefined}
            className="relative flex min-w-0 flex-1 flex-col gap-1.5"
          >
            <span aria-hidden="true" className={cn('w-full rounded-md', LOOKS[standing])} style={{ height }} />
            <span className="flex min-h-5 flex-col items-center whitespace-nowrap">
              <span className={cn('tabular-nums', LABELS[standing], !isNamed && 'max-sm:sr-only')}>
                {percent(percentage)}
              </span>
              <span className={cn('text-xs text-ink-muted', stages.length > 5 && 'max-sm:sr-only')}>
                {format.duration(minutes * 60)}
              </span>
              <span className="sr-only">{t(`staged.standing.${standing}`)}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function standingOf({ state, stage }: Rollout, at: number): Standing {
  const present = stage ?? -1;
  if (state === 'completed' || at < present) return 'past';
  if (at === present) return 'present';
  return state === 'stepped_back' && at === present + 1 ? 'refused' : 'future';
}
