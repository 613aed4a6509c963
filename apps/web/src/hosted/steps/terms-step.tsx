import { useId, useRef, useState } from 'react';
import type { JourneyStep } from '../api.ts';
import { termsDocument } from '../content.ts';
import { ChoiceLine, FieldError } from '../form/choice-line.tsx';
import { Markdown } from '../markdown/markdown.tsx';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { NewTab } from '../parts/new-tab.tsx';
import { useJourneyPage } from '../page-context.ts';
import { ActionBar, MAIN_BUTTON } from './action-bar.tsx';
import { useMove } from './use-move.ts';

export function TermsStep({ step }: { step: JourneyStep }) {
  const mover = useMove(step);
  const document = termsDocument(step);
  return (
    <>
      <TermsDocument step={step} />
      <FailureNote failure={mover.failure} />
      {step.allowed_moves.includes('complete') ? (
        // A new version asks anew: what was ticked was ticked for the old one.
        <Acceptance key={document.version} step={step} mover={mover} version={document.version} />
      ) : (
        <ActionBar step={step} mover={mover} />
      )}
    </>
  );
}

export function TermsDocument({ step }: { step: JourneyStep }) {
  const { speech } = useJourneyPage();
  const { version, body, url } = termsDocument(step);
  return (
    <section className="overflow-hidden rounded-lg border border-sand-line-control">
      <div
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard
        tabIndex={0}
        role="region"
        aria-label={step.title}
        className="max-h-[min(26rem,48dvh)] overflow-y-auto overscroll-contain bg-sand-surface px-5 py-4 text-lg focus-visible:-outline-offset-2"
      >
        <Markdown source={body} className="max-w-[65ch]" />
      </div>
      <p className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t bg-sand-deep px-5 py-2.5 text-md text-sand-ink-muted">
        <span>{speech.say('terms.version', { version })}</span>
        {url ? <NewTab href={url}>{speech.say('terms.original')}</NewTab> : null}
      </p>
    </section>
  );
}

function Acceptance({
  step,
  mover,
  version,
}: {
  step: JourneyStep;
  mover: ReturnType<typeof useMove>;
  version: string;
}) {
  const { speech } = useJourneyPage();
  const [isAgreed, setIsAgreed] = useState(false);
  const [isMissing, setIsMissing] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const errorId = useId();
  const accept = () => {
    setIsMissing(!isAgreed);
    if (isAgreed) void mover.run({ move: 'complete', terms_version: version });
    else box.current?.focus();
  };
  return (
    <>
      <div>
        <ChoiceLine
          ref={box}
          type="checkbox"
          checked={isAgreed}
          aria-describedby={isMissing ? errorId : undefined}
          aria-invalid={isMissing || undefined}
          data-wrong={isMissing || undefined}
          onChange={(event) => {
            setIsAgreed(event.target.checked);
            setIsMissing(false);
          }}
        >
          {speech.say('terms.agree')}
        </ChoiceLine>
        {isMissing ? <FieldError id={errorId}>{speech.say('error.tick')}</FieldError> : null}
      </div>
      <ActionBar step={step} mover={mover}>
        <Button look="primary" className={MAIN_BUTTON} busy={mover.busy === 'complete'} onClick={accept}>
          {speech.say('action.accept')}
        </Button>
      </ActionBar>
    </>
  );
}
