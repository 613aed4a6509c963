const formats = new Map<string, Intl.DateTimeFormat>();

/** An hour of the reader's own day: `14 Nov, 09:00`. */
export function hourText(locale: string, hour: string): string {
  const known =
    formats.get(locale) ??
    new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  formats.set(locale, known);
  return known.format(new Date(hour));
}
