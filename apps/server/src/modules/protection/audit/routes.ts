import {
  type AuditEntryView,
  type AuditVerificationView,
  exportAuditEntries,
  listAuditEntries,
  verifyAuditChain,
} from '@stepwell/contract';
import type { z } from 'zod';
import { decodeIdCursor, encodeCursor, memberOf, mount, type MountedRoute, ok } from '../../../platform/http/index.ts';
import { csvOf } from './csv.ts';
import type { AuditFilter } from './read-model.ts';
import type { AuditLog, NamedEntry } from './service.ts';
import type { Verification } from './chain/verifying.ts';

const EXPORTED_AT_ONCE = 20_000;

export function auditRoutes({ auditLog }: { auditLog: AuditLog }): MountedRoute[] {
  return [
    mount(listAuditEntries, async ({ principal, query: { cursor, limit, ...query } }) => {
      const page = { beyond: decodeIdCursor(cursor), count: limit + 1 };
      const rows = await auditLog.list(memberOf(principal).orgId, filterOf(query), page);
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return ok({
        data: rows.slice(0, limit).map(viewOf),
        meta: { next_cursor: last ? encodeCursor([last.id]) : null },
      });
    }),
    mount(exportAuditEntries, async ({ principal, query: { after, ...query }, context }) => {
      const { orgId } = memberOf(principal);
      const page = { beyond: after, count: EXPORTED_AT_ONCE + 1 };
      const rows = await auditLog.export(orgId, filterOf(query), page);
      const last = rows.length > EXPORTED_AT_ONCE ? rows[EXPORTED_AT_ONCE - 1] : undefined;
      if (last) context.setHeader('stepwell-next', last.id);
      const head = await auditLog.headOf(orgId);
      if (head) context.setHeader('stepwell-chain', `${head.ordinal}:${head.digest}`);
      context.setHeader('content-disposition', 'attachment; filename="audit-log.csv"');
      return ok(csvOf(rows.slice(0, EXPORTED_AT_ONCE)));
    }),
    mount(verifyAuditChain, async ({ principal }) =>
      ok({ data: verificationViewOf(await auditLog.verify(memberOf(principal).orgId)) }),
    ),
  ];
}

type FilterQuery = {
  readonly actor?: string | undefined;
  readonly actor_kind?: AuditFilter['actorKind'];
  readonly action?: string | undefined;
  readonly resource?: string | undefined;
  readonly correlation_id?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

function filterOf({ actor_kind, correlation_id, from, to, ...filter }: FilterQuery): AuditFilter {
  return {
    ...filter,
    actorKind: actor_kind,
    correlationId: correlation_id,
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  };
}

function viewOf(entry: NamedEntry): z.input<typeof AuditEntryView> {
  const { actorId, onBehalfOf } = entry;
  return {
    id: entry.id,
    at: entry.at.toISOString(),
    environment: entry.environment,
    actor_kind: entry.actorKind,
    actor: actorId === null ? null : { id: actorId, name: entry.actorName },
    on_behalf_of: onBehalfOf === null ? null : { id: onBehalfOf, name: entry.onBehalfOfName },
    action: entry.action,
    resource_kind: entry.resourceKind,
    resource_id: entry.resourceId,
    before: entry.before,
    after: entry.after,
    ip: entry.ip,
    user_agent: entry.userAgent,
    correlation_id: entry.correlationId,
  };
}

function verificationViewOf(verification: Verification): z.input<typeof AuditVerificationView> {
  const { checked, unchained, head, fault } = verification;
  return {
    state: fault === null ? 'intact' : 'broken',
    checked,
    unchained,
    head,
    fault: fault && { kind: fault.kind, ordinal: fault.ordinal, entry_id: fault.entryId },
  };
}
