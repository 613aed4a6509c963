import { stringify } from 'csv-stringify/sync';
import type { NamedEntry } from './service.ts';

const COLUMNS = [
  'id',
  'at',
  'environment',
  'actor_kind',
  'actor_id',
  'actor_name',
  'on_behalf_of',
  'action',
  'resource_kind',
  'resource_id',
  'before',
  'after',
  'ip',
  'user_agent',
  'correlation_id',
] as const;

/** RFC 4180 with a head. What a spreadsheet would take for a formula is made text of: names are chosen by people. */
export function csvOf(entries: readonly NamedEntry[]): string {
  const rows = entries.map((entry) => [
    entry.id,
    entry.at.toISOString(),
    entry.environment,
    entry.actorKind,
    entry.actorId,
    entry.actorName,
    entry.onBehalfOf,
    entry.action,
    entry.resourceKind,
    entry.resourceId,
    jsonOf(entry.before),
    jsonOf(entry.after),
    entry.ip,
    entry.userAgent,
    entry.correlationId,
  ]);
  return stringify([COLUMNS, ...rows], { escape_formulas: true, record_delimiter: 'windows' });
}

function jsonOf(value: NamedEntry['before']): string | null {
  return value === null ? null : JSON.stringify(value);
}
