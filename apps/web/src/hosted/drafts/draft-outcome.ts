import { checkDraftAnswers } from '@stepwell/contract/answers';
import type { JourneyStep } from '../api.ts';
import { checkableForm, type Field, formFields } from '../content.ts';
import { isActionable } from '../journey-state.ts';
import type { JourneyStore, MoveOutcome } from '../journey-store.ts';
import type { Kept } from '../kept.ts';
import { DraftKeeper, type DraftOutcome } from './draft-keeper.ts';
import type { Answers } from './merge-answers.ts';

/** The draft keeper of a form step of the journey on the page. */
export function keepStepDraft(store: JourneyStore, step: JourneyStep, device: Kept): DraftKeeper {
  const fields = formFields(step);
  const journeyId = store.snapshot().journey?.id ?? '';
  return new DraftKeeper({
    journeyId,
    stepKey: step.key,
    server: step.answers ?? {},
    rowVersion: step.row_version,
    device,
    send: async (answers, keepalive) => {
      const request = { move: 'save' as const, answers: withoutStrangers(fields, answers) };
      return draftOutcome(store, step.key, await store.move(step.key, request, keepalive));
    },
  });
}

/** Sends the drafts that were left on the device, except that of the step on the page, which has its own keeper. */
export function sendKeptDrafts(store: JourneyStore, device: Kept, shownKey: string | null): void {
  const steps = store.snapshot().journey?.steps ?? [];
  for (const step of steps) {
    if (step.kind === 'form' && step.key !== shownKey && isActionable(step)) keepStepDraft(store, step, device).close();
  }
}

/** Answers of fields that the form has; a field may be gone since the draft was kept. */
export function withoutStrangers(fields: Field[], answers: Answers): Answers {
  const strangers = new Set(checkDraftAnswers(checkableForm(fields), answers).map((error) => error.field));
  return Object.fromEntries(Object.entries(answers).filter(([key]) => !strangers.has(key)));
}

function draftOutcome(store: JourneyStore, key: string, outcome: MoveOutcome): DraftOutcome {
  const journey = outcome.ok ? outcome.journey : store.snapshot().journey;
  const step = journey?.steps.find((candidate) => candidate.key === key);
  if (outcome.ok && step) return { kind: 'saved', rowVersion: step.row_version };
  if (outcome.ok) return { kind: 'failed' };
  if (outcome.failure.kind === 'elsewhere' && step) {
    return { kind: 'elsewhere', answers: step.answers ?? {}, rowVersion: step.row_version };
  }
  return { kind: 'failed', waitMs: outcome.failure.kind === 'too_fast' ? outcome.failure.waitMs : undefined };
}
