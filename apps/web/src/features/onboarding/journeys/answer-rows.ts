import type { JourneyStep } from './participant-query.ts';

interface FieldTexts {
  key: string;
  label: string;
  options: { value: string; label: string }[] | null;
}

export interface AnswerRow {
  key: string;
  label: string;
  /** One text for each part of the answer. */
  values: string[];
}

/** Words for a yes and a no. */
export interface TruthTexts {
  yes: string;
  no: string;
}

/** The answers of a step as people read them: labels in place of keys, in the order of the form, the others last. */
export function answerRows(
  { answers, content }: Pick<JourneyStep, 'answers' | 'content'>,
  truth: TruthTexts,
): AnswerRow[] {
  const fields = (Array.isArray(content.fields) ? content.fields : []) as FieldTexts[];
  const given = answers ?? {};
  const known = fields.filter(({ key }) => key in given);
  const unknown = Object.keys(given).filter((key) => !fields.some((field) => field.key === key));
  return [
    ...known.map((field) => ({
      key: field.key,
      label: field.label,
      values: valuesOf(given[field.key], truth, field.options),
    })),
    ...unknown.map((key) => ({ key, label: key, values: valuesOf(given[key], truth, null) })),
  ];
}

function valuesOf(answer: unknown, truth: TruthTexts, options: FieldTexts['options']): string[] {
  if (answer === null || answer === undefined) return ['–'];
  if (Array.isArray(answer)) return answer.flatMap((part) => valuesOf(part, truth, options));
  if (typeof answer === 'boolean') return [answer ? truth.yes : truth.no];
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  return [options?.find(({ value }) => value === text)?.label ?? text];
}
