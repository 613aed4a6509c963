import { ArrowDown, ArrowUp, Equal, type LucideIcon, Pause, RotateCcw, Unplug } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cn } from '../../../../lib/class-names.ts';
import { useFormat } from '../../../../lib/use-format.ts';
import { Tooltip } from '../../../../ui/tooltip.tsx';
import type { DryRun } from '../flow-queries.ts';
import { type Outcome, sharesOf } from './outcomes.ts';

/** Each outcome has a sign of its own beside its colour. */
export const OUTCOME_LOOKS: Record<Outcome, { bar: string; text: string; Icon: LucideIcon }> = {
  advances: { bar: 'bg-good-solid', text: 'text-good-text', Icon: ArrowUp },
  unchanged: { bar: 'bg-neutral-solid', text: 'text-neutral-text', Icon: Equal },
  kept: { bar: 'bg-info-solid', text: 'text-info-text', Icon: Pause },
  restarted: { bar: 'bg-review-solid', text: 'text-review-text', Icon: RotateCcw },
  regresses: { bar: 'bg-warn-solid', text: 'text-warn-text', Icon: ArrowDown },
  stranded: { bar: 'bg-bad-solid', text: 'text-bad-text', Icon: Unplug },
};

/** What becomes of the journeys: one bar, and under it each part with its name and number. */
export function OutcomeBar({ counts }: { counts: DryRun['counts'] }) {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  const shares = sharesOf(counts);
  return (
    <div className="flex flex-col gap-3">
      <div aria-hidden="true" className="flex h-3 gap-0.5 overflow-hidden rounded-full">
        {shares.map(({ outcome, share }) => (
          <span
            key={outcome}
            className={cn('min-w-1', OUTCOME_LOOKS[outcome].bar)}
            style={{ flexGrow: Math.max(share, 0.004), flexBasis: 0 }}
          />
        ))}
      </div>
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-x-4 gap-y-2">
        {shares.map(({ outcome, count, share }) => {
          const { Icon, text } = OUTCOME_LOOKS[outcome];
          return (
            <div key={outcome} className="flex flex-col">
              <dt className={cn('flex items-center gap-1.5 text-xs font-medium', text)}>
                <Icon aria-hidden="true" className="size-3.5" />
                <Tooltip text={t(`outcome.${outcome}_means`)}>
                  <span>{t(`outcome.${outcome}`)}</span>
                </Tooltip>
              </dt>
              <dd data-figures className="text-xl font-semibold text-ink">
                {format.number(count)}{' '}
                <span className="text-xs font-normal text-ink-muted">{format.percent(share)}</span>
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
