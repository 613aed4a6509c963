import { useEffect, useRef } from 'react';
import type { JourneyStep } from '../api.ts';
import { isWaiting } from '../journey-state.ts';
import { useJourneyPage } from '../page-context.ts';
import { StepSign, useStateWords } from './step-state.tsx';

/** All steps with their states; each leads to its step. */
export function StepList({ onChoose }: { onChoose?: () => void }) {
  const { journey, view, go } = useJourneyPage();
  return (
    <ol className="space-y-0.5">
      {journey.steps.map((step, index) => (
        <li key={step.key}>
          <StepLink
            step={step}
            number={index + 1}
            isShown={step.key === view}
            onChoose={() => {
              onChoose?.();
              go(step.key);
            }}
          />
        </li>
      ))}
    </ol>
  );
}

interface StepLinkProps {
  step: JourneyStep;
  number: number;
  isShown: boolean;
  onChoose: () => void;
}

function StepLink({ step, number, isShown, onChoose }: StepLinkProps) {
  const { speech, hrefOf } = useJourneyPage();
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    // A long list scrolls by itself: the step on the page stays in sight.
    if (isShown) link.current?.scrollIntoView({ block: 'nearest' });
  }, [isShown]);
  const stateWords = useStateWords();
  const isOpen = step.state === 'todo' || step.state === 'in_progress' || step.state === 'rejected';
  const minutes = isOpen && !isWaiting(step) ? Math.ceil(step.estimated_minutes) : 0;
  const facts = [
    stateWords(step),
    minutes > 0 ? speech.say('step.minutes', { count: minutes }) : '',
    isOpen && !step.required ? speech.say('step.optional') : '',
  ].filter(Boolean);
  return (
    <a
      ref={link}
      href={hrefOf(step.key)}
      aria-current={isShown ? 'step' : undefined}
      className={`flex items-start gap-3 rounded-lg px-3 py-2.5 ${isShown ? 'bg-accent-soft' : 'hover:bg-sand-deep'}`}
      onClick={(event) => {
        // A modified press means another tab: that is the browser's to do.
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        onChoose();
      }}
    >
      <StepSign step={step} number={number} isShown={isShown} />
      <span className="min-w-0 flex-1">
        <span className={`block text-lg leading-snug ${isShown ? 'font-semibold' : 'font-medium'}`}>{step.title}</span>
        <span className="mt-0.5 line-clamp-2 text-md text-sand-ink-muted">{facts.join(' · ')}</span>
      </span>
    </a>
  );
}
