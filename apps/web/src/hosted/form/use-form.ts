import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { JourneyStep } from '../api.ts';
import { formFields } from '../content.ts';
import { keepStepDraft, withoutStrangers } from '../drafts/draft-outcome.ts';
import type { Answer } from '../drafts/merge-answers.ts';
import { keptOnDevice } from '../kept.ts';
import { useJourneyPage } from '../page-context.ts';
import type { Mover } from '../steps/use-move.ts';
import { createCheck, type FieldErrors, serverErrors } from './field-errors.ts';

/** A form as it is filled in: its draft, its complaints, and handing it in. */
export function useForm(step: JourneyStep, mover: Mover) {
  const fields = useMemo(() => formFields(step), [step]);
  const check = useMemo(() => createCheck(fields), [fields]);
  const { keeper, draft } = useDraft(step);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [refusals, setRefusals] = useState(0);
  const { answers } = draft;

  const refuse = (found: FieldErrors) => {
    setErrors(found);
    setRefusals((count) => count + 1);
  };
  const change = (key: string, answer: Answer) => {
    const next = { ...answers, [key]: answer };
    keeper.edit(next);
    // While a person mends an answer its complaint goes as soon as it is right, and no new one comes.
    if (errors[key] && !check(next)[key]) setErrors(({ [key]: _mended, ...others }) => others);
  };
  const leave = (key: string) => {
    keeper.leaveField();
    if (refusals === 0) return;
    const found = check(keeper.snapshot().answers)[key];
    if (found) setErrors((others) => ({ ...others, [key]: found }));
  };
  const submit = async () => {
    const given = withoutStrangers(fields, keeper.snapshot().answers);
    const found = check(given);
    if (Object.keys(found).length > 0) return refuse(found);
    setErrors({});
    keeper.hold();
    const outcome = await mover.run({ move: 'submit', answers: given });
    if (outcome.ok) return keeper.finish();
    keeper.release();
    const { failure } = outcome;
    if (failure.kind === 'refused') refuse(serverErrors(fields, failure.problem, given));
  };
  return { fields, draft, answers, errors, refusals, change, leave, submit };
}

function useDraft(step: JourneyStep) {
  const { store } = useJourneyPage();
  const [keeper] = useState(() => keepStepDraft(store, step, keptOnDevice));
  const draft = useSyncExternalStore(keeper.subscribe, keeper.snapshot);

  useEffect(() => {
    const hide = () => document.visibilityState === 'hidden' && keeper.hide();
    document.addEventListener('visibilitychange', hide);
    addEventListener('pagehide', keeper.hide);
    addEventListener('online', keeper.resume);
    return () => {
      document.removeEventListener('visibilitychange', hide);
      removeEventListener('pagehide', keeper.hide);
      removeEventListener('online', keeper.resume);
      keeper.close();
    };
  }, [keeper]);

  useEffect(() => keeper.adopt(step.answers ?? {}, step.row_version), [keeper, step]);
  return { keeper, draft };
}
