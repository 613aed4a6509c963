import { getErrorGroup, Id, listErrorGroups, setErrorGroupState } from '@stepwell/contract';
import { commonErrors } from '../../../platform/errors/index.ts';
import { decodeCursor, encodeCursor, mount, type MountedRoute, ok } from '../../../platform/http/index.ts';
import { auditActor, signedIn } from '../../access/callers/index.ts';
import type { ErrorGroups } from './service.ts';
import { detailViewOf, summaryViewOf } from './view.ts';

export function errorGroupRoutes(groups: ErrorGroups): MountedRoute[] {
  return [
    mount(listErrorGroups, async ({ query }) => {
      const { q = '', category = null, severity = null, state = null, cursor, limit } = query;
      const filters = { q: q.trim() === '' ? null : q.trim(), category, severity, state };
      const rows = await groups.list({ ...filters, after: placeOf(cursor), count: limit + 1 });
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      const next = last ? encodeCursor([last.lastSeenAt.getTime(), last.id]) : null;
      return ok({ data: page.map(summaryViewOf), meta: { next_cursor: next } });
    }),
    mount(getErrorGroup, async ({ params }) => ok({ data: detailViewOf(await groups.group(params.id)) })),
    mount(setErrorGroupState, async ({ principal, params, body, context }) => {
      const actor = { ...auditActor(signedIn(principal), context), actorKind: 'operator' as const };
      return ok({ data: detailViewOf(await groups.setState(actor, { ...params, ...body })) });
    }),
  ];
}

function placeOf(cursor: string | undefined): readonly [Date, string] | null {
  const [atMs, id] = decodeCursor(cursor, ['number', 'string']) ?? [];
  if (atMs === undefined || id === undefined) return null;
  const at = new Date(atMs);
  if (!Id.safeParse(id).success || Number.isNaN(at.getTime())) throw commonErrors.cursor_damaged();
  return [at, String(id)];
}
