import type { Environment } from '@stepwell/contract';
import { type CompiledFlag, compileFlag } from '@stepwell/engine';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Database, TenantTx } from '../../../platform/database/index.ts';
import type { Log } from '../../../platform/telemetry/index.ts';
import { inTime } from '../../../platform/clock/index.ts';
import { readSet, type SetAddress, setVersions } from './repository.ts';

/** Every flag that an environment evaluates, ready for it. `version` is another one after every change. */
export type FlagSet = { readonly version: number; readonly flags: ReadonlyMap<string, CompiledFlag> };

export type LiveFlagsDependencies = {
  readonly database: Pick<Database, 'hotStatement' | 'hotSystemStatement' | 'listen'>;
  readonly clock: Clock;
  readonly log: Log;
};

type Remembered = SetAddress & { readonly set: FlagSet; isStale: boolean; usedAtMs: number };

/** Every process that remembers flags is woken on this channel when some have changed. */
const CHANNEL = 'stepwell_flags';
/** A waking that was missed is made good within this time. */
const POLL_MS = 5_000;
/** Environments remembered at once; the longest unused is forgotten first. */
const MAX_SETS = 1_000;
/** What nobody asked for during this time is forgotten instead of looked after. */
const IDLE_MS = 60_000;
/** Nobody waits longer for the database, and after a failure evaluations leave it alone for as long. */
const PATIENCE_MS = 1_000;

/**
 * The flags of the environments in use, remembered by this process. What is remembered is asked without the database,
 * and goes on being asked when the database does not answer; what changed is read again when it is next asked for.
 */
export class LiveFlags {
  readonly #deps: LiveFlagsDependencies;
  readonly #remembered = new Map<string, Remembered>();
  readonly #loading = new Map<string, Promise<FlagSet>>();
  #restUntilMs = 0;
  #isPolling = false;

  constructor(deps: LiveFlagsDependencies) {
    this.#deps = deps;
  }

  /** Undefined when the database does not answer and nothing is remembered. */
  async flagsOf(orgId: string, environment: Environment): Promise<FlagSet | undefined> {
    const name = nameOf({ orgId, environment });
    const known = this.#take(name);
    if (known !== undefined && !known.isStale) return known.set;
    return (await this.#loadInTime(name, { orgId, environment })) ?? known?.set;
  }

  /** To be called in the transaction that changes flags: every process knows soon after its commit, this one at once. */
  changed(tx: TenantTx, environment: Environment): void {
    tx.afterCommit(() => this.#outdate(nameOf({ orgId: tx.orgId, environment })));
    tx.wakeAfterCommit(CHANNEL);
  }

  /** Learns what other processes change, by being woken and by looking every five seconds. */
  async follow(): Promise<{ stop(): void }> {
    const timer = setInterval(() => void this.#poll(), POLL_MS);
    timer.unref();
    const subscription = await this.#deps.database.listen(CHANNEL, () => void this.#compareVersions());
    return {
      stop() {
        clearInterval(timer);
        subscription.stop();
      },
    };
  }

  async #poll(): Promise<void> {
    if (this.#isPolling) return;
    this.#isPolling = true;
    await this.#compareVersions();
    this.#isPolling = false;
  }

  async #compareVersions(): Promise<void> {
    // What is being read now may be what was true before: it is not kept.
    this.#loading.clear();
    const asked = [...this.#remembered.values()].map(({ orgId, environment }) => ({ orgId, environment }));
    if (asked.length === 0) return;
    try {
      const found = await inTime(setVersions(this.#deps.database, asked), PATIENCE_MS);
      const versions = new Map(found.map((row) => [nameOf(row), row.version]));
      for (const name of asked.map(nameOf)) this.#compare(name, versions.get(name) ?? 0);
    } catch (error) {
      this.#deps.log.warn({ err: error }, 'whether flags have changed could not be read; it is tried again');
    }
  }

  #compare(name: string, version: number): void {
    const known = this.#remembered.get(name);
    if (known === undefined) return;
    if (known.usedAtMs + IDLE_MS <= this.#deps.clock.nowMs()) this.#remembered.delete(name);
    else if (known.set.version !== version) this.#outdate(name);
  }

  #outdate(name: string): void {
    const known = this.#remembered.get(name);
    if (known !== undefined) known.isStale = true;
    this.#loading.delete(name);
  }

  #take(name: string): Remembered | undefined {
    const known = this.#remembered.get(name);
    if (known === undefined) return undefined;
    known.usedAtMs = this.#deps.clock.nowMs();
    this.#remembered.delete(name);
    this.#remembered.set(name, known);
    return known;
  }

  async #loadInTime(name: string, address: SetAddress): Promise<FlagSet | undefined> {
    const { clock, log } = this.#deps;
    if (clock.nowMs() < this.#restUntilMs) return undefined;
    try {
      return await inTime(this.#loading.get(name) ?? this.#load(name, address), PATIENCE_MS);
    } catch (error) {
      this.#restUntilMs = clock.nowMs() + PATIENCE_MS;
      this.#loading.delete(name);
      log.warn({ err: error, ...address }, 'flags could not be read; what is remembered, or the environment, answers');
      return undefined;
    }
  }

  #load(name: string, address: SetAddress): Promise<FlagSet> {
    const loading = this.#read(address)
      .then((set) => {
        if (this.#loading.get(name) === loading) this.#keep(name, address, set);
        return set;
      })
      .finally(() => {
        if (this.#loading.get(name) === loading) this.#loading.delete(name);
      });
    this.#loading.set(name, loading);
    return loading;
  }

  #keep(name: string, address: SetAddress, set: FlagSet): void {
    this.#remembered.delete(name);
    const oldest = this.#remembered.size >= MAX_SETS ? this.#remembered.keys().next().value : undefined;
    if (oldest !== undefined) this.#remembered.delete(oldest);
    this.#remembered.set(name, { ...address, set, isStale: false, usedAtMs: this.#deps.clock.nowMs() });
  }

  async #read(address: SetAddress): Promise<FlagSet> {
    const { version, flags } = await readSet(this.#deps.database, address);
    return { version, flags: new Map(flags.map(({ key, definition }) => [key, compileFlag(key, definition)])) };
  }
}

function nameOf({ orgId, environment }: SetAddress): string {
  return `${orgId} ${environment}`;
}
