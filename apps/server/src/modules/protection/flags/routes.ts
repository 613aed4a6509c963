import { archiveFlag, createFlag, getFlag, Key, listFlagChanges, listFlags, updateFlag } from '@stepwell/contract';
import { commonErrors } from '../../../platform/errors/index.ts';
import {
  created,
  decodeCursor,
  decodeIdCursor,
  encodeCursor,
  mount,
  type MountedRoute,
  noContent,
  ok,
} from '../../../platform/http/index.ts';
import type { CallerOf } from './caller.ts';
import type { FlagService } from './service.ts';
import { changeViewOf, viewOf } from './view.ts';

export function flagRoutes(flags: FlagService, callerOf: CallerOf): MountedRoute[] {
  return [...readingRoutes(flags, callerOf), ...writingRoutes(flags, callerOf)];
}

function readingRoutes(flags: FlagService, callerOf: CallerOf): MountedRoute[] {
  return [
    mount(listFlags, async ({ principal, context, query: { cursor, limit, q, archived } }) => {
      const filter = { afterKey: keyIn(cursor), search: q ?? null, isArchived: archived === 'true' };
      const rows = await flags.list(callerOf(principal, context), { ...filter, count: limit + 1 });
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return ok({
        data: rows.slice(0, limit).map(viewOf),
        meta: { next_cursor: last ? encodeCursor([last.key]) : null },
      });
    }),
    mount(getFlag, async ({ principal, context, params }) =>
      ok({ data: viewOf(await flags.flag(callerOf(principal, context), params.key)) }),
    ),
    mount(listFlagChanges, async ({ principal, context, params, query: { cursor, limit } }) => {
      const rows = await flags.changes(callerOf(principal, context), params.key, decodeIdCursor(cursor), limit + 1);
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return ok({
        data: rows.slice(0, limit).map(changeViewOf),
        meta: { next_cursor: last ? encodeCursor([last.id]) : null },
      });
    }),
  ];
}

function writingRoutes(flags: FlagService, callerOf: CallerOf): MountedRoute[] {
  return [
    mount(createFlag, async ({ principal, context, body }) =>
      created({ data: viewOf(await flags.create(callerOf(principal, context), body)) }),
    ),
    mount(updateFlag, async ({ principal, context, params, body: { row_version, ...content } }) => {
      const change = { ...content, rowVersion: row_version };
      return ok({ data: viewOf(await flags.update(callerOf(principal, context), params.key, change)) });
    }),
    mount(archiveFlag, async ({ principal, context, params }) => {
      await flags.archive(callerOf(principal, context), params.key);
      return noContent();
    }),
  ];
}

/** A cursor made by hand may hold any text. */
function keyIn(cursor: string | undefined): string | null {
  const [key] = decodeCursor(cursor, ['string']) ?? [];
  if (key === undefined) return null;
  if (!Key.safeParse(key).success) throw commonErrors.cursor_damaged();
  return String(key);
}
