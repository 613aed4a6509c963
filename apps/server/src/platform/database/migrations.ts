import pg from 'pg';
import { type Migration, readMigrations } from './migration-files.ts';
import { DatabaseRefusal } from './refusal.ts';
import { applicationUrl, ensureApplicationRole, pgCode, roleOf } from './roles.ts';
import { assertServerVersion } from './row-security.ts';

export type MigrationOptions = {
  /** Address of the application role when it was made by hand; otherwise the role is made here. */
  appUrl?: string;
  directory?: string;
  /** Called before each migration with its place among the pending ones, counted from 1. */
  onProgress?: (step: { version: number; name: string; index: number; total: number }) => void;
};

type AppliedMigration = { version: number; name: string; checksum: string };

/** Any constant would do: it keeps migration runs of one database apart from each other. */
const ADVISORY_LOCK = 7_283_419_505;
/** A migration that cannot get its lock soon would queue all traffic behind itself; it gives up instead. */
const LOCK_TIMEOUT = '10s';
const DEADLOCK_OR_LOCK_TIMEOUT = new Set(['55P03', '40P01']);
const ATTEMPTS = 3;

/**
 * Applies what is pending, each file in a transaction of its own, and makes sure that the application role exists and
 * may use the schema. Safe to run from several processes at once. Refuses a database that is newer than the code and
 * one whose applied migrations were changed since. Returns the versions it applied.
 */
export async function migrate(ownerUrl: string, options: MigrationOptions = {}): Promise<number[]> {
  const migrations = await readMigrations(options.directory);
  return withOwner(ownerUrl, async (owner) => {
    await assertServerVersion(owner);
    const appUrl = applicationUrl(ownerUrl, options.appUrl);
    if (options.appUrl === undefined) await ensureApplicationRole(owner, appUrl);
    await takeAdvisoryLock(owner);
    await owner.query(CREATE_LEDGER);
    const pending = pendingAmong(migrations, await appliedMigrations(owner));
    for (const [index, migration] of pending.entries()) {
      options.onProgress?.({
        version: migration.version,
        name: migration.name,
        index: index + 1,
        total: pending.length,
      });
      await apply(owner, migration, roleOf(appUrl));
    }
    await admitApplicationRole(owner, roleOf(appUrl));
    return pending.map((migration) => migration.version);
  });
}

/** The migrations that `migrate` would apply, with the same refusals. */
export async function pendingMigrations(ownerUrl: string, directory?: string): Promise<Migration[]> {
  const migrations = await readMigrations(directory);
  return withOwner(ownerUrl, async (owner) => pendingAmong(migrations, await appliedMigrations(owner)));
}

/** Throws unless exactly the migrations of the code were applied. The application role may ask this. */
export async function assertMigrated(client: pg.ClientBase, directory?: string): Promise<void> {
  const pending = pendingAmong(await readMigrations(directory), await appliedMigrations(client));
  if (pending.length > 0) {
    const list = pending.map((migration) => `${migration.version} ${migration.name}`).join(', ');
    throw new DatabaseRefusal('database_not_migrated', `Migrations are pending: ${list}. Run stepwell migrate.`);
  }
}

const CREATE_LEDGER = `
  CREATE TABLE IF NOT EXISTS schema_migrations (
    version integer PRIMARY KEY,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
  )`;

async function withOwner<T>(ownerUrl: string, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'stepwell migrate' });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

/** Polls: a session that waits inside pg_advisory_lock holds a snapshot, which a concurrent index build waits for. */
async function takeAdvisoryLock(owner: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await owner.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [ADVISORY_LOCK]);
    if (rows[0]?.taken === true) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function appliedMigrations(client: pg.ClientBase): Promise<AppliedMigration[]> {
  const { rows: found } = await client.query<{ present: boolean }>(
    "select to_regclass('schema_migrations') is not null as present",
  );
  if (found[0]?.present !== true) return [];
  const { rows } = await client.query<AppliedMigration>('select version, name, checksum from schema_migrations');
  return rows;
}

function pendingAmong(known: readonly Migration[], applied: readonly AppliedMigration[]): Migration[] {
  const byVersion = new Map(known.map((migration) => [migration.version, migration]));
  for (const { version, name, checksum } of applied) {
    const migration = byVersion.get(version);
    if (migration === undefined) {
      throw new DatabaseRefusal(
        'database_newer_than_code',
        `The database has migration ${version} ${name}, which this version of Stepwell does not know. Run a newer one.`,
        { version, name },
      );
    }
    if (migration.checksum !== checksum) {
      throw new DatabaseRefusal(
        'migration_changed',
        `Migration ${version} ${name} was changed after it was applied. Restore the file; add a new migration instead.`,
        { version, name },
      );
    }
  }
  const done = new Set(applied.map(({ version }) => version));
  return known.filter(({ version }) => !done.has(version));
}

async function apply(owner: pg.Client, migration: Migration, role: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await (migration.inTransaction ? applyInTransaction(owner, migration, role) : applyBare(owner, migration));
      return;
    } catch (error) {
      if (attempt < ATTEMPTS && DEADLOCK_OR_LOCK_TIMEOUT.has(pgCode(error))) continue;
      const reason = error instanceof Error ? error.message : String(error);
      const label = `${migration.version} ${migration.name}`;
      throw new DatabaseRefusal(
        'migration_failed',
        `Migration ${label} failed: ${reason}`,
        { version: migration.version },
        error,
      );
    }
  }
}

/** As system work, since an owner that is no superuser is itself held by the forced policies of its tables. */
async function applyInTransaction(owner: pg.Client, migration: Migration, role: string): Promise<void> {
  await owner.query(`BEGIN; SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`);
  try {
    await owner.query(
      "select set_config('app.system', 'on', true), set_config('stepwell.application_role', $1, true)",
      [role],
    );
    await owner.query(migration.sql);
    await record(owner, migration);
    await owner.query('COMMIT');
  } catch (error) {
    await owner.query('ROLLBACK');
    throw error;
  }
}

/** One statement at a time by nature: the server refuses concurrent index builds inside a multi-statement message. */
async function applyBare(owner: pg.Client, migration: Migration): Promise<void> {
  await owner.query(`SET lock_timeout = '${LOCK_TIMEOUT}'`);
  for (const statement of migration.sql.split(/;\s*$/m)) {
    if (statement.replace(/--.*$/gm, '').trim() !== '') await owner.query(statement);
  }
  await record(owner, migration);
}

async function record(owner: pg.Client, { version, name, checksum }: Migration): Promise<void> {
  await owner.query('insert into schema_migrations (version, name, checksum) values ($1, $2, $3)', [
    version,
    name,
    checksum,
  ]);
}

/** Heals a database whose application role was renamed, or restored from a dump without grants. */
async function admitApplicationRole(owner: pg.Client, role: string): Promise<void> {
  const { rows } = await owner.query<{ missing: boolean | null }>(
    `select to_regproc('admit_application_role') is not null
       and not has_table_privilege($1::name, to_regclass('outbox'), 'INSERT') as missing`,
    [role],
  );
  if (rows[0]?.missing === true) await owner.query('select admit_application_role($1)', [role]);
}
