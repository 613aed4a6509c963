import type { Environment } from '@stepwell/contract';
import { type Clock, inTime } from '../../../platform/clock/index.ts';
import type { Database, TenantTx } from '../../../platform/database/index.ts';
import type { SharedStore } from '../../../platform/redis/index.ts';
import type { Log } from '../../../platform/telemetry/index.ts';
import { compiledSet, type FlagSet } from './flag-set.ts';
import { createFlagMirror, type FlagMirror } from './mirror.ts';
import { type Remembered, RememberedSets } from './remembered-sets.ts';
import { readSet, type SetAddress, setVersions } from './repository.ts';

export type LiveFlagsDependencies = {
  readonly database: Pick<Database, 'hotStatement' | 'hotSystemStatement' | 'listen'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Absent where this installation has no Redis. */
  readonly sharedStore: Pick<SharedStore, 'commands' | 'publish' | 'subscribe' | 'onConnected'> | undefined;
};

/** Every process that remembers flags is woken on this channel when some have changed. */
const CHANNEL = 'stepwell_flags';
/** The same over Redis, which reaches processes whose database does not answer. */
const SHARED_CHANNEL = 'flags';
/** How often what is used and does not change is made to last on in the mirror. */
const MIRRORED_MS = 3_600_000;
/** A waking that was missed is made good within this time. */
const POLL_MS = 5_000;
/** What nobody asked for during this time is forgotten instead of looked after. */
const IDLE_MS = 60_000;
/** Nobody waits longer for the database, and after a failure evaluations leave it alone for as long. */
const PATIENCE_MS = 1_000;

/**
 * The flags of the environments in use, remembered by this process. What is remembered is asked without the database; what
 * changed is read again when it is next asked for.
 *
 * Where the database does not answer, the sources are, in this order: the mirror in Redis, because another process may have
 * put there what changed since; what this process remembers, which is all there is where Redis is away too; and, where there is
 * neither, the environment variables, which a person set beforehand for the case that all else is gone. A copy that is not
 * newer than what is remembered is not taken.
 */
export class LiveFlags {
  readonly #deps: LiveFlagsDependencies;
  readonly #remembered = new RememberedSets();
  readonly #loading = new Map<string, Promise<FlagSet>>();
  readonly #mirror: FlagMirror | undefined;
  #restUntilMs = 0;
  #isPolling = false;

  constructor(deps: LiveFlagsDependencies) {
    this.#deps = deps;
    this.#mirror = deps.sharedStore && createFlagMirror(deps.sharedStore);
    // A Redis that was away may have come back empty.
    deps.sharedStore?.onConnected(() => {
      for (const known of this.#remembered.all()) known.mirroredAtMs = 0;
    });
  }

  /** Undefined when the database does not answer, the mirror has nothing and nothing is remembered. */
  async flagsOf(orgId: string, environment: Environment): Promise<FlagSet | undefined> {
    const name = nameOf({ orgId, environment });
    const known = this.#remembered.use(name, this.#deps.clock.nowMs());
    if (known !== undefined && !known.isStale) return known.set;
    return (
      (await this.#loadInTime(name, { orgId, environment })) ?? this.#withoutDatabase(name, { orgId, environment })
    );
  }

  /** To be called in the transaction that changes flags: every process knows soon after its commit, this one at once. */
  changed(tx: TenantTx, environment: Environment): void {
    const address = { orgId: tx.orgId, environment };
    tx.afterCommit(() => this.#outdate(nameOf(address)));
    tx.wakeAfterCommit(CHANNEL);
    const { sharedStore } = this.#deps;
    if (sharedStore === undefined) return;
    // First the mirror, then the news: who hears of it without a database finds it there.
    tx.afterCommit(() => {
      void this.#loadInTime(nameOf(address), address).then(() => sharedStore.publish(SHARED_CHANNEL, ''));
    });
  }

  /** Learns what other processes change, by being woken and by looking every five seconds. */
  async follow(): Promise<{ stop(): void }> {
    const timer = setInterval(() => void this.#poll(), POLL_MS);
    timer.unref();
    const { database, sharedStore } = this.#deps;
    const subscription = await database.listen(CHANNEL, () => void this.#compareVersions());
    const shared = sharedStore?.subscribe(SHARED_CHANNEL, () => void this.#compareVersions());
    return {
      stop() {
        clearInterval(timer);
        subscription.stop();
        shared?.stop();
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
    const asked = this.#remembered.all().map(({ orgId, environment }) => ({ orgId, environment }));
    if (asked.length === 0) return;
    try {
      const found = await inTime(setVersions(this.#deps.database, asked), PATIENCE_MS);
      const versions = new Map(found.map((row) => [nameOf(row), row.version]));
      for (const name of asked.map(nameOf)) this.#compare(name, versions.get(name) ?? 0);
    } catch (error) {
      this.#deps.log.warn({ err: error }, 'whether flags have changed could not be read; it is tried again');
      await Promise.all(asked.map((address) => this.#takeCopy(nameOf(address), address)));
    }
  }

  #compare(name: string, version: number): void {
    const known = this.#remembered.get(name);
    if (known === undefined) return;
    if (known.usedAtMs + IDLE_MS <= this.#deps.clock.nowMs()) this.#remembered.forget(name);
    else if (known.set.version !== version) this.#outdate(name);
    else {
      if (known.set.source !== undefined) known.set = { version, flags: known.set.flags };
      void this.#renewCopy(known);
    }
  }

  async #renewCopy(known: Remembered): Promise<void> {
    const nowMs = this.#deps.clock.nowMs();
    if (this.#mirror === undefined || nowMs < known.mirroredAtMs + MIRRORED_MS) return;
    known.mirroredAtMs = nowMs;
    // Read again, it is written again.
    if (!(await this.#mirror.renew(known, known.set.version))) known.isStale = true;
  }

  async #withoutDatabase(name: string, address: SetAddress): Promise<FlagSet | undefined> {
    const copy = await this.#takeCopy(name, address);
    const known = copy ?? this.#remembered.get(name)?.set;
    return known && { source: 'memory', ...known };
  }

  /** Remembers the copy in the mirror where it is newer than what is remembered, and returns it. */
  async #takeCopy(name: string, address: SetAddress): Promise<FlagSet | undefined> {
    const copy = await this.#mirror?.read(address);
    const known = this.#remembered.get(name);
    if (copy === undefined || copy.version <= (known?.set.version ?? -1)) return undefined;
    const set: FlagSet = { ...compiledSet(copy), source: 'mirror' };
    this.#remembered.keep(name, address, set, this.#deps.clock.nowMs());
    return set;
  }

  #outdate(name: string): void {
    const known = this.#remembered.get(name);
    if (known !== undefined) known.isStale = true;
    this.#loading.delete(name);
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
        if (this.#loading.get(name) === loading) this.#remembered.keep(name, address, set, this.#deps.clock.nowMs());
        return set;
      })
      .finally(() => {
        if (this.#loading.get(name) === loading) this.#loading.delete(name);
      });
    this.#loading.set(name, loading);
    return loading;
  }

  async #read(address: SetAddress): Promise<FlagSet> {
    const set = await readSet(this.#deps.database, address);
    await this.#mirror?.write(address, set);
    return compiledSet(set);
  }
}

function nameOf({ orgId, environment }: SetAddress): string {
  return `${orgId} ${environment}`;
}
