import { migrate, pendingMigrations, silentLog } from '../../platform/database/index.ts';
import { processEnvironment, readConfig } from '../config.ts';
import { findServer } from '../installation.ts';

/** Applies pending migrations, or lists them. */
export async function migrateCommand({ dryRun }: { dryRun: boolean }): Promise<void> {
  const config = readConfig(processEnvironment());
  const server = await findServer({ config, log: silentLog, onProgress: () => {}, joinRunning: true });
  try {
    if (dryRun) {
      const pending = await pendingMigrations(server.ownerUrl);
      for (const { version, name } of pending) console.log(`${String(version).padStart(4, '0')} ${name}`);
      console.log(pending.length === 0 ? 'Nothing is pending.' : `${pending.length} pending.`);
      return;
    }
    const applied = await migrate(server.ownerUrl, {
      appUrl: config.DATABASE_APP_URL,
      onProgress: ({ name, index, total }) => console.log(`${index}/${total} ${name}`),
    });
    console.log(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.length}.`);
  } finally {
    await server.stop();
  }
}
