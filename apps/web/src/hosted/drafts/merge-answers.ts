import type { JourneyStep } from '../api.ts';

export type Answers = NonNullable<JourneyStep['answers']>;
export type Answer = Answers[string];

/** Whether two sets of answers say the same; an empty answer counts as none, as it does on the server. */
export function sameAnswers(one: Answers, other: Answers): boolean {
  return changedFields(one, other).length === 0;
}

export function changedFields(from: Answers, to: Answers): string[] {
  const keys = new Set([...Object.keys(from), ...Object.keys(to)]);
  return [...keys].filter((key) => !sameAnswer(from[key], to[key]));
}

export interface Merge {
  answers: Answers;
  /** Fields that were changed on both sides to different values; what was typed here was kept. */
  conflicts: string[];
}

/**
 * Joins what was typed here with what came meanwhile from elsewhere, field by field: a field touched here keeps what
 * was typed, any other follows the server.
 *
 * @param base what both sides started from
 */
export function mergeAnswers(base: Answers, mine: Answers, theirs: Answers): Merge {
  const touched = changedFields(base, mine);
  const answers = { ...theirs };
  for (const key of touched) {
    const typed = mine[key];
    if (typed === undefined) delete answers[key];
    else answers[key] = typed;
  }
  const conflicts = touched.filter((key) => !sameAnswer(base[key], theirs[key]) && !sameAnswer(mine[key], theirs[key]));
  return { answers, conflicts };
}

function isEmptyAnswer(answer: Answer | undefined): boolean {
  return answer === undefined || answer === null || answer === '' || (Array.isArray(answer) && answer.length === 0);
}

function sameAnswer(one: Answer | undefined, other: Answer | undefined): boolean {
  if (isEmptyAnswer(one) || isEmptyAnswer(other)) return isEmptyAnswer(one) && isEmptyAnswer(other);
  // The answers of a form are scalars and lists of scalars, so that their JSON has one spelling.
  return JSON.stringify(one) === JSON.stringify(other);
}
