import { Check, Hourglass, Lock, SkipForward } from 'lucide-react';
import type { StepState } from '@stepwell/engine';
import { usePhone, useTexts } from './phone-context.ts';
import type { WalkStep } from './walk.ts';

/** All steps with their states, as a participant finds them under “All steps”. */
export function PreviewOverview({ title, description }: { title: string; description: string }) {
  const { walk, words } = usePhone();
  return (
    <div className="flex flex-col gap-4 pb-6">
      <header>
        <h3 className="text-[1.5rem] leading-tight font-semibold tracking-tight text-balance">{title}</h3>
        {description ? <p className="mt-2 text-sand-ink-muted">{description}</p> : null}
      </header>
      {walk.progress.isComplete && walk.steps.length > 0 ? (
        <p className="rounded-lg bg-good-soft px-4 py-3 font-semibold">{words.finished}</p>
      ) : null}
      <ol className="-mx-2 space-y-0.5">
        {walk.steps.map((at, index) => (
          <li key={index}>
            <OverviewLine at={at} number={index + 1} />
          </li>
        ))}
      </ol>
    </div>
  );
}

const SIGNS: Partial<Record<StepState, typeof Check>> = {
  done: Check,
  skipped: SkipForward,
  submitted: Hourglass,
  blocked: Lock,
};

function OverviewLine({ at, number }: { at: WalkStep; number: number }) {
  const { words, show } = usePhone();
  const say = useTexts();
  const { step, state } = at;
  const Sign = SIGNS[state];
  const isOpen = state === 'todo' || state === 'in_progress';
  const facts = [
    words.states[state],
    isOpen && step.estimated_minutes > 0 ? words.minutes(Math.ceil(step.estimated_minutes)) : '',
    isOpen && !step.required ? words.optional : '',
  ].filter(Boolean);
  return (
    <button
      type="button"
      onClick={() => show(step.key)}
      className="flex w-full items-start gap-3 rounded-lg px-2 py-2.5 text-left hover:bg-sand-deep"
    >
      <span className="grid size-7 shrink-0 place-items-center rounded-md border border-sand-line-control text-base font-semibold text-sand-ink-muted tabular-nums">
        {Sign ? <Sign aria-hidden="true" className="size-4" /> : number}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block text-lg leading-snug font-medium">{say(step.title) || step.key}</span>
        <span className="mt-0.5 block text-base text-sand-ink-muted">{facts.join(' · ')}</span>
      </span>
    </button>
  );
}
