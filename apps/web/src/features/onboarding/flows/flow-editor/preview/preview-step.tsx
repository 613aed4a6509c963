import type { StepDefinition } from '@stepwell/engine';
import { CircleCheck, Hourglass, Info, Lock, SkipForward } from 'lucide-react';
import { PreviewMarkdown } from './preview-markdown.tsx';
import { MAIN_BUTTON } from './hosted-look.ts';
import { usePhone, useTexts } from './phone-context.ts';
import { PhoneActions, PhoneNote } from './phone-parts.tsx';
import { PreviewForm } from './preview-form.tsx';
import { PreviewTerms } from './preview-terms.tsx';
import type { WalkStep } from './walk.ts';

/** One step on the phone: what it is, how it stands, what can be done about it. */
export function PreviewStep({ at }: { at: WalkStep }) {
  const { walk, words } = usePhone();
  const say = useTexts();
  const { step } = at;
  const number = walk.steps.findIndex((other) => other.step.key === step.key) + 1;
  const facts = [
    number > 0 ? words.stepNumber(number, walk.steps.length) : '',
    step.estimated_minutes > 0 ? words.minutes(Math.ceil(step.estimated_minutes)) : '',
    step.required ? '' : words.optional,
  ].filter(Boolean);
  return (
    <article className="flex flex-1 flex-col gap-5">
      <header>
        <p className="text-base font-medium text-sand-ink-muted tabular-nums">{facts.join(' · ')}</p>
        <h3 className="mt-1 text-[1.5rem] leading-tight font-semibold tracking-tight text-balance">
          {say(step.title) || step.key}
        </h3>
        {step.help ? <p className="mt-2 text-sand-ink-muted">{say(step.help)}</p> : null}
      </header>
      <Body at={at} />
    </article>
  );
}

function Body({ at }: { at: WalkStep }) {
  const { words, organization, walk } = usePhone();
  const say = useTexts();
  const { step, state, waitsFor } = at;
  const titles = waitsFor.map((key) => say(walk.steps.find((other) => other.step.key === key)?.step.title) || key);
  switch (state) {
    case 'blocked':
      return (
        <PhoneNote icon={Lock} title={words.blockedTitle}>{`${words.blockedText} ${titles.join(', ')}`}</PhoneNote>
      );
    case 'submitted':
      return <PhoneNote icon={Hourglass} title={words.reviewTitle(organization)} />;
    case 'done':
      return <PhoneNote icon={CircleCheck} title={words.done} />;
    case 'skipped':
      return <PhoneNote icon={SkipForward} title={words.skipped} />;
    default:
      return <OpenBody step={step} />;
  }
}

function OpenBody({ step }: { step: StepDefinition }) {
  const { words, organization } = usePhone();
  const say = useTexts();
  switch (step.kind) {
    case 'info':
      return (
        <>
          <PreviewMarkdown source={say(step.body)} />
          <PhoneActions step={step} label={words.continue} />
        </>
      );
    case 'form':
      return <PreviewForm key={step.key} step={step} />;
    case 'terms':
      return <PreviewTerms key={step.document.version} step={step} />;
    case 'task':
      return (
        <PhoneNote icon={Hourglass} title={words.taskTitle(organization)}>
          {words.taskText}
        </PhoneNote>
      );
    case 'external':
      return (
        <>
          <PhoneNote icon={Info} title={words.externalTitle}>
            {words.externalText}
          </PhoneNote>
          {step.link ? (
            <a href={step.link} target="_blank" rel="noreferrer" className={`${MAIN_BUTTON} flex-none`}>
              {words.externalOpen} {hostOf(step.link)}
            </a>
          ) : null}
        </>
      );
    default:
      return <PhoneNote icon={Info} title={step.kind} />;
  }
}

function hostOf(link: string): string {
  return URL.canParse(link) ? new URL(link).host : link;
}
