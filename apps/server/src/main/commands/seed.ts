import { createLog } from '../../platform/telemetry/index.ts';
import { compose } from '../compose.ts';
import { processEnvironment, readConfig } from '../config.ts';
import { assertDemoFits, seedDemo } from '../demo/seed.ts';
import { openInstallation } from '../installation.ts';
import { ensureLegalDocuments } from '../legal-documents.ts';
import { ensureSetupFlow } from '../setup-flow.ts';

/** Adds the demo organizations where they are missing. */
export async function seedCommand(): Promise<void> {
  const config = readConfig(processEnvironment());
  assertDemoFits(config);
  const log = createLog({ level: 'warn' });
  const installation = await openInstallation({ config, log, onProgress: console.log, joinRunning: true });
  try {
    const application = compose({ config, log, database: installation.database });
    await ensureSetupFlow(application);
    await ensureLegalDocuments(application);
    const made = await seedDemo(application, console.log);
    console.log(made ? 'The demo organizations are there.' : 'The demo organizations were there already.');
    await application.stop();
  } finally {
    await installation.stop();
  }
}
