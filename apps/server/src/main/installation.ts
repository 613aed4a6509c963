import { systemClock } from '../platform/clock/index.ts';
import {
  type Database,
  DatabaseRefusal,
  type Log,
  migrate,
  openDatabase,
  runningEmbeddedDatabase,
  startEmbeddedDatabase,
} from '../platform/database/index.ts';
import type { Config } from './config.ts';

/** The database of this installation, open and migrated. `stop` ends what was started for it. */
export type Installation = { readonly database: Database; readonly ownerUrl: string; stop(): Promise<void> };

export type InstallationOptions = {
  readonly config: Config;
  readonly log: Log;
  readonly onProgress: (message: string) => void;
  /** A command beside a running server uses the server's embedded database instead of starting it a second time. */
  readonly joinRunning?: boolean;
};

/** Starts the embedded database or takes the configured one, applies pending migrations and connects. */
export async function openInstallation(options: InstallationOptions): Promise<Installation> {
  const { config, log, onProgress } = options;
  const server = await findServer(options);
  try {
    await migrate(server.ownerUrl, {
      appUrl: config.DATABASE_APP_URL,
      onProgress: ({ name, index, total }) => onProgress(`Migrating ${index} of ${total}: ${name}`),
    });
    const database = await openDatabase({
      url: server.ownerUrl,
      appUrl: config.DATABASE_APP_URL,
      listenUrl: config.DATABASE_LISTEN_URL,
      poolSize: config.DATABASE_POOL_SIZE,
      preparedStatements: config.DATABASE_PREPARED_STATEMENTS,
      log,
      clock: systemClock,
    });
    return {
      database,
      ownerUrl: server.ownerUrl,
      async stop() {
        await database.close();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** The configured database, or the embedded one. */
export async function findServer({
  config,
  log,
  onProgress,
  joinRunning,
}: InstallationOptions): Promise<{ ownerUrl: string; stop(): Promise<void> }> {
  if (config.DATABASE_URL) return { ownerUrl: config.DATABASE_URL, stop: async () => {} };
  try {
    return await startEmbeddedDatabase({ dataDir: config.DATA_DIR, log, onProgress });
  } catch (error) {
    const running = joinRunning && isInUse(error) ? await runningEmbeddedDatabase(config.DATA_DIR) : undefined;
    if (running === undefined) throw error;
    return { ownerUrl: running, stop: async () => {} };
  }
}

function isInUse(error: unknown): boolean {
  return error instanceof DatabaseRefusal && error.code === 'database_in_use';
}
