import type { Field } from '../content.ts';
import type { Answers } from '../drafts/merge-answers.ts';
import { usePage } from '../page-context.ts';
import { answerText } from './field-values.ts';

/** A form that was handed in, for reading. */
export function AnswerList({ fields, answers }: { fields: Field[]; answers: Answers }) {
  const { speech } = usePage();
  const words = {
    yes: speech.say('yes'),
    no: speech.say('no'),
    number: speech.number,
    date: speech.day,
    list: speech.list,
  };
  return (
    <section>
      <h2 className="mb-1 text-xl font-semibold">{speech.say('form.your_answers')}</h2>
      <dl className="divide-y">
        {fields.map((field) => (
          <div key={field.key} className="grid gap-x-6 gap-y-0.5 py-3 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
            <dt className="text-lg text-sand-ink-muted">{field.label}</dt>
            <dd className="text-lg whitespace-pre-line">
              {answerText(field, answers[field.key], words) ?? (
                <span className="text-sand-ink-muted">{speech.say('form.no_answer')}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
