import { checkAnswers } from '@stepwell/contract/answers';
import type { Answers, FormField, FormStep, Json } from '@stepwell/engine';
import { useState } from 'react';
import { PhoneActions } from './phone-parts.tsx';
import { PreviewField } from './preview-field.tsx';
import { usePhone } from './phone-context.ts';

/** A form that can be filled in; its check is the one that participants meet. */
export function PreviewForm({ step }: { step: FormStep }) {
  const { words, move } = usePhone();
  const [answers, setAnswers] = useState<Answers>({});
  const [asked, setAsked] = useState(false);
  const given = onlyKnown(step, answers);
  const wrong = asked ? wrongFields(step, given) : new Map<string, string>();
  const errorOf = (field: FormField) => {
    const code = wrong.get(field.key);
    if (!code) return undefined;
    if (field.input === 'checkbox') return words.tick;
    return code === 'required' ? words.required : words.notAccepted;
  };
  const submit = () => {
    setAsked(true);
    if (wrongFields(step, given).size > 0) return;
    move({ stepKey: step.key, move: 'submit', actor: 'participant', answers: given });
  };
  return (
    <>
      <div className="flex flex-col gap-6">
        {step.fields.map((field, index) => (
          <PreviewField
            // Keys change while a field is written: the place is what stays.
            key={index}
            field={field}
            answer={answers[field.key]}
            error={errorOf(field)}
            onChange={(answer: Json) => setAnswers({ ...answers, [field.key]: answer })}
          />
        ))}
      </div>
      <PhoneActions step={step} label={words.save} onMain={submit} />
    </>
  );
}

function wrongFields(step: FormStep, answers: Answers): Map<string, string> {
  return new Map(checkAnswers(step, answers).map(({ field, code }) => [field, code]));
}

/** Answers to fields that were renamed or removed meanwhile are left out. */
function onlyKnown(step: FormStep, answers: Answers): Answers {
  const keys = step.fields.map((field) => field.key);
  return Object.fromEntries(Object.entries(answers).filter(([key]) => keys.includes(key)));
}
