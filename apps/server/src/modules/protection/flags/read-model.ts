import type { Environment, FlagDefinition } from '@stepwell/contract';
import type { Statement, TenantTx } from '../../../platform/database/index.ts';
import { type ChangeKind, FLAG_COLUMNS, type FlagRow, type RolloutStep } from './repository.ts';

export type FlagFilter = {
  readonly environment: Environment;
  readonly afterKey: string | null;
  readonly search: string | null;
  readonly isArchived: boolean;
  readonly count: number;
};
export type ChangeRow = {
  readonly id: string;
  readonly at: Date;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly actor_name: string | null;
  readonly kind: ChangeKind;
  readonly definition: FlagDefinition;
  readonly rollout: RolloutStep | null;
};

const FLAGS: Statement = {
  name: 'flags_list',
  text: `select ${FLAG_COLUMNS} from flags
    where org_id = $1 and environment = $2 and ($3::text is null or key > $3)
      and ($4::text is null or position(lower($4) in lower(key || ' ' || name)) > 0)
      and (archived_at is not null) = $5
    order by key limit $6`,
};
const FLAG: Statement = {
  name: 'flags_one',
  text: `select ${FLAG_COLUMNS} from flags where org_id = $1 and environment = $2 and key = $3`,
};
/** A member who left the organization is not named any more, nor is an operator: row security hides the account. */
const CHANGES: Statement = {
  name: 'flags_changes',
  text: `select c.id, c.at, c.actor_kind, c.actor_id, coalesce(a.name, k.name) as actor_name, c.kind, c.definition,
      c.rollout
    from flag_changes c
    left join accounts a on a.id = c.actor_id and c.actor_kind <> 'api_key'
    left join api_keys k on k.id = c.actor_id and k.org_id = c.org_id and c.actor_kind = 'api_key'
    where c.org_id = $1 and c.flag_id = $2 and ($3::uuid is null or c.id < $3) order by c.id desc limit $4`,
};

export function pageOfFlags(tx: TenantTx, filter: FlagFilter): Promise<FlagRow[]> {
  const { environment, afterKey, search, isArchived, count } = filter;
  return tx.run<FlagRow>(FLAGS, [tx.orgId, environment, afterKey, search, isArchived, count]);
}

export async function findFlag(tx: TenantTx, environment: Environment, key: string): Promise<FlagRow | undefined> {
  return (await tx.run<FlagRow>(FLAG, [tx.orgId, environment, key]))[0];
}

/** Up to `count` changes older than the change `before`, newest first. */
export function pageOfChanges(
  tx: TenantTx,
  flagId: string,
  before: string | undefined,
  count: number,
): Promise<ChangeRow[]> {
  return tx.run<ChangeRow>(CHANGES, [tx.orgId, flagId, before ?? null, count]);
}
