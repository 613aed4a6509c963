import type { ReactNode } from 'react';
import type { JourneyStep } from '../api.ts';
import { formFields, infoBody } from '../content.ts';
import { AnswerList } from '../form/answer-list.tsx';
import { isActionable } from '../journey-state.ts';
import { Markdown } from '../markdown/markdown.tsx';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { Note } from '../parts/note.tsx';
import { titleOf } from '../parts/step-state.tsx';
import { useJourneyPage } from '../page-context.ts';
import { ActionBar, MAIN_BUTTON } from './action-bar.tsx';
import { LookNow } from './elsewhere-steps.tsx';
import { TermsDocument } from './terms-step.tsx';
import { useMove } from './use-move.ts';
import { Icon } from '../parts/icon.tsx';

/** A step on which there is nothing to do now, or nothing that can be done here. */
export function SettledStep({ step }: { step: JourneyStep }): ReactNode {
  switch (step.state) {
    case 'blocked':
      return <BlockedStep step={step} />;
    case 'submitted':
      return <ReviewStep step={step} />;
    case 'skipped':
      return <SkippedStep step={step} />;
    case 'done':
      return <DoneStep step={step} />;
    default:
      return <UnknownStep step={step} />;
  }
}

function DoneStep({ step }: { step: JourneyStep }) {
  const { speech } = useJourneyPage();
  const day = step.done_at ? speech.day(step.done_at) : null;
  const words = step.kind === 'terms' ? 'terms.accepted' : 'done.on';
  return (
    <>
      <Note look="good">
        <p className="font-medium">{day ? speech.say(words, { day }) : speech.say('done.title')}</p>
      </Note>
      <Content step={step} />
      <ActionBar step={step} />
    </>
  );
}

/** Handed in, waiting for a person's decision. */
function ReviewStep({ step }: { step: JourneyStep }) {
  const { journey, speech, organization } = useJourneyPage();
  const hasMore = journey.steps.some(isActionable);
  const moment = speech.moment(step.submitted_at ?? journey.last_activity_at);
  return (
    <>
      <Note look="review" title={speech.say('review.title', { organization })}>
        <p>{speech.say(hasMore ? 'review.text' : 'review.text_alone', { moment })}</p>
        <LookNow />
      </Note>
      <Content step={step} />
      <ActionBar step={step} />
    </>
  );
}

function SkippedStep({ step }: { step: JourneyStep }) {
  const { speech } = useJourneyPage();
  const mover = useMove(step);
  return (
    <>
      <Note look="skipped" title={speech.say('skipped.title')}>
        <p>{speech.say('skipped.text')}</p>
        {step.allowed_moves.includes('reopen') ? (
          <Button
            className="mt-2"
            busy={mover.busy === 'reopen'}
            icon={<Icon name="undo" />}
            onClick={() => void mover.run({ move: 'reopen' })}
          >
            {speech.say('action.reopen')}
          </Button>
        ) : null}
      </Note>
      <FailureNote failure={mover.failure} />
      <ActionBar step={step} />
    </>
  );
}

/** Says what has to come first and leads there. */
function BlockedStep({ step }: { step: JourneyStep }) {
  const { journey, speech, go, hrefOf } = useJourneyPage();
  return (
    <>
      <Note look="locked" title={speech.say('blocked.title')}>
        <p>{speech.say('blocked.text')}</p>
        <ul className="list-disc space-y-1 pl-5">
          {step.blocked_by.map((key) => (
            <li key={key}>
              <a
                href={hrefOf(key)}
                className="font-medium text-accent-text underline decoration-1 underline-offset-4"
                onClick={(event) => {
                  event.preventDefault();
                  go(key);
                }}
              >
                {titleOf(journey, key)}
              </a>
            </li>
          ))}
        </ul>
      </Note>
      <ActionBar step={step} />
    </>
  );
}

/** A kind of step that this page does not know. */
function UnknownStep({ step }: { step: JourneyStep }) {
  const { speech, organization } = useJourneyPage();
  const mover = useMove(step);
  return (
    <>
      <Note look="info" title={speech.say('unknown.title')}>
        <p>{speech.say('unknown.text', { organization })}</p>
      </Note>
      <FailureNote failure={mover.failure} />
      <ActionBar step={step} mover={mover}>
        {step.allowed_moves.includes('complete') ? (
          <Button
            look="primary"
            className={MAIN_BUTTON}
            busy={mover.busy === 'complete'}
            onClick={() => void mover.run({ move: 'complete' })}
          >
            {speech.say('action.continue')}
          </Button>
        ) : null}
      </ActionBar>
    </>
  );
}

/** What a finished step holds, for reading. */
function Content({ step }: { step: JourneyStep }): ReactNode {
  if (step.kind === 'info') return <Markdown source={infoBody(step)} className="max-w-[65ch]" />;
  if (step.kind === 'terms') return <TermsDocument step={step} />;
  if (step.kind === 'form') return <AnswerList fields={formFields(step)} answers={step.answers ?? {}} />;
  return null;
}
