import type { Environment } from '@stepwell/contract';
import type { Json } from '@stepwell/engine';
import { type RawBuilder, sql } from 'kysely';
import type { TenantTx } from '../../../platform/database/index.ts';

/** Where a page ends: the time of last activity in microseconds since the Unix epoch, and the id. */
export type PageEnd = { readonly recentUs: number; readonly id: string };

export type ParticipantFilter = {
  readonly environment: Environment;
  /** Part of the external id or of the name, in any case. */
  readonly text?: string;
  /** Those who have a journey of this flow, or with `not_started` those who have none. */
  readonly flowKey?: string;
  readonly status?: 'active' | 'completed' | 'not_started';
  readonly market?: string;
  readonly after?: PageEnd;
  readonly limit: number;
};

export type ParticipantListRow = {
  readonly id: string;
  readonly external_id: string;
  readonly display_name: string | null;
  readonly market: string | null;
  readonly role: string | null;
  readonly locale: string | null;
  readonly traits: Readonly<Record<string, Json>>;
  readonly created_at: Date;
  readonly last_seen_at: Date | null;
  readonly recent_us: number;
  readonly journey_id: string | null;
  readonly flow_key: string | null;
  readonly version: number | null;
  readonly percent: number | null;
  readonly next_step: string | null;
  readonly completed_at: Date | null;
  readonly last_activity_at: Date | null;
};

export type ParticipantPage = { readonly rows: readonly ParticipantListRow[]; readonly end: PageEnd | undefined };

const RECENT = sql`p.recent_at`;

/** Most recently active first, each with their most recent journey, of one flow if asked. */
export async function pageOfParticipants(tx: TenantTx, filter: ParticipantFilter): Promise<ParticipantPage> {
  const { rows } = await sql<ParticipantListRow>`
    select p.id, p.external_id, p.display_name, p.market, p.role, p.locale, p.traits, p.created_at, p.last_seen_at,
      (extract(epoch from ${RECENT}) * 1000000)::bigint as recent_us,
      j.id as journey_id, j.flow_key, j.version, j.percent, j.next_step, j.completed_at, j.last_activity_at
    from participants p
    left join lateral (${latestJourney(filter)}) j on true
    where ${sql.join(conditions(tx.orgId, filter), sql` and `)}
    order by ${RECENT} desc, p.id desc
    limit ${filter.limit + 1}`.execute(tx.query);
  const page = rows.slice(0, filter.limit);
  const last = rows.length > page.length ? page.at(-1) : undefined;
  return { rows: page, end: last && { recentUs: last.recent_us, id: last.id } };
}

function latestJourney({ flowKey }: ParticipantFilter): RawBuilder<unknown> {
  return sql`
    select j.id, f.key as flow_key, v.number as version, j.percent, j.next_step, j.completed_at, j.last_activity_at
    from journeys j
    join flows f on f.id = j.flow_id
    join flow_versions v on v.id = j.version_id
    where j.participant_id = p.id ${flowKey === undefined ? sql`` : sql`and f.key = ${flowKey}`}
    order by j.last_activity_at desc, j.id desc
    limit 1`;
}

/** The organization is named although row security sees to it: only so can the index be used. */
function conditions(orgId: string, filter: ParticipantFilter): RawBuilder<unknown>[] {
  const { environment, text, market, after } = filter;
  const all = [sql`p.org_id = ${orgId}`, sql`p.environment = ${environment}`, ...journeyConditions(filter)];
  if (text !== undefined && text !== '') {
    const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    all.push(sql`lower(p.external_id || ' ' || coalesce(p.display_name, '')) like lower(${pattern})`);
  }
  if (market !== undefined) all.push(sql`p.market = ${market}`);
  if (after !== undefined) {
    const recent = sql`timestamptz 'epoch' + ${after.recentUs}::bigint * interval '1 microsecond'`;
    all.push(sql`(${RECENT}, p.id) < (${recent}, ${after.id}::uuid)`);
  }
  return all;
}

function journeyConditions({ flowKey, status }: ParticipantFilter): RawBuilder<unknown>[] {
  switch (status) {
    case 'active':
      return [sql`j.id is not null and j.completed_at is null`];
    case 'completed':
      return [sql`j.completed_at is not null`];
    case 'not_started':
      return [sql`j.id is null`];
    default:
      return flowKey === undefined ? [] : [sql`j.id is not null`];
  }
}
