import { useEffect, useRef } from 'react';
import type { JourneyStep } from '../api.ts';
import { type DraftSafety, safetyOf } from '../drafts/draft-keeper.ts';
import { FieldRow } from '../form/field-row.tsx';
import { FormSummary } from '../form/form-summary.tsx';
import { useForm } from '../form/use-form.ts';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { Note } from '../parts/note.tsx';
import { useJourneyPage, useSay } from '../page-context.ts';
import { ActionBar, MAIN_BUTTON } from './action-bar.tsx';
import { useMove } from './use-move.ts';
import { Icon } from '../parts/icon.tsx';

export function FormStep({ step }: { step: JourneyStep }) {
  const say = useSay();
  const mover = useMove(step);
  const { fields, draft, answers, errors, refusals, change, leave, submit } = useForm(step, mover);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (refusals > 0) form.current?.querySelector<HTMLElement>('[data-wrong]')?.focus();
  }, [refusals]);
  return (
    <form
      ref={form}
      noValidate
      className="flex flex-1 flex-col gap-7"
      onSubmit={(event) => {
        event.preventDefault();
        if (!mover.busy) void submit();
      }}
    >
      <FormSummary fields={fields} errors={errors} refusals={refusals} />
      <ConflictNote labels={fields.filter(({ key }) => draft.conflicts.includes(key)).map(({ label }) => label)} />
      {fields.map((field) => (
        <FieldRow
          key={field.key}
          field={field}
          answer={answers[field.key]}
          error={errors[field.key]}
          onChange={(answer) => change(field.key, answer)}
          onLeave={() => leave(field.key)}
        />
      ))}
      <FailureNote failure={mover.failure} />
      <ActionBar step={step} mover={mover} status={<DraftWords safety={safetyOf(draft)} />}>
        <Button type="submit" look="primary" className={MAIN_BUTTON} busy={mover.busy === 'submit'}>
          {say('action.save')}
        </Button>
      </ActionBar>
    </form>
  );
}

function ConflictNote({ labels }: { labels: string[] }) {
  const { speech } = useJourneyPage();
  if (labels.length === 0) return null;
  const fields = speech.list(labels.map((text) => speech.say('quoted', { text })));
  return (
    <Note look="info" role="status">
      <p>{speech.say('notice.conflicts', { fields })}</p>
    </Note>
  );
}

const WORDS = {
  untouched: 'form.saves_itself',
  typing: 'form.saves_itself',
  saving: 'form.saving',
  saved: 'form.saved',
  kept: 'form.kept',
} as const satisfies Record<DraftSafety, string>;

/** Where what was typed is. Read out when it was saved or could not be, not at every key. */
function DraftWords({ safety }: { safety: DraftSafety }) {
  const say = useSay();
  const isNews = safety === 'saved' || safety === 'kept';
  return (
    <p className="flex items-center gap-1.5 text-md text-sand-ink-muted">
      {safety === 'saved' ? <Icon name="check" className="size-4 text-good-text" /> : null}
      {safety === 'kept' ? <Icon name="cloud-off" className="size-4 text-warn-text" /> : null}
      <span aria-hidden="true">{say(WORDS[safety])}</span>
      <span role="status" className="sr-only">
        {isNews ? say(WORDS[safety]) : ''}
      </span>
    </p>
  );
}
