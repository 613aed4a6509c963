import {
  Id,
  listParticipants,
  type ParticipantListItem,
  type ParticipantView,
  putParticipant,
} from '@stepwell/contract';
import type { z } from 'zod';
import { commonErrors } from '../../../platform/errors/index.ts';
import { decodeCursor, encodeCursor, mount, type MountedRoute, ok } from '../../../platform/http/index.ts';
import { auditActor, tenantOf } from '../../access/callers/index.ts';
import type { ParticipantDetails } from './participant.ts';
import type { PageEnd, ParticipantListRow } from './read-model.ts';
import type { ParticipantService } from './service.ts';

export function participantRoutes(participants: ParticipantService): MountedRoute[] {
  return [
    mount(listParticipants, async ({ principal, query }) => {
      const { orgId, environment } = tenantOf(principal);
      const { q: text, flow: flowKey, status, market, limit, cursor } = query;
      const filter = { environment, text, flowKey, status, market, limit, after: pageEndOf(cursor) };
      const { rows, end } = await participants.list(orgId, filter);
      const next_cursor = end ? encodeCursor([end.recentUs, end.id]) : null;
      return ok({ data: rows.map(listItemOf), meta: { next_cursor } });
    }),
    mount(putParticipant, async ({ principal, params, body, context }) => {
      const tenant = tenantOf(principal);
      const address = { environment: tenant.environment, externalId: params.external_id };
      const { display_name: displayName, market, role, locale, traits } = body;
      const change = { displayName, market, role, locale, traits };
      const participant = await participants.put(tenant.orgId, address, change, auditActor(tenant, context));
      return ok({ data: viewOf(participant) });
    }),
  ];
}

function pageEndOf(cursor: string | undefined): PageEnd | undefined {
  const [recentUs, id] = decodeCursor(cursor, ['number', 'string']) ?? [];
  if (recentUs === undefined) return undefined;
  if (!Number.isSafeInteger(recentUs) || !Id.safeParse(id).success) throw commonErrors.cursor_damaged();
  return { recentUs: Number(recentUs), id: String(id) };
}

function viewOf(participant: ParticipantDetails): z.input<typeof ParticipantView> {
  const { id, externalId, displayName, subject, locale, createdAt, lastSeenAt } = participant;
  return {
    id,
    external_id: externalId,
    display_name: displayName,
    market: subject.market,
    role: subject.role,
    locale,
    traits: subject.traits as z.input<typeof ParticipantView>['traits'],
    created_at: createdAt.toISOString(),
    last_seen_at: lastSeenAt?.toISOString() ?? null,
  };
}

function listItemOf(row: ParticipantListRow): z.input<typeof ParticipantListItem> {
  return {
    id: row.id,
    external_id: row.external_id,
    display_name: row.display_name,
    market: row.market,
    role: row.role,
    locale: row.locale,
    traits: row.traits as z.input<typeof ParticipantListItem>['traits'],
    created_at: row.created_at.toISOString(),
    last_seen_at: row.last_seen_at?.toISOString() ?? null,
    journey: journeyOf(row),
  };
}

function journeyOf(row: ParticipantListRow): z.input<typeof ParticipantListItem>['journey'] {
  const { journey_id, flow_key, version, percent, last_activity_at } = row;
  if (journey_id === null || flow_key === null || version === null || percent === null || last_activity_at === null)
    return null;
  return {
    id: journey_id,
    flow_key,
    version,
    percent,
    status: row.completed_at === null ? 'active' : 'completed',
    next_step: row.next_step,
    last_activity_at: last_activity_at.toISOString(),
  };
}
