import type { Journey, JourneyStep } from '../api.ts';
import { isWaiting } from '../journey-state.ts';
import { useJourneyPage } from '../page-context.ts';
import { Icon } from './icon.tsx';

/** Each state has a shape of its own, so that colour is never the only sign. */
export function StepSign({ step, number, isShown }: { step: JourneyStep; number: number; isShown: boolean }) {
  const [look, sign] = signOf(step, number, isShown);
  return (
    <span
      aria-hidden="true"
      className={`grid size-7 shrink-0 place-items-center rounded-md border text-md font-semibold tabular-nums [&_svg]:size-4 ${look}`}
    >
      {sign}
    </span>
  );
}

function signOf(step: JourneyStep, number: number, isShown: boolean) {
  if (step.state === 'done')
    return ['border-transparent bg-good-soft text-good-text', <Icon key="done" name="check" />] as const;
  if (step.state === 'rejected')
    return ['border-transparent bg-bad-soft text-bad-text', <Icon key="fix" name="pen" />] as const;
  if (step.state === 'skipped') {
    return ['border-transparent bg-sand-deep text-sand-ink-muted', <Icon key="skipped" name="skip" />] as const;
  }
  if (step.state === 'blocked')
    return ['border-sand-line text-sand-ink-muted', <Icon key="blocked" name="lock" />] as const;
  if (isWaiting(step) && (step.state !== 'todo' || step.kind === 'task')) {
    return ['border-transparent bg-review-soft text-review-text', <Icon key="waiting" name="hourglass" />] as const;
  }
  if (isShown) return ['border-transparent bg-accent text-on-accent', number] as const;
  const isBegun = step.state === 'in_progress';
  return [
    isBegun ? 'border-accent-text text-accent-text' : 'border-sand-line-control text-sand-ink-muted',
    number,
  ] as const;
}

/** The state of a step in words: what it waits for, where it waits. */
export function useStateWords(): (step: JourneyStep) => string {
  const { journey, organization, speech } = useJourneyPage();
  return (step) => {
    if (step.state === 'blocked' && step.blocked_by.length > 0) {
      const steps = speech.list(step.blocked_by.map((key) => speech.say('quoted', { text: titleOf(journey, key) })));
      return speech.say('state.blocked_by', { steps });
    }
    if (isWaiting(step) && step.kind === 'task') return speech.say('state.elsewhere', { organization });
    if (isWaiting(step) && step.kind === 'external' && step.state === 'in_progress') return speech.say('state.outside');
    return speech.say(`state.${step.state}`);
  };
}

export function titleOf(journey: Journey, key: string): string {
  return journey.steps.find((step) => step.key === key)?.title ?? key;
}
