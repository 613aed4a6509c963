import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Database, TenantTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import type { AuditWriter } from '../audit/index.ts';
import type { Caller } from './caller.ts';
import type { LiveFlags } from './live-flags.ts';
import {
  type ChangeKind,
  type FlagContent,
  type FlagRow,
  insertChange,
  lockFlag,
  raiseSet,
  type RolloutStep,
  updateFlag,
} from './repository.ts';

/** What a change of a flag needs. */
export type ChangeWork = {
  readonly database: Pick<Database, 'asTenant'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly audit: AuditWriter;
  readonly live: Pick<LiveFlags, 'changed'>;
};

type Recorded = {
  readonly kind: ChangeKind;
  readonly flag: FlagRow;
  readonly before?: FlagRow;
  readonly rollout?: RolloutStep;
};

const ACTIONS = { created: 'flag.create', changed: 'flag.change', archived: 'flag.archive' } as const;

/** The flag, kept from other changes until the transaction ends. Throws `not_found`. */
export async function lockedFlag(
  tx: TenantTx,
  { environment }: Pick<Caller, 'environment'>,
  key: string,
): Promise<FlagRow> {
  const flag = await lockFlag(tx, environment, key);
  if (flag === undefined) throw commonErrors.not_found();
  return flag;
}

/** Writes what a locked flag says from now on, with its trace; what stays as it is leaves none. */
export async function changeFlag(
  work: ChangeWork,
  tx: TenantTx,
  caller: Caller,
  before: FlagRow,
  content: FlagContent,
  rollout?: RolloutStep,
): Promise<FlagRow> {
  if (changedNames(before, content).length === 0) return before;
  await raiseSet(tx, caller.environment);
  const flag = await updateFlag(tx, before.id, content, work.clock.now());
  await recordChange(work, tx, caller, { kind: 'changed', flag, before, rollout });
  return flag;
}

/** The history holds definitions whole; the audit log says how far a flag reaches and what became different. */
export async function recordChange(
  work: Omit<ChangeWork, 'database'>,
  tx: TenantTx,
  caller: Caller,
  { kind, flag, before, rollout }: Recorded,
): Promise<void> {
  const { actorKind, actorId, environment } = caller;
  const { id, definition } = flag;
  const at = work.clock.now();
  await insertChange(tx, { id: work.ids.next(), flagId: id, at, actorKind, actorId, kind, definition, rollout });
  const what = { action: ACTIONS[kind], resourceKind: 'flag', resourceId: id };
  const states =
    before === undefined
      ? { after: reachOf(flag) }
      : { before: reachOf(before), after: { ...reachOf(flag), changed: changedNames(before, flag) } };
  await work.audit.append(tx, { ...caller, ...what, ...states });
  work.live.changed(tx, environment);
}

function reachOf({ key, name, definition: { is_enabled, percentage } }: FlagRow) {
  return { key, name, is_enabled, percentage };
}

function changedNames(before: FlagContent, after: FlagContent): string[] {
  const flat = ({ name, description, definition }: FlagContent) => ({ name, description, ...definition });
  const [old, recent] = [flat(before), flat(after)];
  const names = Object.keys(recent) as (keyof typeof recent)[];
  return names.filter((name) => !isDeepStrictEqual(old[name], recent[name]));
}
