export interface TimelineDay<Entry> {
  /** `YYYY-MM-DD` where the reader sits. */
  day: string;
  entries: Entry[];
}

/** Groups entries, newest first, by the day they have in the time zone of the reader. */
export function byDay<Entry extends { occurred_at: string }>(
  entries: readonly Entry[],
  timeZone?: string,
): TimelineDay<Entry>[] {
  // Swedish writes dates as YYYY-MM-DD.
  const dayText = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  const days: TimelineDay<Entry>[] = [];
  for (const entry of entries) {
    const day = dayText.format(new Date(entry.occurred_at));
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}
