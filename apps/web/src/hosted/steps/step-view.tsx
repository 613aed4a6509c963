import { type ReactNode, Suspense, useEffect, useRef } from 'react';
import type { JourneyStep } from '../api.ts';
import { FormStep } from '../lazy-parts.ts';
import { Note } from '../parts/note.tsx';
import { Shade } from '../parts/shade.tsx';
import { StepHeading } from '../parts/step-heading.tsx';
import { useStateWords } from '../parts/step-state.tsx';
import { useJourneyPage } from '../page-context.ts';
import { ExternalStep, TaskStep } from './elsewhere-steps.tsx';
import { InfoStep } from './info-step.tsx';
import { SettledStep } from './settled-steps.tsx';
import { TermsStep } from './terms-step.tsx';

/** One step: what it is, how it stands, and what can be done about it. */
export function StepView({ step }: { step: JourneyStep }) {
  const { journey, speech } = useJourneyPage();
  useStateAnnouncement(step);
  const number = journey.steps.findIndex((candidate) => candidate.key === step.key) + 1;
  const minutes = Math.ceil(step.estimated_minutes);
  const facts = [
    speech.say('step.number', { number, total: journey.steps.length }),
    minutes > 0 && step.allowed_moves.length > 0 ? speech.say('step.minutes', { count: minutes }) : '',
    step.required ? '' : speech.say('step.optional'),
  ].filter(Boolean);
  const isBack = step.reason && (step.state === 'rejected' || step.state === 'in_progress');
  return (
    <article className="view-in flex flex-1 flex-col gap-6">
      <header>
        <p className="text-md font-medium text-sand-ink-muted tabular-nums">{facts.join(' · ')}</p>
        <StepHeading>{step.title}</StepHeading>
        {step.help ? <p className="mt-2 max-w-[65ch] text-sand-ink-muted">{step.help}</p> : null}
      </header>
      {isBack ? (
        <Note look="bad" title={speech.say('rejected.title')}>
          <p className="whitespace-pre-line">{step.reason}</p>
        </Note>
      ) : null}
      <Suspense fallback={<Shade />}>
        <Body step={step} />
      </Suspense>
    </article>
  );
}

function Body({ step }: { step: JourneyStep }): ReactNode {
  if (SETTLED.has(step.state)) return <SettledStep step={step} />;
  switch (step.kind) {
    case 'info':
      return <InfoStep step={step} />;
    case 'form':
      return <FormStep step={step} />;
    case 'terms':
      return <TermsStep step={step} />;
    case 'task':
      return <TaskStep step={step} />;
    case 'external':
      return <ExternalStep step={step} />;
    default:
      return <SettledStep step={step} />;
  }
}

const SETTLED = new Set<JourneyStep['state']>(['blocked', 'submitted', 'skipped', 'done']);

/** Says a change that came from elsewhere, and keeps the focus on the page when what held it is gone. */
function useStateAnnouncement(step: JourneyStep) {
  const { announce } = useJourneyPage();
  const stateWords = useStateWords();
  const shown = useRef(step.state);
  useEffect(() => {
    if (shown.current === step.state) return;
    shown.current = step.state;
    announce(`${step.title}: ${stateWords(step)}`);
    if (document.activeElement === document.body) document.getElementById('heading')?.focus();
  });
}
