const MINUTE_MS = 60_000;
const MAX_OFFSET_MINUTES = 14 * 60;
const FRACTION = /^[.,](\d{1,9})/;
const OFFSET = /^([+-])(\d\d):?(\d\d)$/;

export type InstantProblem = 'timestamp_invalid' | 'timestamp_without_offset';

/**
 * Milliseconds since the Unix epoch of an ISO 8601 date and time with its offset; what is finer is cut off. A time
 * without an offset is some instant of a whole day and refused, never guessed.
 *
 * Read by place rather than by one expression, because an import spends much of its time here.
 */
export function parseInstant(text: string): number | InstantProblem {
  if (text[4] !== '-' || text[7] !== '-' || (text[10] !== 'T' && text[10] !== ' ') || text[13] !== ':')
    return 'timestamp_invalid';
  const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)];
  const [hour, minute] = [digits(text, 11, 13), digits(text, 14, 16)];
  const hasSeconds = text[16] === ':';
  const second = hasSeconds ? digits(text, 17, 19) : 0;
  if (!isDay(year, month, day) || !(hour <= 23 && minute <= 59 && second <= 59)) return 'timestamp_invalid';
  return withOffset(Date.UTC(year, month - 1, day, hour, minute, second), text.slice(hasSeconds ? 19 : 16), hasSeconds);
}

function withOffset(localMs: number, rest: string, mayHaveFraction: boolean): number | InstantProblem {
  const fraction = mayHaveFraction ? FRACTION.exec(rest) : null;
  const ms = fraction ? Number(fraction[1]?.padEnd(3, '0').slice(0, 3)) : 0;
  const offset = fraction ? rest.slice(fraction[0].length) : rest;
  if (offset === '') return 'timestamp_without_offset';
  const aheadMinutes = offset === 'Z' || offset === 'z' ? 0 : offsetMinutes(offset);
  return aheadMinutes === undefined ? 'timestamp_invalid' : localMs + ms - aheadMinutes * MINUTE_MS;
}

function offsetMinutes(offset: string): number | undefined {
  const [, sign, hours, minutes] = OFFSET.exec(offset) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  if (!(total <= MAX_OFFSET_MINUTES) || Number(minutes) > 59) return undefined;
  return sign === '-' ? -total : total;
}

/** The number that stands there; NaN unless it is all digits. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDay(year: number, month: number, day: number): boolean {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && day <= (DAYS_IN_MONTH[month - 1] ?? 0) && (month !== 2 || day <= 28 || isLeap) && year >= 0;
}
