/** Writes numbers, shares, durations and times in one locale. */
export interface Format {
  number: (value: number) => string;
  /** 1,234,567 → 1.2M */
  compact: (value: number) => string;
  /** `share` is 0–1; at most one decimal. */
  percent: (share: number) => string;
  /** The two largest units: 93,784 s → 1 d 2 h */
  duration: (seconds: number) => string;
  date: (time: string | number) => string;
  /** Date and time to the second with the zone, for titles. */
  exact: (time: string | number) => string;
  /** Seconds from `nowMs` to `timeMs` in the unit a person would choose. */
  relative: (timeMs: number, nowMs: number) => string;
  list: (items: readonly string[]) => string;
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

const RELATIVE_UNITS = [['year', 31_557_600], ['month', 2_629_800], ['week', 604_800], ...UNITS] as const;

const made = new Map<string, Format>();

/** The writers of a locale; made once and kept, because making Intl objects is slow. */
export function formatFor(locale: string): Format {
  const known = made.get(locale);
  if (known) return known;
  const format = makeFormat(locale);
  made.set(locale, format);
  return format;
}

function makeFormat(locale: string): Format {
  const number = new Intl.NumberFormat(locale);
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'long' });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    number: (value) => number.format(value),
    compact: (value) => compact.format(value),
    percent: (share) => percent.format(share),
    duration: (seconds) => durationText(locale, seconds),
    date: (time) => date.format(new Date(time)),
    exact: (time) => exact.format(new Date(time)),
    relative: (timeMs, nowMs) => relativeText(relative, Math.round((timeMs - nowMs) / 1000)),
    list: (items) => list.format(items),
  };
}

function durationText(locale: string, seconds: number): string {
  let rest = Math.max(0, Math.round(seconds));
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    // Once the largest unit is found only its neighbour is written, so that a length stays two words.
    if (parts.length === 1 || count > 0) parts.push(count > 0 ? unitText(locale, unit, count) : '');
    if (parts.length === 2) break;
  }
  const written = parts.filter(Boolean).join(' ');
  return written || unitText(locale, 'second', 0);
}

function unitText(locale: string, unit: string, count: number): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(count);
}

function relativeText(relative: Intl.RelativeTimeFormat, seconds: number): string {
  const distance = Math.abs(seconds);
  if (distance < 45) return relative.format(0, 'second');
  const [unit, size] = RELATIVE_UNITS.find(([, unitSize]) => distance >= unitSize) ?? (['second', 1] as const);
  // Cut, not rounded: 59 minutes and 59 seconds must not become “60 minutes”.
  return relative.format(Math.trunc(seconds / size), unit);
}
