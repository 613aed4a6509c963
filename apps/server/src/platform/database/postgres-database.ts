import { bulkhead, type BulkheadPolicy, isBulkheadRejectedError } from 'cockatiel';
import type pg from 'pg';
import type { Clock } from '../clock/index.ts';
import { ambient, wholeAround } from './ambient.ts';
import type { Database, DatabaseOptions, SystemReason } from './database.ts';
import { HotLanes } from './hot-lanes.ts';
import { parameterText } from './hot/parameter-text.ts';
import { Listener, type Subscription } from './listener.ts';
import type { Log } from './log.ts';
import { assertMigrated } from './migrations.ts';
import { commit, openPool, rolledBack } from './pool.ts';
import { asLost, DatabaseRefusal, lostOrItself } from './refusal.ts';
import { assertHeldByRowSecurity, assertServerVersion } from './row-security.ts';
import { OpenTransaction, type Statement, type SystemTx, type TenantTx, type Value } from './transaction.ts';
import { Waker } from './waker.ts';
import { type SectionScope, WholeTransaction } from './whole-transaction.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DEFAULT_HOT_LANES = 8;
/** Wholes that may wait for their turn; who comes on top is refused. */
const WAITING_WHOLES = 200;

export class PostgresDatabase implements Database {
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #limit: number;
  readonly #prepared: boolean;
  readonly #pool: pg.Pool;
  readonly #lanes: HotLanes;
  readonly #listener: Listener;
  readonly #waker: Waker;
  /** A whole keeps its connection while its work waits for others: half of the pool is left to everybody else. */
  readonly #wholes: BulkheadPolicy;

