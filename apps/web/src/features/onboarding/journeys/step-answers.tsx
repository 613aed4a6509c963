import type { AnswerRow } from './answer-rows.ts';

/** What was answered, field by field. */
export function StepAnswers({ rows }: { rows: readonly AnswerRow[] }) {
  return (
    <dl className="mt-1 divide-y rounded-md border bg-sunken">
      {rows.map(({ key, label, values }) => (
        <div key={key} className="flex flex-col gap-x-4 px-3 py-1.5 sm:flex-row">
          <dt className="shrink-0 text-ink-muted sm:w-48">{label}</dt>
          <dd className="min-w-0 flex-1 break-words whitespace-pre-wrap text-ink">{values.join(', ') || '–'}</dd>
        </div>
      ))}
    </dl>
  );
}
