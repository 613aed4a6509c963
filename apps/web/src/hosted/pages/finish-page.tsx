import type { Journey, JourneyStep } from '../api.ts';
import { isFinished, isWaiting, optionalLeft } from '../journey-state.ts';
import { StepSign, useStateWords } from '../parts/step-state.tsx';
import { Well } from '../parts/well.tsx';
import { useJourneyPage } from '../page-context.ts';
import { StepHeading } from '../parts/step-heading.tsx';
import { Icon } from '../parts/icon.tsx';

/** After the last step: all is done, or it is in other hands, or something is left. */
export function FinishPage({ celebrates, opened }: { celebrates: boolean; opened: string[] }) {
  const { journey, speech } = useJourneyPage();
  const { say } = speech;
  const ending = endingOf(journey);
  const waiting = journey.steps.filter(isWaiting);
  const left = journey.steps.filter((step) => step.required && !isFinished(step) && !isWaiting(step));
  const optional = optionalLeft(journey);
  return (
    <article className="view-in flex flex-1 flex-col gap-7">
      <header className="flex flex-col items-center gap-5 pt-2 text-center">
        <Well
          percent={ending === 'complete' ? 100 : journey.progress.percent}
          celebrates={celebrates && ending === 'complete'}
          className="size-36"
        />
        <div>
          <StepHeading>{say(`finish.${ending}_title`)}</StepHeading>
          <p className="mx-auto mt-3 max-w-[52ch] text-sand-ink-muted">
            {say(`finish.${ending}_text`)}
            {ending === 'complete' && optional.length === 0 && waiting.length === 0 ? ` ${say('finish.close')}` : ''}
          </p>
        </div>
      </header>
      <Opened capabilities={opened} />
      {ending === 'left' ? <StepLinks title={null} steps={left} /> : null}
      <StepLinks title={say('finish.waiting')} steps={waiting} />
      {ending === 'waiting' ? <StepLinks title={say('finish.later')} steps={left} /> : null}
      <StepLinks title={say('finish.optional')} steps={optional} />
    </article>
  );
}

function endingOf(journey: Journey): 'complete' | 'waiting' | 'left' {
  if (journey.progress.is_complete) return 'complete';
  return journey.steps.some((step) => isWaiting(step) && step.required) ? 'waiting' : 'left';
}

function Opened({ capabilities }: { capabilities: string[] }) {
  const { speech } = useJourneyPage();
  if (capabilities.length === 0) return null;
  return (
    <section className="rounded-lg bg-good-soft px-5 py-4">
      <h2 className="mb-2 text-lg font-semibold">{speech.say('finish.opened')}</h2>
      <ul className="space-y-2">
        {capabilities.map((capability) => (
          <li key={capability} className="flex items-center gap-3">
            <Icon name="unlocked" className="size-5 shrink-0 text-good-text" />
            {capabilityWords(capability)}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `payouts.request` → “Payouts request”: the name is all that the answer tells. */
function capabilityWords(capability: string): string {
  const words = capability.replace(/[._]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function StepLinks({ title, steps }: { title: string | null; steps: JourneyStep[] }) {
  const { journey, go, hrefOf } = useJourneyPage();
  const stateWords = useStateWords();
  if (steps.length === 0) return null;
  return (
    <section>
      {title ? <h2 className="mb-2 text-lg font-semibold">{title}</h2> : null}
      <ul className="divide-y overflow-hidden rounded-lg border bg-sand-surface">
        {steps.map((step) => (
          <li key={step.key}>
            <a
              href={hrefOf(step.key)}
              className="flex min-h-14 items-center gap-3 px-4 py-3 hover:bg-sand-deep focus-visible:-outline-offset-2"
              onClick={(event) => {
                event.preventDefault();
                go(step.key);
              }}
            >
              <StepSign step={step} number={journey.steps.indexOf(step) + 1} isShown={false} />
              <span className="min-w-0 flex-1">
                <span className="block text-lg leading-snug font-medium">{step.title}</span>
                <span className="block text-md text-sand-ink-muted">{stateWords(step)}</span>
              </span>
              <Icon name="chevron-right" className="size-5 shrink-0 text-sand-ink-muted" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