  constructor(options: DatabaseOptions, appUrl: string) {
    this.#log = options.log;
    this.#clock = options.clock;
    this.#limit = options.poolSize;
    this.#prepared = options.preparedStatements ?? true;
    this.#pool = openPool(appUrl, options.poolSize, options.log);
    this.#wholes = bulkhead(Math.max(1, Math.floor(options.poolSize / 2)), WAITING_WHOLES);
    this.#lanes = new HotLanes({
      url: appUrl,
      lanes: options.hotLanes ?? DEFAULT_HOT_LANES,
      prepared: this.#prepared,
      log: options.log,
    });
    this.#listener = new Listener(options.listenUrl ?? appUrl, options.log);
    this.#waker = new Waker(async (channel) => {
      await this.#pool.query("select pg_notify($1, '')", [channel]);
    }, options.log);
  }

  async asTenant<T>(orgId: string, fn: (tx: TenantTx) => Promise<T>): Promise<T> {
    assertOrgId(orgId);
    return this.#transact({ orgId }, (tx) => fn(tx as Partial<TenantTx> as TenantTx));
  }

  async asSystem<T>(reason: SystemReason, fn: (tx: SystemTx) => Promise<T>): Promise<T> {
    this.#record(reason);
    return this.#transact('system', (tx) => fn(tx as Partial<SystemTx> as SystemTx));
  }

  async asOne<T>(fn: () => Promise<T>): Promise<T> {
    if (wholeAround() !== undefined) refuseNested();
    this.#refuseNested();
    try {
      return await this.#wholes.execute(() => this.#transactWhole(fn));
    } catch (error) {
      if (isBulkheadRejectedError(error)) throw new DatabaseRefusal('too_many_wholes', 'Too many wait for their turn.');
      throw error;
    }
  }

  async hotStatement<Row extends object>(
    orgId: string,
    statement: Statement,
    values: readonly Value[] = [],
  ): Promise<Row[]> {
    assertOrgId(orgId);
    this.#refuseNested();
    return this.#runHot<Row>({ orgId }, statement, values);
  }

  async hotSystemStatement<Row extends object>(
    reason: SystemReason,
    statement: Statement,
    values: readonly Value[] = [],
  ): Promise<Row[]> {
    this.#refuseNested();
    this.#record(reason);
    return this.#runHot<Row>('system', statement, values);
  }

  listen(channel: string, onNotify: (payload: string) => void): Promise<Subscription> {
    return this.#listener.listen(channel, onNotify);
  }

  wake(channel: string): void {
    this.#waker.wake(channel);
  }

  async ping(): Promise<number> {
    const startedAt = this.#clock.nowMs();
    await this.#pool.query('select');
    return this.#clock.nowMs() - startedAt;
  }

  poolUse(): { total: number; idle: number; waiting: number; limit: number } {
    const { totalCount: total, idleCount: idle, waitingCount: waiting } = this.#pool;
    return { total, idle, waiting, limit: this.#limit };
  }

  async close(): Promise<void> {
    await this.#waker.settle();
    await Promise.all([this.#listener.close(), this.#lanes.close(), this.#pool.end()]);
  }

  async check(): Promise<void> {
    const client = await this.#connect();
    try {
      await assertServerVersion(client);
      await assertMigrated(client);
      await assertHeldByRowSecurity(client);
    } finally {
      client.release();
    }
  }

  /** Values go as the hot connections would send them, so that they mean the same on both. */
  #runHot<Row extends object>(scope: SectionScope, statement: Statement, values: readonly Value[]): Promise<Row[]> {
    const whole = wholeAround();
    if (whole === undefined) return this.#lanes.run<Row>(scope, statement, values);
    return whole.section(scope, (tx) => tx.run<Row>(statement, values.map(parameterText)));
  }

  async #transact<T>(scope: SectionScope, fn: (tx: OpenTransaction) => Promise<T>): Promise<T> {
    this.#refuseNested();
    const whole = wholeAround();
    if (whole !== undefined) return whole.section(scope, fn);
    const client = await this.#connect();
    const tx = this.#open(client, scope === 'system' ? undefined : scope.orgId);
    const store = { whole: undefined, isSectionOpen: true };
    let broken = false;
    try {
      // Not awaited: the first statement of `fn` is written right behind it and both are answered in one round trip.
      // Were BEGIN to fail, no tenant would be set, and every policy answers that with no rows.
      const begun = client.query(beginOf(scope));
      const [result] = await Promise.all([ambient.run(store, () => fn(tx)), begun]);
      tx.close();
      await commit(client);
      tx.committed();
      return result;
    } catch (error) {
      tx.close();
      broken = !(await rolledBack(client, error));
      throw lostOrItself(error);
    } finally {
      store.isSectionOpen = false;
      client.release(broken);
    }
  }

  async #transactWhole<T>(fn: () => Promise<T>): Promise<T> {
    const client = await this.#connect();
    const whole = new WholeTransaction(client, (...of) => this.#open(...of));
    let broken = false;
    try {
      await client.query('BEGIN');
      const result = await ambient.run({ whole, isSectionOpen: false }, fn);
      await whole.end();
      await commit(client);
      whole.committed();
      return result;
    } catch (error) {
      await whole.end();
      broken = !(await rolledBack(client, error));
      whole.undone();
      throw lostOrItself(error);
    } finally {
      client.release(broken);
    }
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw asLost(error);
    }
  }

  #open(client: pg.PoolClient, orgId: string | undefined): OpenTransaction {
    return new OpenTransaction({ client, orgId, prepared: this.#prepared, wake: (channel) => this.wake(channel) });
  }

  #refuseNested(): void {
    if (ambient.getStore()?.isSectionOpen === true) refuseNested();
  }

  #record(reason: SystemReason): void {
    if (typeof reason === 'string') this.#log.info({ reason }, 'system access across tenants');
    else this.#log.debug({ reason: reason.routine }, 'system access across tenants');
  }
}

/** The id is a checked UUID, so that BEGIN and the setting can travel as one plain message. */
function beginOf(scope: SectionScope): string {
  if (scope === 'system') return "BEGIN; SELECT set_config('app.system', 'on', true)";
  return `BEGIN; SELECT set_config('app.org_id', '${scope.orgId}', true)`;
}

function refuseNested(): never {
  throw new DatabaseRefusal('nested_transaction', 'A transaction is already open here: pass its tx on instead.');
}

function assertOrgId(orgId: string): void {
  if (!UUID.test(orgId)) throw new DatabaseRefusal('org_id_malformed', 'An organization id is a UUID.');
}
