import type { Field } from '../content.ts';
import type { Answer } from '../drafts/merge-answers.ts';
import { usePage } from '../page-context.ts';
import type { FieldComplaint } from './field-errors.ts';

export interface FieldRowProps {
  field: Field;
  answer: Answer | undefined;
  error: FieldComplaint | undefined;
  onChange: (answer: Answer) => void;
  onLeave: () => void;
}

/** What every control gets; the ids tie label, help and complaint to it. */
export interface ControlProps extends Omit<FieldRowProps, 'error'> {
  id: string;
  describedBy: string | undefined;
  isInvalid: boolean;
}

/** The id of a field's control; of a group, its first choice. */
export function controlId(key: string): string {
  return `field-${key}`;
}

export function LabelWords({ field }: { field: Field }) {
  const { speech } = usePage();
  return (
    <>
      {field.label}
      {field.required ? null : (
        <span className="font-normal text-sand-ink-muted"> ({speech.say('form.optional')})</span>
      )}
    </>
  );
}

export function Help({ id, field }: { id: string; field: Field }) {
  if (!field.help) return null;
  return (
    <p id={`${id}-help`} className="mt-1 max-w-[65ch] text-md text-sand-ink-muted">
      {field.help}
    </p>
  );
}
