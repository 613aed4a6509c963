import type { ReactNode } from 'react';
import { FINISH } from '../address.ts';
import type { JourneyStep } from '../api.ts';
import { nextView } from '../journey-state.ts';
import { Button } from '../parts/button.tsx';
import { useJourneyPage } from '../page-context.ts';
import type { Mover } from './use-move.ts';
import { Icon } from '../parts/icon.tsx';

export interface ActionBarProps {
  step: JourneyStep;
  mover?: Mover;
  /** A word on the draft, above the buttons. */
  status?: ReactNode;
  /** The button that finishes the step; where there is none, the way to the next step takes its place. */
  children?: ReactNode;
}

/** The ways on and back. On phones it stays within reach of the thumb, at the foot of the screen. */
export function ActionBar({ step, mover, status, children }: ActionBarProps) {
  const skip = mover && step.allowed_moves.includes('skip') ? <SkipButton mover={mover} /> : null;
  return (
    <div className="sticky bottom-0 z-[5] -mx-5 mt-auto flex flex-col gap-2 border-t bg-sand px-5 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:static sm:mx-0 sm:bg-transparent sm:px-0 sm:pt-6 sm:pb-0">
      {status || skip ? (
        <div className="flex min-h-6 items-center justify-between gap-4">
          {status}
          {skip}
        </div>
      ) : null}
      <div className="flex items-stretch gap-2">
        <BackButton step={step} />
        {children ?? <NextButton step={step} />}
      </div>
    </div>
  );
}

/** Grows to the row's width on phones. */
export const MAIN_BUTTON = 'flex-1 sm:ml-auto sm:flex-none';

function BackButton({ step }: { step: JourneyStep }) {
  const { journey, go, speech } = useJourneyPage();
  const before = journey.steps[journey.steps.findIndex((candidate) => candidate.key === step.key) - 1];
  if (!before) return null;
  return (
    <Button look="quiet" className="px-3.5" aria-label={speech.say('action.back')} onClick={() => go(before.key)}>
      <Icon name="arrow-left" />
      <span aria-hidden="true" className="hidden sm:inline">
        {speech.say('action.back')}
      </span>
    </Button>
  );
}

function SkipButton({ mover }: { mover: Mover }) {
  const { speech } = useJourneyPage();
  return (
    <Button
      look="quiet"
      className="-my-1 -mr-3 ml-auto min-h-11 shrink-0 px-3 text-md"
      busy={mover.busy === 'skip'}
      onClick={() => void mover.run({ move: 'skip' })}
    >
      {speech.say('action.skip')}
    </Button>
  );
}

function NextButton({ step }: { step: JourneyStep }) {
  const { journey, go, speech } = useJourneyPage();
  const next = nextView(journey, step.key);
  return (
    <Button look="primary" className={MAIN_BUTTON} onClick={() => go(next)}>
      {speech.say(next === FINISH ? 'action.finish' : 'action.next')}
      <Icon name="arrow-right" />
    </Button>
  );
}
