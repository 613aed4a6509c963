import type { ReactNode } from 'react';
import { FINISH } from '../address.ts';
import { nextView } from '../journey-state.ts';
import { Button } from '../parts/button.tsx';
import { Well } from '../parts/well.tsx';
import { useJourneyPage } from '../page-context.ts';
import { StepHeading } from '../parts/step-heading.tsx';
import { Icon } from '../parts/icon.tsx';

/** Before the first step: what it is about, how long it takes, and that one may stop at any time. */
export function WelcomePage({ description }: { description: string | null }) {
  const { journey, speech, go } = useJourneyPage();
  const { say } = speech;
  const first = nextView(journey, null);
  const start = first === FINISH ? (journey.steps[0]?.key ?? FINISH) : first;
  return (
    <article className="view-in flex flex-1 flex-col gap-6">
      <Well percent={0} className="size-20 min-[900px]:hidden" />
      <header>
        <StepHeading>{journey.flow.title}</StepHeading>
        {description ? <p className="mt-3 max-w-[65ch] whitespace-pre-line">{description}</p> : null}
      </header>
      <ul className="space-y-3 text-sand-ink-muted">
        <Fact icon={<Icon name="list" />}>{say('welcome.steps', { count: journey.progress.steps_total })}</Fact>
        {journey.progress.minutes_left > 0 ? (
          <Fact icon={<Icon name="clock" />}>
            {say('welcome.minutes', { count: Math.ceil(journey.progress.minutes_left) })}
          </Fact>
        ) : null}
        <Fact icon={<Icon name="save" />}>{say('welcome.saved')}</Fact>
      </ul>
      <section className="min-[900px]:hidden">
        <h2 className="mb-2 text-lg font-semibold">{say('welcome.list')}</h2>
        <ol className="list-decimal space-y-1.5 pl-6 text-sand-ink-muted marker:tabular-nums">
          {journey.steps.map((step) => (
            <li key={step.key} className="pl-1">
              {step.title}
            </li>
          ))}
        </ol>
      </section>
      <div className="sticky bottom-0 -mx-5 mt-auto border-t bg-sand px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:static sm:mx-0 sm:border-0 sm:bg-transparent sm:p-0">
        <Button look="primary" className="w-full sm:w-auto sm:px-7" onClick={() => go(start)}>
          {say('action.start')}
          <Icon name="arrow-right" />
        </Button>
      </div>
    </article>
  );
}

function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex items-start gap-3 [&_svg]:mt-0.5 [&_svg]:size-5 [&_svg]:shrink-0 [&_svg]:text-accent-text">
      <span aria-hidden="true">{icon}</span>
      {children}
    </li>
  );
}
