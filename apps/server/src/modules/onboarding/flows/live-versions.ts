import type { Environment } from '@stepwell/contract';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Database, TenantTx } from '../../../platform/database/index.ts';
import { findLiveVersions, type LiveVersionRow } from './repository.ts';

/** Everybody who remembers what is live is woken on this channel when it changes. */
const LIVE_VERSIONS_CHANNEL = 'stepwell_live_versions';

const TTL_MS = 1_000;
const MAX_ENTRIES = 10_000;

type Entry = { readonly rows: readonly LiveVersionRow[]; readonly readAtMs: number };

/**
 * What each environment serves, remembered for at most a second and forgotten as soon as it is known to have changed.
 * Good for reading; whoever starts a journey asks the database instead.
 */
export class LiveVersions {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();
  #generation = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async remembered(tx: TenantTx, environment: Environment): Promise<readonly LiveVersionRow[]> {
    const key = `${tx.orgId} ${environment}`;
    const nowMs = this.#clock.nowMs();
    const entry = this.#entries.get(key);
    if (entry && nowMs - entry.readAtMs < TTL_MS) return entry.rows;
    const generation = this.#generation;
    const rows = await findLiveVersions(tx, environment);
    // What was read while something changed may be the state before.
    if (generation === this.#generation) this.#remember(key, { rows, readAtMs: nowMs });
    return rows;
  }

  /** To be called in the transaction that changes what is live: every process forgets once it is committed. */
  forgetAfterCommit(tx: TenantTx): void {
    tx.afterCommit(() => this.forget());
    tx.wakeAfterCommit(LIVE_VERSIONS_CHANNEL);
  }

  forget(): void {
    this.#generation += 1;
    this.#entries.clear();
  }

  /** Forgets when another process changed something. */
  watch(database: Pick<Database, 'listen'>): Promise<{ stop(): void }> {
    return database.listen(LIVE_VERSIONS_CHANNEL, () => this.forget());
  }

  #remember(key: string, entry: Entry): void {
    if (this.#entries.size >= MAX_ENTRIES) this.#entries.clear();
    this.#entries.set(key, entry);
  }
}
