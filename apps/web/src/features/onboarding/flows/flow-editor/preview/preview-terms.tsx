import type { TermsStep } from '@stepwell/engine';
import { useState } from 'react';
import { CHOICE } from './hosted-look.ts';
import { usePhone, useTexts } from './phone-context.ts';
import { PreviewMarkdown } from './preview-markdown.tsx';
import { PhoneActions } from './phone-parts.tsx';

export function PreviewTerms({ step }: { step: TermsStep }) {
  const { words, move } = usePhone();
  const say = useTexts();
  const [agreed, setAgreed] = useState(false);
  const [asked, setAsked] = useState(false);
  const accept = () => {
    setAsked(true);
    if (agreed) move({ stepKey: step.key, move: 'complete', actor: 'participant' });
  };
  return (
    <>
      <section className="overflow-hidden rounded-lg border border-sand-line-control">
        {/* What scrolls must be reachable by keyboard. */}
        <div
          tabIndex={0}
          className="max-h-64 overflow-y-auto bg-sand-surface px-4 py-3 text-lg focus-visible:-outline-offset-2"
        >
          <PreviewMarkdown source={say(step.document.body)} />
        </div>
        <p className="border-t border-sand-line bg-sand-deep px-4 py-2 text-base text-sand-ink-muted">
          {words.version(step.document.version)}
        </p>
      </section>
      <div>
        <label className={CHOICE}>
          <input
            type="checkbox"
            checked={agreed}
            onChange={(event) => setAgreed(event.target.checked)}
            className="mt-0.5 size-5 shrink-0 accent-accent-text"
          />
          <span>{words.agree}</span>
        </label>
        {asked && !agreed ? <p className="mt-2 text-bad-text">{words.tick}</p> : null}
      </div>
      <PhoneActions step={step} label={words.accept} onMain={accept} />
    </>
  );
}
