import type { ReactNode } from 'react';
import { usePage } from '../page-context.ts';
import { ChoiceLine, FieldError } from './choice-line.tsx';
import { ChoiceGroup } from './choice-group.tsx';
import type { FieldComplaint } from './field-errors.ts';
import { type ControlProps, controlId, type FieldRowProps, Help, LabelWords } from './question.tsx';
import { SelectControl } from './select-control.tsx';
import { TextControl } from './text-control.tsx';

/** A question: its label, help, control and complaint. */
export function FieldRow({ field, answer, error, onChange, onLeave }: FieldRowProps) {
  const id = controlId(field.key);
  const describedBy = [error && `${id}-error`, field.help && `${id}-help`].filter(Boolean).join(' ') || undefined;
  const control: ControlProps = { id, field, answer, describedBy, isInvalid: error !== undefined, onChange, onLeave };
  return (
    <div>
      {questionOf(control)}
      <Complaint id={`${id}-error`} error={error} />
    </div>
  );
}

function questionOf(control: ControlProps): ReactNode {
  const { id, field } = control;
  if (field.input === 'checkbox') return <TickQuestion {...control} />;
  if (field.input === 'radio' || field.input === 'checkboxes') return <ChoiceGroup {...control} />;
  return (
    <>
      <label htmlFor={id} className="block text-lg font-medium">
        <LabelWords field={field} />
      </label>
      <Help id={id} field={field} />
      <div className="mt-2">
        {field.input === 'select' ? <SelectControl {...control} /> : <TextControl {...control} />}
      </div>
    </>
  );
}

/** One box that says yes: its label stands beside it. */
function TickQuestion({ id, field, answer, describedBy, isInvalid, onChange, onLeave }: ControlProps) {
  return (
    <>
      <ChoiceLine
        type="checkbox"
        id={id}
        checked={answer === true}
        required={field.required}
        aria-describedby={describedBy}
        aria-invalid={isInvalid || undefined}
        data-wrong={isInvalid || undefined}
        onChange={(event) => onChange(event.target.checked)}
        onBlur={onLeave}
      >
        <LabelWords field={field} />
      </ChoiceLine>
      <Help id={id} field={field} />
    </>
  );
}

function Complaint({ id, error }: { id: string; error: FieldComplaint | undefined }) {
  const { speech } = usePage();
  return error ? <FieldError id={id}>{speech.say(error.key, error.gaps)}</FieldError> : null;
}
