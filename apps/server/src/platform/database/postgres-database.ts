import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';
import type { Clock } from '../clock/index.ts';
import type { Database, DatabaseOptions, SystemReason } from './database.ts';
import { HotLanes } from './hot-lanes.ts';
import { Listener, type Subscription } from './listener.ts';
import type { Log } from './log.ts';
import { assertMigrated } from './migrations.ts';
import { commit, openPool, rolledBack } from './pool.ts';
import { DatabaseRefusal } from './refusal.ts';
import { assertHeldByRowSecurity, assertServerVersion } from './row-security.ts';
import { OpenTransaction, type Statement, type SystemTx, type TenantTx, type Value } from './transaction.ts';
import { Waker } from './waker.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DEFAULT_HOT_LANES = 8;

export class PostgresDatabase implements Database {
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #limit: number;
  readonly #prepared: boolean;
  readonly #pool: pg.Pool;
  readonly #lanes: HotLanes;
  readonly #listener: Listener;
  readonly #waker: Waker;
  readonly #scope = new AsyncLocalStorage<{ open: boolean }>();

  constructor(options: DatabaseOptions, appUrl: string) {
    this.#log = options.log;
    this.#clock = options.clock;
    this.#limit = options.poolSize;
    this.#prepared = options.preparedStatements ?? true;
    this.#pool = openPool(appUrl, options.poolSize, options.log);
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
    // The id is a checked UUID, so that BEGIN and the setting can travel as one plain message.
    const begin = `BEGIN; SELECT set_config('app.org_id', '${orgId}', true)`;
    return this.#transact(begin, orgId, (tx) => fn(tx as Partial<TenantTx> as TenantTx));
  }

  async asSystem<T>(reason: SystemReason, fn: (tx: SystemTx) => Promise<T>): Promise<T> {
    this.#record(reason);
    const begin = "BEGIN; SELECT set_config('app.system', 'on', true)";
    return this.#transact(begin, undefined, (tx) => fn(tx as Partial<SystemTx> as SystemTx));
  }

  async hotStatement<Row extends object>(
    orgId: string,
    statement: Statement,
    values: readonly Value[] = [],
  ): Promise<Row[]> {
    assertOrgId(orgId);
    this.#refuseNested();
    return this.#lanes.run<Row>({ orgId }, statement, values);
  }

  async hotSystemStatement<Row extends object>(
    reason: SystemReason,
    statement: Statement,
    values: readonly Value[] = [],
  ): Promise<Row[]> {
    this.#refuseNested();
    this.#record(reason);
    return this.#lanes.run<Row>('system', statement, values);
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
    const client = await this.#pool.connect();
    try {
      await assertServerVersion(client);
      await assertMigrated(client);
      await assertHeldByRowSecurity(client);
    } finally {
      client.release();
    }
  }

  async #transact<T>(begin: string, orgId: string | undefined, fn: (tx: OpenTransaction) => Promise<T>): Promise<T> {
    this.#refuseNested();
    const client = await this.#pool.connect();
    const tx = new OpenTransaction({ client, orgId, prepared: this.#prepared, wake: (channel) => this.wake(channel) });
    const scope = { open: true };
    let broken = false;
    try {
      // Not awaited: the first statement of `fn` is written right behind it and both are answered in one round trip.
      // Were BEGIN to fail, no tenant would be set, and every policy answers that with no rows.
      const begun = client.query(begin);
      const [result] = await Promise.all([this.#scope.run(scope, () => fn(tx)), begun]);
      tx.close();
      await commit(client);
      tx.committed();
      return result;
    } catch (error) {
      tx.close();
      broken = !(await rolledBack(client, error));
      throw error;
    } finally {
      scope.open = false;
      client.release(broken);
    }
  }

  #refuseNested(): void {
    if (this.#scope.getStore()?.open === true) {
      throw new DatabaseRefusal('nested_transaction', 'A transaction is already open here: pass its tx on instead.');
    }
  }

  #record(reason: SystemReason): void {
    if (typeof reason === 'string') this.#log.info({ reason }, 'system access across tenants');
    else this.#log.debug({ reason: reason.routine }, 'system access across tenants');
  }
}

function assertOrgId(orgId: string): void {
  if (!UUID.test(orgId)) throw new DatabaseRefusal('org_id_malformed', 'An organization id is a UUID.');
}
