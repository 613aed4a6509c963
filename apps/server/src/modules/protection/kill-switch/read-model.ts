import type { Statement, TenantTx, Tx } from '../../../platform/database/index.ts';
import type { Scope } from './scope.ts';

export type SwitchRow = {
  readonly id: string;
  readonly capability: string | null;
  readonly reason: string;
  readonly switched_on_at: Date;
  readonly switched_on_by_kind: 'member' | 'operator' | 'system';
  readonly switched_on_by: string | null;
  readonly switched_on_by_name: string | null;
  readonly until: Date | null;
  readonly released_at: Date | null;
  readonly released_by_kind: 'member' | 'operator' | 'system' | null;
  readonly released_by: string | null;
  readonly released_by_name: string | null;
  readonly release_reason: string | null;
  readonly gates_opened: number;
};

/** A member who left the organization is not named any more, nor is an operator: row security hides the account. */
const COLUMNS = `k.id, k.capability, k.reason, k.switched_on_at, k.switched_on_by_kind, k.switched_on_by,
  a.name as switched_on_by_name, k.until, k.released_at, k.released_by_kind, k.released_by, r.name as released_by_name,
  k.release_reason,
  (select coalesce(sum(b.count), 0)::bigint from kill_switch_bypasses b where b.kill_switch_id = k.id) as gates_opened`;
const FROM = `from kill_switches k left join accounts a on a.id = k.switched_on_by
  left join accounts r on r.id = k.released_by
  where k.org_id is not distinct from $1 and k.environment is not distinct from $2`;

const ONE: Statement = { name: 'kill_switch_one', text: `select ${COLUMNS} ${FROM} and k.id = $3` };
const ON_NOW: Statement = {
  name: 'kill_switch_on_now',
  text: `select ${COLUMNS} ${FROM} and k.released_at is null and (k.until is null or k.until > $3)
    order by k.capability nulls first limit 51`,
};
const HISTORY: Statement = {
  name: 'kill_switch_history',
  text: `select ${COLUMNS} ${FROM} and ($3::uuid is null or k.id < $3) order by k.id desc limit $4`,
};
const CAPABILITIES: Statement = {
  name: 'kill_switch_capabilities',
  text: `select distinct gate ->> 'capability' as capability
    from flow_versions v, jsonb_array_elements(v.definition -> 'gates') as gate
    where v.org_id = $1 order by 1 limit 500`,
};

export async function readSwitch(tx: Tx, { orgId, environment }: Scope, id: string): Promise<SwitchRow> {
  const [row] = await tx.run<SwitchRow>(ONE, [orgId, environment, id]);
  if (row === undefined) throw new Error(`the kill switch ${id} is not there`);
  return row;
}

/** Onboarding as a whole first. */
export function readOnNow(tx: Tx, { orgId, environment }: Scope, now: Date): Promise<SwitchRow[]> {
  return tx.run<SwitchRow>(ON_NOW, [orgId, environment, now]);
}

/** Up to `count` older than the one `before`, newest first. */
export function pageOfHistory(
  tx: Tx,
  { orgId, environment }: Scope,
  before: string | undefined,
  count: number,
): Promise<SwitchRow[]> {
  return tx.run<SwitchRow>(HISTORY, [orgId, environment, before ?? null, count]);
}

/** Of every version that was ever published: journeys finish on old ones too. */
export async function publishedCapabilities(tx: TenantTx): Promise<string[]> {
  const rows = await tx.run<{ capability: string }>(CAPABILITIES, [tx.orgId]);
  return rows.map(({ capability }) => capability);
}
