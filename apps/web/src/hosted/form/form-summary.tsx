import { Note } from '../parts/note.tsx';
import { usePage } from '../page-context.ts';
import type { Field } from '../content.ts';
import type { FieldErrors } from './field-errors.ts';
import { controlId } from './question.tsx';

export interface FormSummaryProps {
  fields: Field[];
  errors: FieldErrors;
  /** How often the form was refused: each time the summary is read out anew. */
  refusals: number;
}

/** All complaints in one place, each leading to its field. */
export function FormSummary({ fields, errors, refusals }: FormSummaryProps) {
  const { speech } = usePage();
  const wrong = fields.filter(({ key }) => errors[key]);
  if (wrong.length === 0) return null;
  return (
    <Note key={refusals} look="bad" role="alert" title={speech.say('form.summary', { count: wrong.length })}>
      <ul className="list-disc space-y-1 pl-5">
        {wrong.map(({ key, label }) => {
          const complaint = errors[key];
          return (
            <li key={key}>
              <a
                href={`#${controlId(key)}`}
                className="underline decoration-1 underline-offset-4"
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(controlId(key))?.focus();
                }}
              >
                {label}
              </a>
              <span className="sr-only">: {complaint ? speech.say(complaint.key, complaint.gaps) : ''}</span>
            </li>
          );
        })}
      </ul>
    </Note>
  );
}
