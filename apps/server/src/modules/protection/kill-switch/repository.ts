import type { Environment } from '@stepwell/contract';
import type { Database, Statement, SystemTx, TenantTx, Tx } from '../../../platform/database/index.ts';
import type { Actor, Scope } from './scope.ts';

/** A switch that nobody released, as every process remembers it. */
export type ActiveSwitch = {
  readonly id: string;
  readonly orgId: string | null;
  readonly environment: Environment | null;
  readonly capability: string | null;
  readonly reason: string;
  readonly switchedOnAt: Date;
  readonly until: Date | null;
};
export type NewSwitch = Scope &
  Pick<ActiveSwitch, 'id' | 'capability' | 'reason' | 'until'> & { readonly at: Date; readonly actor: Actor };
export type OpenSwitch = { readonly id: string; readonly capability: string | null; readonly until: Date | null };
export type EndedSwitch = Pick<ActiveSwitch, 'id' | 'orgId' | 'environment' | 'capability'> & { readonly until: Date };
export type BypassCount = {
  readonly switchId: string;
  readonly environment: Environment;
  readonly day: string;
  readonly route: string;
  readonly count: number;
};

const INSERT: Statement = {
  name: 'kill_switch_insert',
  text: `insert into kill_switches
      (id, org_id, environment, capability, reason, switched_on_at, switched_on_by_kind, switched_on_by, until)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict (org_id, environment, capability) where released_at is null do nothing returning id`,
};
const COUNT_OPEN: Statement = {
  name: 'kill_switch_count_open',
  text: `select count(*)::int as count from kill_switches
    where org_id = $1 and environment = $2 and capability is not null and released_at is null`,
};
const LOCK: Statement = {
  name: 'kill_switch_lock',
  text: `select id, capability, until, released_at from kill_switches
    where org_id is not distinct from $1 and environment is not distinct from $2 and id = $3 for update`,
};
const FIND_OPEN: Statement = {
  name: 'kill_switch_find_open',
  text: `select id from kill_switches
    where org_id is not distinct from $1 and environment is not distinct from $2
      and capability is not distinct from $3 and released_at is null`,
};
const RELEASE: Statement = {
  name: 'kill_switch_release',
  text: `update kill_switches set released_at = $2, released_by_kind = $3, released_by = $4, release_reason = $5
    where id = $1`,
};
/** Released at the moment they ended, not when somebody noticed. */
const RELEASE_ENDED: Statement = {
  name: 'kill_switch_release_ended',
  text: `update kill_switches set released_at = until, released_by_kind = 'system'
    where released_at is null and until <= $1
    returning id, org_id as "orgId", environment, capability, until`,
};
const RELEASE_ENDED_IN: Statement = {
  name: 'kill_switch_release_ended_in',
  text: `update kill_switches set released_at = until, released_by_kind = 'system'
    where released_at is null and until <= $1 and org_id is not distinct from $2 and environment is not distinct from $3
    returning id, org_id as "orgId", environment, capability, until`,
};
const ACTIVE: Statement = {
  name: 'kill_switch_active',
  text: `select id, org_id as "orgId", environment, capability, reason, switched_on_at as "switchedOnAt", until
    from kill_switches where released_at is null`,
};
const ADD_BYPASSES: Statement = {
  name: 'kill_switch_add_bypasses',
  text: `insert into kill_switch_bypasses as b (kill_switch_id, org_id, environment, day, route, count)
    select switch_id, $1, environment, day, route, count
    from unnest($2::uuid[], $3::text[], $4::date[], $5::text[], $6::bigint[])
      as noted (switch_id, environment, day, route, count)
    order by switch_id, environment, day, route
    on conflict (kill_switch_id, org_id, environment, day, route) do update set count = b.count + excluded.count`,
};

/** False when it is switched off already. */
export async function insertSwitch(tx: Tx, wish: NewSwitch): Promise<boolean> {
  const { id, orgId, environment, capability, reason, at, actor, until } = wish;
  const values = [id, orgId, environment, capability, reason, at, actor.actorKind, actor.actorId, until];
  return (await tx.run(INSERT, values)).length > 0;
}

/** Capabilities switched off in an environment. */
export async function countOpen(tx: Tx, { orgId, environment }: Scope): Promise<number> {
  return (await tx.run<{ count: number }>(COUNT_OPEN, [orgId, environment]))[0]?.count ?? 0;
}

/** Undefined where there is none by that id. */
export async function lockSwitch(
  tx: Tx,
  { orgId, environment }: Scope,
  id: string,
): Promise<(OpenSwitch & { readonly released_at: Date | null }) | undefined> {
  return (await tx.run<OpenSwitch & { released_at: Date | null }>(LOCK, [orgId, environment, id]))[0];
}

export async function findOpen(
  tx: Tx,
  { orgId, environment }: Scope,
  capability: string | null,
): Promise<string | undefined> {
  return (await tx.run<{ id: string }>(FIND_OPEN, [orgId, environment, capability]))[0]?.id;
}

export async function releaseSwitch(
  tx: Tx,
  release: { readonly id: string; readonly at: Date; readonly actor: Actor; readonly reason: string },
): Promise<void> {
  const { id, at, actor, reason } = release;
  await tx.run(RELEASE, [id, at, actor.actorKind, actor.actorId, reason]);
}

/** Writes down the release of those of everybody whose end has come. */
export function releaseEnded(tx: SystemTx, now: Date): Promise<EndedSwitch[]> {
  return tx.run<EndedSwitch>(RELEASE_ENDED, [now]);
}

export function releaseEndedIn(tx: Tx, { orgId, environment }: Scope, now: Date): Promise<EndedSwitch[]> {
  return tx.run<EndedSwitch>(RELEASE_ENDED_IN, [now, orgId, environment]);
}

export function readActive(database: Pick<Database, 'hotSystemStatement'>): Promise<ActiveSwitch[]> {
  return database.hotSystemStatement<ActiveSwitch>({ routine: 'what is switched off' }, ACTIVE);
}

export async function addBypasses(tx: TenantTx, counts: readonly BypassCount[]): Promise<void> {
  await tx.run(ADD_BYPASSES, [
    tx.orgId,
    counts.map(({ switchId }) => switchId),
    counts.map(({ environment }) => environment),
    counts.map(({ day }) => day),
    counts.map(({ route }) => route),
    counts.map(({ count }) => count),
  ]);
}
