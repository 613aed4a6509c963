import { createLog } from '../../platform/telemetry/index.ts';
import { type Application, compose } from '../compose.ts';
import { processEnvironment, readConfig } from '../config.ts';
import { openInstallation } from '../installation.ts';

/** Puts the application together beside whatever runs on the same database, and lets go of it whatever becomes of `work`. */
export async function withApplication(work: (application: Application) => Promise<void>): Promise<void> {
  const config = readConfig(processEnvironment());
  const log = createLog({ level: 'warn' });
  const installation = await openInstallation({ config, log, onProgress: () => {}, joinRunning: true });
  try {
    const application = compose({ config, log, database: installation.database });
    try {
      await work(application);
    } finally {
      await application.stop();
    }
  } finally {
    await installation.stop();
  }
}
