import type { Field } from '../content.ts';
import type { Answer } from '../drafts/merge-answers.ts';

/**
 * Reads a number as people write it: `12,5`, `1 200`, `1,200.50`.
 *
 * @param decimalMark of the reader's language; decides what `1,200` is
 * @returns the text unchanged when it is no number, so that the check can refuse it and nothing typed is lost
 */
export function readNumber(text: string, decimalMark: '.' | ','): number | string {
  const bare = text.replace(/[\s\u00a0\u202f'’]/g, '');
  if (!/^[+-]?[\d.,]*\d[\d.,]*$/.test(bare)) return text;
  const number = Number(plainDecimal(bare, decimalMark));
  return Number.isFinite(number) ? number : text;
}

function plainDecimal(text: string, decimalMark: '.' | ','): string {
  const marks = text.replace(/[^.,]/g, '');
  if (marks.length === 0) return text;
  const last = marks.at(-1) ?? '.';
  const isGrouping = marks.length === 1 ? isGroupingMark(text, last, decimalMark) : /^([.,])\1+$/.test(marks);
  if (isGrouping) return text.replaceAll(last, '');
  const at = text.lastIndexOf(last);
  return `${text.slice(0, at).replace(/[.,]/g, '')}.${text.slice(at + 1)}`;
}

/** A lone mark groups thousands only where it is not the language's decimal mark and stands before three digits. */
function isGroupingMark(text: string, mark: string, decimalMark: string): boolean {
  return mark === ',' && decimalMark === '.' && /^[+-]?\d{1,3},\d{3}$/.test(text);
}

/** A number as it is put into its field: no grouping, the language's decimal mark. */
export function writeNumber(value: Answer | undefined, decimalMark: '.' | ','): string {
  if (typeof value === 'number') return String(value).replace('.', decimalMark);
  return typeof value === 'string' ? value : '';
}

/** The value that an option stands for: options are texts, the schema may list numbers or booleans. */
export function optionAnswer(field: Pick<Field, 'schema'>, value: string): Answer {
  const listed = field.schema.enum ?? field.schema.items?.enum ?? [];
  return (listed.find((item) => scalarText(item as Answer) === value) as Answer | undefined) ?? value;
}

/** Adds the scheme people leave out of an address. */
export function wholeUrl(text: string): string {
  const bare = text.trim();
  return /^[\w-]+(\.[\w-]+)+([/?#].*)?$/.test(bare) ? `https://${bare}` : bare;
}

/** The answer in words, for reading; null when there is none. */
export function answerText(field: Field, answer: Answer | undefined, words: AnswerWords): string | null {
  if (answer === undefined || answer === null || answer === '') return null;
  if (typeof answer === 'boolean') return answer ? words.yes : words.no;
  if (Array.isArray(answer))
    return answer.length > 0 ? words.list(answer.map((item) => optionLabel(field, item))) : null;
  if (typeof answer === 'number' && field.options.length === 0) return words.number(answer);
  if (field.input === 'date' && typeof answer === 'string') return words.date(answer);
  return optionLabel(field, answer);
}

export interface AnswerWords {
  yes: string;
  no: string;
  number: (value: number) => string;
  /** @param text what was given as a date; comes back unchanged when it is none */
  date: (text: string) => string;
  list: (items: string[]) => string;
}

function optionLabel(field: Field, value: Answer): string {
  const text = scalarText(value);
  return field.options.find((option) => option.value === text)?.label ?? text;
}

/** A scalar as text: what tells one option from another. Empty for what is no scalar. */
export function scalarText(value: Answer | undefined): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** An RFC 3339 time as the browser's field for time writes it, in the reader's zone; empty when there is none. */
export function toLocalTime(time: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return '';
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The other way round; text that is no time comes back unchanged. */
export function fromLocalTime(local: string): string {
  const date = new Date(local);
  return Number.isNaN(date.getTime()) ? local : date.toISOString();
}
