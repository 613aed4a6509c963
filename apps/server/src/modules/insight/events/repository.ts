import type { Environment } from '@stepwell/contract';
import type { Statement, Tx } from '../../../platform/database/index.ts';
import type { NewEvent } from './event.ts';

const INSERT_EVENTS: Statement = {
  name: 'events_insert',
  text: `insert into onboarding_events
      (id, org_id, environment, occurred_at, name, participant_id, journey_id, flow_id, version_number, step_key, actor,
       from_state, to_state, percent, market, traits, properties, correlation_id)
    select * from unnest(
      $1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::text[], $6::uuid[], $7::uuid[], $8::uuid[], $9::int[],
      $10::text[], $11::text[], $12::text[], $13::text[], $14::smallint[], $15::text[], $16::jsonb[], $17::jsonb[],
      $18::text[])`,
};

const COUNT_REFUSALS: Statement = {
  name: 'events_count_refusals',
  text: `insert into gate_refusals (org_id, environment, day, capability, step_key, route, count)
    select $1, * from unnest($2::text[], $3::date[], $4::text[], $5::text[], $6::text[], $7::bigint[])
    on conflict (org_id, environment, day, capability, step_key, route)
    do update set count = gate_refusals.count + excluded.count`,
};

const ENSURE_PARTITIONS: Statement = {
  name: 'events_ensure_partitions',
  text: 'select ensure_event_partitions($1::date, $2::date) as made',
};

export type RefusalCount = {
  readonly environment: Environment;
  /** `YYYY-MM-DD` in UTC. */
  readonly day: string;
  readonly capability: string;
  readonly stepKey: string;
  readonly route: string;
  readonly count: number;
};

export async function insertEvents(tx: Tx, events: readonly (NewEvent & { readonly id: string })[]): Promise<void> {
  const column = <T>(pick: (event: NewEvent & { readonly id: string }) => T) => events.map(pick);
  await tx.run(INSERT_EVENTS, [
    column((event) => event.id),
    column((event) => event.orgId),
    column((event) => event.environment),
    column((event) => event.occurredAt.toISOString()),
    column((event) => event.name),
    column((event) => event.participantId),
    column((event) => event.journeyId ?? null),
    column((event) => event.flowId ?? null),
    column((event) => event.versionNumber ?? null),
    column((event) => event.stepKey ?? null),
    column((event) => event.actor ?? null),
    column((event) => event.fromState ?? null),
    column((event) => event.toState ?? null),
    column((event) => event.percent ?? null),
    column((event) => event.market ?? null),
    column((event) => json(event.traits)),
    column((event) => json(event.properties)),
    column((event) => event.correlationId ?? null),
  ]);
}

/** Adds to the counts of one organization. No two entries may name the same count. */
export async function addRefusalCounts(tx: Tx, orgId: string, counts: readonly RefusalCount[]): Promise<void> {
  await tx.run(COUNT_REFUSALS, [
    orgId,
    counts.map((entry) => entry.environment),
    counts.map((entry) => entry.day),
    counts.map((entry) => entry.capability),
    counts.map((entry) => entry.stepKey),
    counts.map((entry) => entry.route),
    counts.map((entry) => entry.count),
  ]);
}

/** Makes the partitions that are missing for the months of two days (`YYYY-MM-DD`) and all between; answers how many. */
export async function ensurePartitions(tx: Tx, firstDay: string, lastDay: string): Promise<number> {
  const [row] = await tx.run<{ made: number }>(ENSURE_PARTITIONS, [firstDay, lastDay]);
  return row?.made ?? 0;
}

function json(value: object | null | undefined): string | null {
  return value == null ? null : JSON.stringify(value);
}
