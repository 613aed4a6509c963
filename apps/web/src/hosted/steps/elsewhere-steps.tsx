import { useState } from 'react';
import type { JourneyStep } from '../api.ts';
import { externalLink } from '../content.ts';
import { Button, buttonStyle } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { NewTab } from '../parts/new-tab.tsx';
import { Note } from '../parts/note.tsx';
import { useJourneyPage } from '../page-context.ts';
import { ActionBar } from './action-bar.tsx';
import { type Mover, useMove } from './use-move.ts';
import { Icon } from '../parts/icon.tsx';

/** Done by the organization: there is nothing to press but the way on. */
export function TaskStep({ step }: { step: JourneyStep }) {
  const { speech, organization } = useJourneyPage();
  const mover = useMove(step);
  return (
    <>
      <Note look="review" title={speech.say('task.title', { organization })}>
        <p>{speech.say('task.text')}</p>
        <LookNow />
      </Note>
      <FailureNote failure={mover.failure} />
      <ActionBar step={step} mover={mover} />
    </>
  );
}

/** Done on another site, which tells the server when it is done. */
export function ExternalStep({ step }: { step: JourneyStep }) {
  const { speech, organization } = useJourneyPage();
  const mover = useMove(step);
  const link = externalLink(step);
  const isBegun = step.state === 'in_progress';
  return (
    <>
      {link ? (
        <>
          <Note look="info" title={speech.say('external.title')}>
            <p>{speech.say('external.text', { host: hostOf(link) })}</p>
          </Note>
          <OpenLink link={link} step={step} mover={mover} />
        </>
      ) : (
        <Note look="info" title={speech.say('external.title')}>
          <p>{speech.say('external.no_link', { organization })}</p>
        </Note>
      )}
      {isBegun || !link ? (
        <Note look="review">
          {isBegun ? <p>{speech.say('external.waiting')}</p> : null}
          <LookNow />
        </Note>
      ) : null}
      <FailureNote failure={mover.failure} />
      <ActionBar step={step} mover={mover} />
    </>
  );
}

function OpenLink({ link, step, mover }: { link: string; step: JourneyStep; mover: Mover }) {
  const { speech } = useJourneyPage();
  const isBegun = step.state === 'in_progress';
  const text = speech.say(isBegun ? 'external.reopen' : 'external.open', { host: hostOf(link) });
  return (
    <NewTab
      href={link}
      className={buttonStyle(isBegun ? 'secondary' : 'primary', 'w-full sm:w-auto sm:self-start')}
      onClick={() => {
        if (step.allowed_moves.includes('start')) void mover.run({ move: 'start' });
      }}
    >
      {text}
      <Icon name="external" />
    </NewTab>
  );
}

/** For those who do not want to wait for the page to look by itself. */
export function LookNow() {
  const { store, speech } = useJourneyPage();
  const [look, setLook] = useState<'idle' | 'busy' | 'nothing' | 'offline'>('idle');
  const refresh = async () => {
    setLook('busy');
    await store.refresh();
    // Where something was new, the step is shown otherwise and this is gone.
    setLook(store.snapshot().isUnreachable ? 'offline' : 'nothing');
  };
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 pt-2">
      <Button
        className="min-h-11 px-4 text-md"
        busy={look === 'busy'}
        icon={<Icon name="refresh" />}
        onClick={() => void refresh()}
      >
        {speech.say('waiting.look')}
      </Button>
      <span role="status" className="text-md text-sand-ink-muted empty:hidden">
        {look === 'nothing' ? speech.say('waiting.looked') : null}
        {look === 'offline' ? speech.say('page.offline_title') : null}
      </span>
    </div>
  );
}

function hostOf(link: string): string {
  return new URL(link).host.replace(/^www\./, '');
}
