import { useState } from 'react';
import { usePage } from '../page-context.ts';
import { CONTROL } from './control-style.ts';
import type { ControlProps } from './question.tsx';
import { hintsOf } from './field-hints.ts';
import { fromLocalTime, readNumber, toLocalTime, wholeUrl, writeNumber } from './field-values.ts';

export function TextControl(control: ControlProps) {
  const { speech } = usePage();
  const { input, schema } = control.field;
  if (input === 'textarea') return <LongTextControl {...control} />;
  // Another language writes the number anew.
  if (input === 'number') return <NumberControl key={speech.decimalMark} {...control} />;
  const text = typeof control.answer === 'string' ? control.answer : '';
  if (input === 'date' && schema.format === 'date-time') {
    return (
      <LineControl {...control} text={toLocalTime(text)} onText={(local) => control.onChange(fromLocalTime(local))} />
    );
  }
  const leave = () => {
    if (input === 'url' && wholeUrl(text) !== text) control.onChange(wholeUrl(text));
    if (input === 'email' && text.trim() !== text) control.onChange(text.trim());
    control.onLeave();
  };
  return <LineControl {...control} text={text} onText={control.onChange} onLeave={leave} />;
}

interface LineProps extends ControlProps {
  text: string;
  onText: (text: string) => void;
}

function LineControl({ id, field, describedBy, isInvalid, text, onText, onLeave }: LineProps) {
  return (
    <input
      {...hintsOf(field)}
      id={id}
      name={field.key}
      value={text}
      required={field.required}
      placeholder={field.placeholder ?? undefined}
      aria-describedby={describedBy}
      aria-invalid={isInvalid || undefined}
      data-wrong={isInvalid || undefined}
      className={`${CONTROL} ${field.input === 'number' ? 'tabular-nums' : ''}`}
      onChange={(event) => onText(event.target.value)}
      onBlur={onLeave}
    />
  );
}

/** Keeps the letters as they are typed (“12,” on the way to “12,5”); the answer is the number they make. */
function NumberControl(control: ControlProps) {
  const { decimalMark } = usePage().speech;
  const [typed, setTyped] = useState(() => writeNumber(control.answer, decimalMark));
  const { answer } = control;
  // An answer that came from elsewhere is not what was typed.
  const isTyped = readAnswer(typed, decimalMark) === (answer ?? '');
  const type = (next: string) => {
    setTyped(next);
    control.onChange(readAnswer(next, decimalMark));
  };
  return <LineControl {...control} text={isTyped ? typed : writeNumber(answer, decimalMark)} onText={type} />;
}

function readAnswer(text: string, decimalMark: '.' | ','): number | string {
  return text.trim() === '' ? '' : readNumber(text, decimalMark);
}

function LongTextControl({ id, field, answer, describedBy, isInvalid, onChange, onLeave }: ControlProps) {
  const { speech } = usePage();
  const text = typeof answer === 'string' ? answer : '';
  const limit = field.schema.maxLength;
  const isOver = limit !== undefined && text.length > limit;
  return (
    <>
      <textarea
        id={id}
        name={field.key}
        value={text}
        rows={5}
        required={field.required}
        placeholder={field.placeholder ?? undefined}
        aria-describedby={
          [describedBy, limit === undefined ? null : `${id}-count`].filter(Boolean).join(' ') || undefined
        }
        aria-invalid={isInvalid || undefined}
        data-wrong={isInvalid || undefined}
        className={`${CONTROL} field-sizing-content max-h-[60dvh] min-h-36 resize-y`}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onLeave}
      />
      {limit === undefined ? null : (
        <p
          id={`${id}-count`}
          className={`mt-1.5 text-right text-md tabular-nums ${isOver ? 'text-bad-text' : 'text-sand-ink-muted'}`}
        >
          {speech.say('form.characters', { used: text.length, limit })}
        </p>
      )}
    </>
  );
}
