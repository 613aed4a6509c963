import { type Application, compose } from '../apps/server/src/main/compose.ts';
import { readConfig } from '../apps/server/src/main/config.ts';
import { openInstallation } from '../apps/server/src/main/installation.ts';
import type { NewDocument } from '../apps/server/src/modules/trust/terms/index.ts';
import { createLog } from '../apps/server/src/platform/telemetry/index.ts';

/** Works on the database of a running server, as commands beside it do. */
async function besideServer(dataDir: string, work: (application: Application) => Promise<void>): Promise<void> {
  const config = readConfig({ DATA_DIR: dataDir, NODE_ENV: 'test', BREACH_CHECK_URL: 'off' });
  const log = createLog({ level: 'warn' });
  const installation = await openInstallation({ config, log, onProgress: () => {}, joinRunning: true });
  try {
    const application = compose({ config, log, database: installation.database });
    await work(application);
    await application.stop();
  } finally {
    await installation.stop();
  }
}

/** Puts a document in force that everybody has to accept, as whoever runs the installation does. */
export async function publishTerms(dataDir: string, document: Omit<NewDocument, 'isMajor'>): Promise<void> {
  await besideServer(dataDir, async ({ database, terms }) => {
    await database.asSystem('new terms', (tx) => terms.publishDocument(tx, { ...document, isMajor: true }));
  });
}

/** Somebody has last proved an hour ago that it is them: before the next dangerous deed they are asked again. */
export async function forgetProofs(dataDir: string, email: string): Promise<void> {
  await besideServer(dataDir, async ({ database, sessions }) => {
    await database.asSystem('an hour goes by', async (tx) => {
      const aged = await tx.run(AGE_PROOFS, [email]);
      if (aged.length === 0) throw new Error(`${email} has no session`);
      sessions.forget(tx);
    });
  });
}

const AGE_PROOFS = {
  name: 'e2e_age_proofs',
  text: `update sessions set confirmed_at = confirmed_at - interval '1 hour'
         where account_id = (select id from accounts where email = $1) and revoked_at is null returning id`,
};
