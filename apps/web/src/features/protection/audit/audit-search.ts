import type { Filter } from '../../../lib/use-list-search.ts';
import { AUDIT_ACTOR_KINDS } from './actor-kinds.ts';

export type ActorKind = (typeof AUDIT_ACTOR_KINDS)[number];

export interface AuditSearch {
  action: string;
  actorKind: ActorKind | undefined;
  /** Id of what it was done to, or of who did it. */
  resource: string;
  actor: string;
  /** Days, such as 2026-03-02. */
  from: string | undefined;
  to: string | undefined;
  cursor: string | undefined;
}

export type AuditFilter = Filter<AuditSearch>;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ACTION = /^[a-z_]+(\.[a-z_]+)*\.?\*?$/;
export const NO_FILTER: AuditFilter = {
  action: '',
  actorKind: undefined,
  resource: '',
  actor: '',
  from: undefined,
  to: undefined,
};

/** What the address asks for; anything it should not say is as if it were not there. */
export function readAuditSearch(address: URLSearchParams): AuditSearch {
  const day = (name: string) => (DAY.test(address.get(name) ?? '') ? (address.get(name) ?? undefined) : undefined);
  return {
    action: (address.get('action') ?? '').slice(0, 120),
    actorKind: AUDIT_ACTOR_KINDS.find((kind) => kind === address.get('by')),
    resource: (address.get('resource') ?? '').slice(0, 200),
    actor: (address.get('actor') ?? '').slice(0, 200),
    from: day('from'),
    to: day('to'),
    cursor: address.get('cursor') || undefined,
  };
}

export function writeAuditSearch(search: AuditSearch): URLSearchParams {
  const named = { ...search, by: search.actorKind };
  const address = new URLSearchParams();
  for (const name of ['action', 'by', 'resource', 'actor', 'from', 'to', 'cursor'] as const) {
    const value = named[name];
    if (value) address.set(name, value);
  }
  return address;
}

/** How the list stands in the address of its page. */
export const AUDIT_ADDRESS = { read: readAuditSearch, write: writeAuditSearch };

export function isFiltered({ action, actorKind, resource, actor, from, to }: AuditSearch): boolean {
  return Boolean(action || actorKind || resource || actor || from || to);
}

/**
 * The query of the API. Days are whole days of whoever looks; a beginning of an action finds all that go on from there, and
 * what cannot be an action finds nothing rather than everything.
 */
export function queryOf({ action, actorKind, resource, actor, from, to }: AuditSearch) {
  return {
    action: action === '' ? undefined : actionOf(action),
    actor_kind: actorKind,
    resource: resource || undefined,
    actor: actor || undefined,
    from: from && new Date(`${from}T00:00:00`).toISOString(),
    to: to && dayAfter(to).toISOString(),
  };
}

function actionOf(typed: string): string {
  const text = typed.trim().toLowerCase().replaceAll(' ', '_');
  if (!ACTION.test(text)) return 'no_such_action';
  return text.endsWith('*') ? text : `${text}*`;
}

function dayAfter(day: string): Date {
  const midnight = new Date(`${day}T00:00:00`);
  midnight.setDate(midnight.getDate() + 1);
  return midnight;
}
