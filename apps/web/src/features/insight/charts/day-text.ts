const shortDays = new Map<string, Intl.DateTimeFormat>();

/** `2026-11-14` → 14 Nov. Days of the server are days of UTC, wherever the reader sits. */
export function shortDay(locale: string, day: string): string {
  const known =
    shortDays.get(locale) ?? new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  shortDays.set(locale, known);
  return known.format(new Date(`${day}T00:00:00Z`));
}
