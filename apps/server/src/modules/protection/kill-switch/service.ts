import type { Environment } from '@stepwell/contract';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Database, SystemTx, Tx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import type { SharedStore } from '../../../platform/redis/index.ts';
import type { Log } from '../../../platform/telemetry/index.ts';
import type { AuditWriter } from '../audit/index.ts';
import { type BypassCounter, createBypassCounter } from './bypass-counter.ts';
import { killSwitchErrors } from './errors.ts';
import { LiveSwitches } from './live-switches.ts';
import { pageOfHistory, publishedCapabilities, readOnNow, readSwitch, type SwitchRow } from './read-model.ts';
import {
  type ActiveSwitch,
  countOpen,
  type EndedSwitch,
  findOpen,
  insertSwitch,
  lockSwitch,
  releaseEnded,
  releaseEndedIn,
  releaseSwitch,
} from './repository.ts';
import type { Caller, Scope } from './scope.ts';

export type SwitchOff = { readonly capability: string | null; readonly reason: string; readonly until: Date | null };

/** The kill switch. A switch is looked for in the caller's scope: one environment of an organization, or the installation. */
export type KillSwitch = {
  /** Whether the gate is to be answered open without looking; noted as such. Answered from memory. */
  opensGate(address: Address, capability: string, route: string): boolean;
  /** Whether onboarding as a whole is switched off there. Answered from memory. */
  isPaused(address: Address): boolean;
  /** Why onboarding is switched off everywhere, if it is. */
  installation(): ActiveSwitch | undefined;
  onNow(scope: Scope): Promise<SwitchRow[]>;
  /** What there is to switch off one by one. */
  capabilities(orgId: string): Promise<string[]>;
  /** Up to `count` older than the one `before`, newest first. */
  history(scope: Scope, before: string | undefined, count: number): Promise<SwitchRow[]>;
  /**
   * Throws `kill_switch_already_on`, `kill_switch_capability_unknown`, `kill_switch_end_refused`,
   * `too_many_kill_switches`.
   */
  switchOff(caller: Caller, wish: SwitchOff): Promise<SwitchRow>;
  /** By its id, or by what it switches off. Throws `not_found`, `kill_switch_not_on`. */
  release(
    caller: Caller,
    which: { readonly id: string } | { readonly capability: string | null },
    reason: string,
  ): Promise<SwitchRow>;
  /** Has this process know what is switched off anywhere. To be awaited before anything is served. */
  follow(): Promise<{ stop(): void }>;
  /** Writes down and audits the release of what has ended by itself. */
  releaseEnded(): Promise<void>;
  /** Writes down what was counted so far. */
  flush(): Promise<void>;
  stop(): Promise<void>;
};

type Address = { readonly orgId: string; readonly environment: Environment };

export type KillSwitchDependencies = {
  readonly database: Pick<Database, 'asTenant' | 'asSystem' | 'hotSystemStatement' | 'listen'>;
  readonly sharedStore: Pick<SharedStore, 'publish' | 'subscribe'> | undefined;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly audit: AuditWriter;
  /** Where deeds upon the whole installation are recorded. */
  readonly auditHome: (tx: SystemTx) => Promise<string>;
};

type Work = KillSwitchDependencies & { readonly live: LiveSwitches };

const LONGEST_MS = 30 * 86_400_000;
const MAX_CAPABILITIES = 50;

export function createKillSwitch(deps: KillSwitchDependencies): KillSwitch {
  const live = new LiveSwitches(deps);
  const bypasses = createBypassCounter(deps);
  const work = { ...deps, live };
  return {
    opensGate: (address, capability, route) => opensGate(live, bypasses, address, capability, route),
    isPaused: ({ orgId, environment }) => live.inForce(orgId, environment) !== undefined,
    installation: () => live.installation(),
    onNow: (scope) => inScope(work, scope, (tx) => readOnNow(tx, scope, deps.clock.now())),
    capabilities: (orgId) => deps.database.asTenant(orgId, publishedCapabilities),
    history: (scope, before, count) => inScope(work, scope, (tx) => pageOfHistory(tx, scope, before, count)),
    switchOff: (caller, wish) => switchOff(work, caller, wish),
    release: (caller, which, reason) => release(work, caller, which, reason),
    follow: () => live.follow(),
    releaseEnded: () => noteEnded(work),
    flush: () => bypasses.flush(),
    stop: () => bypasses.stop(),
  };
}

