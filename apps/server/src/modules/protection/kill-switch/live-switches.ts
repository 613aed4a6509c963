import type { Environment } from '@stepwell/contract';
import { type Clock, inTime } from '../../../platform/clock/index.ts';
import type { Database, Tx } from '../../../platform/database/index.ts';
import type { SharedStore } from '../../../platform/redis/index.ts';
import type { Log } from '../../../platform/telemetry/index.ts';
import { type ActiveSwitch, readActive } from './repository.ts';

export type LiveSwitchesDependencies = {
  readonly database: Pick<Database, 'hotSystemStatement' | 'listen'>;
  /** Absent where this installation has no Redis. */
  readonly sharedStore: Pick<SharedStore, 'publish' | 'subscribe'> | undefined;
  readonly clock: Clock;
  readonly log: Log;
};

/** Every process is woken on this channel, of PostgreSQL and of Redis, when something was switched. */
const CHANNEL = 'stepwell_kill_switch';
/** A waking that was missed is made good within this time. */
const POLL_MS = 5_000;
/** Nobody waits longer for the database: what is known goes on counting. */
const PATIENCE_MS = 1_000;

type Switches = {
  readonly installation: ActiveSwitch | undefined;
  /** By organization and environment. */
  readonly whole: ReadonlyMap<string, ActiveSwitch>;
  /** By organization and environment, then by capability. */
  readonly single: ReadonlyMap<string, ReadonlyMap<string, ActiveSwitch>>;
};

/**
 * Everything that is switched off, remembered by this process and looked up without waiting. What is remembered goes on
 * counting while the database does not answer.
 */
export class LiveSwitches {
  readonly #deps: LiveSwitchesDependencies;
  /** Undefined while nothing is switched off, so that the usual case costs one comparison. */
  #switches: Switches | undefined;
  #asked = 0;
  #reading: Promise<void> | undefined;

  constructor(deps: LiveSwitchesDependencies) {
    this.#deps = deps;
  }

  /** What holds off the capability, or, without one, onboarding as a whole. The widest first. */
  inForce(orgId: string, environment: Environment, capability?: string): ActiveSwitch | undefined {
    if (this.#switches === undefined) return undefined;
    const { installation, whole, single } = this.#switches;
    const name = nameOf(orgId, environment);
    return (
      this.#unlessEnded(installation) ??
      this.#unlessEnded(whole.get(name)) ??
      (capability === undefined ? undefined : this.#unlessEnded(single.get(name)?.get(capability)))
    );
  }

  installation(): ActiveSwitch | undefined {
    return this.#unlessEnded(this.#switches?.installation);
  }

  /** To be called in the transaction that switches: every process is woken after its commit. */
  changed(tx: Tx): void {
    tx.wakeAfterCommit(CHANNEL);
    tx.afterCommit(() => void this.#deps.sharedStore?.publish(CHANNEL, ''));
  }

  /**
   * Reads what is switched off, and learns from then on what any process switches: by being woken, and by looking every
   * five seconds. Rejects where it can't be read: a process that does not know must not serve.
   */
  async follow(): Promise<{ stop(): void }> {
    const { database, sharedStore, log } = this.#deps;
    const heard = () => void this.refresh();
    const shared = sharedStore?.subscribe(CHANNEL, heard);
    await this.#read();
    const timer = setInterval(heard, POLL_MS);
    timer.unref();
    const listening = database.listen(CHANNEL, heard);
    // What was switched before the channel was open is not missed.
    listening.then(heard, (error: unknown) => log.warn({ err: error }, 'the kill switch is only looked at, not heard'));
    return {
      stop() {
        clearInterval(timer);
        shared?.stop();
        listening.then(
          (subscription) => subscription.stop(),
          () => undefined,
        );
      },
    };
  }

  /** Resolves once everything committed before the call is known here, or could not be read. */
  refresh(): Promise<void> {
    this.#asked += 1;
    this.#reading ??= this.#readUntilCurrent().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** Who asks while a reading is under way may know of something that it does not see: it is read once more. */
  async #readUntilCurrent(): Promise<void> {
    for (let answered = 0; answered !== this.#asked; ) {
      answered = this.#asked;
      try {
        await this.#read();
      } catch (error) {
        this.#deps.log.warn({ err: error }, 'what is switched off could not be read; it is tried again');
      }
    }
  }

  async #read(): Promise<void> {
    this.#switches = arranged(await inTime(readActive(this.#deps.database), PATIENCE_MS));
  }

  #unlessEnded(found: ActiveSwitch | undefined): ActiveSwitch | undefined {
    if (found === undefined || found.until === null) return found;
    return found.until.getTime() > this.#deps.clock.nowMs() ? found : undefined;
  }
}

function arranged(active: readonly ActiveSwitch[]): Switches | undefined {
  if (active.length === 0) return undefined;
  const whole = new Map<string, ActiveSwitch>();
  const single = new Map<string, Map<string, ActiveSwitch>>();
  let installation: ActiveSwitch | undefined;
  for (const one of active) {
    if (one.orgId === null || one.environment === null) {
      installation = one;
      continue;
    }
    const name = nameOf(one.orgId, one.environment);
    if (one.capability === null) whole.set(name, one);
    else single.set(name, (single.get(name) ?? new Map<string, ActiveSwitch>()).set(one.capability, one));
  }
  return { installation, whole, single };
}

function nameOf(orgId: string, environment: Environment): string {
  return `${environment} ${orgId}`;
}