function opensGate(
  live: LiveSwitches,
  bypasses: BypassCounter,
  { orgId, environment }: Address,
  capability: string,
  route: string,
): boolean {
  const found = live.inForce(orgId, environment, capability);
  if (found === undefined) return false;
  bypasses.record({ switchId: found.id, orgId, environment, route });
  return true;
}

async function switchOff(work: Work, { scope, actor }: Caller, wish: SwitchOff): Promise<SwitchRow> {
  const { capability, reason, until } = wish;
  const { orgId } = scope;
  const at = work.clock.now();
  assertEnd(until, at);
  if (orgId !== null && capability !== null) await assertCapability(work, orgId, capability);
  const row = await inScope(work, scope, async (tx) => {
    await recordEnded(work, tx, await releaseEndedIn(tx, scope, at));
    const id = work.ids.next();
    if (!(await insertSwitch(tx, { ...scope, id, capability, reason, until, at, actor }))) {
      throw killSwitchErrors.kill_switch_already_on();
    }
    if ((await countOpen(tx, scope)) > MAX_CAPABILITIES) throw killSwitchErrors.too_many_kill_switches();
    const after = { capability, reason, until: until?.toISOString() ?? null };
    await record(work, tx, { scope, actor }, { action: 'kill_switch.on', resourceId: id, after });
    work.live.changed(tx);
    return readSwitch(tx, scope, id);
  });
  await work.live.refresh();
  return row;
}

async function release(
  work: Work,
  { scope, actor }: Caller,
  which: { readonly id: string } | { readonly capability: string | null },
  reason: string,
): Promise<SwitchRow> {
  const at = work.clock.now();
  const row = await inScope(work, scope, async (tx) => {
    const id = 'id' in which ? which.id : await findOpen(tx, scope, which.capability);
    if (id === undefined) throw killSwitchErrors.kill_switch_not_on();
    const found = await lockSwitch(tx, scope, id);
    if (found === undefined) throw commonErrors.not_found();
    const { capability, until, released_at } = found;
    if (released_at !== null || (until !== null && until <= at)) throw killSwitchErrors.kill_switch_not_on();
    await releaseSwitch(tx, { id, at, actor, reason });
    const after = { capability, reason };
    await record(work, tx, { scope, actor }, { action: 'kill_switch.off', resourceId: id, after });
    work.live.changed(tx);
    return readSwitch(tx, scope, id);
  });
  await work.live.refresh();
  return row;
}

/** Nothing changes for gates by it: what has ended is no longer in force anywhere. */
async function noteEnded(work: Work): Promise<void> {
  await work.database.asSystem({ routine: 'releasing what has ended' }, async (tx) =>
    recordEnded(work, tx, await releaseEnded(tx, work.clock.now())),
  );
}

async function recordEnded(work: Work, tx: Tx, ended: readonly EndedSwitch[]): Promise<void> {
  for (const { id, orgId, environment, capability, until } of ended) {
    const scope = { orgId, environment } as Scope;
    const after = { capability, ended_at: until.toISOString() };
    const actor = { actorKind: 'system', actorId: null } as const;
    await record(work, tx, { scope, actor }, { action: 'kill_switch.end', resourceId: id, after });
  }
}

async function record(
  { audit, auditHome }: Work,
  tx: Tx,
  { scope, actor }: Caller,
  deed: { readonly action: string; readonly resourceId: string; readonly after: Record<string, string | null> },
): Promise<void> {
  // Only system work sees what concerns the whole installation.
  const orgId = scope.orgId ?? (await auditHome(tx as SystemTx));
  await audit.append(tx, { ...actor, ...deed, orgId, environment: scope.environment, resourceKind: 'kill_switch' });
}

async function assertCapability(work: Work, orgId: string, capability: string): Promise<void> {
  const known = await work.database.asTenant(orgId, publishedCapabilities);
  if (!known.includes(capability)) throw killSwitchErrors.kill_switch_capability_unknown();
}

function assertEnd(until: Date | null, now: Date): void {
  if (until === null) return;
  const ms = until.getTime() - now.getTime();
  if (ms <= 0 || ms > LONGEST_MS) throw killSwitchErrors.kill_switch_end_refused();
}

function inScope<T>({ database }: Work, { orgId }: Scope, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return orgId === null ? database.asSystem('the kill switch of the installation', fn) : database.asTenant(orgId, fn);
}
