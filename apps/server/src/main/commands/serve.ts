import { type HttpServer, mountPages, openApiDocument } from '../../platform/http/index.ts';
import type { OutboxDispatcher } from '../../platform/outbox/index.ts';
import { createLog, type Log } from '../../platform/telemetry/index.ts';
import { allErrorEntries } from '../catalogue.ts';
import { type Application, compose } from '../compose.ts';
import { type Config, processEnvironment, readConfig } from '../config.ts';
import { welcome } from '../demo/welcome.ts';
import { assertDemoFits, demoFacts, seedDemo } from '../demo/seed.ts';
import { stopOnSignal } from '../graceful-stop.ts';
import { type Installation, openInstallation } from '../installation.ts';
import { ensureLegalDocuments } from '../legal-documents.ts';
import { ensureSetupFlow } from '../setup-flow.ts';
import { VERSION } from '../version.ts';
import { ensureWebBuild, WEB_DIR } from '../web-build.ts';

type ServeOptions = { readonly demo: boolean; readonly web: boolean; readonly only?: 'api' | 'worker' };

const DRAIN_MS = 30_000;
/** Between saying "not ready" and closing, so that a load balancer has looked. */
const NOTICE_MS = 1_000;

/** Runs the server until it is told to stop. */
export async function serve(options: ServeOptions): Promise<void> {
  const config = readConfig(processEnvironment());
  if (options.demo) assertDemoFits(config);
  const log = createLog({ level: options.demo && config.LOG_LEVEL === 'info' ? 'warn' : config.LOG_LEVEL });
  const say = options.demo
    ? (message: string) => console.log(`  ${message}`)
    : (message: string) => log.info({}, message);
  const hasPages = options.web && options.only !== 'worker';
  // The database starts while the pages are built; what the build comes to is asked for below.
  const building = Promise.allSettled([hasPages ? ensureWebBuild(say) : undefined]);
  const installation = await openInstallation({ config, log, onProgress: say });
  try {
    const [built] = await building;
    if (built.status === 'rejected') throw built.reason;
    await run(options, { config, log, say, installation });
  } finally {
    await installation.stop();
  }
}

type Surroundings = {
  readonly config: Config;
  readonly log: Log;
  readonly say: (message: string) => void;
  readonly installation: Installation;
};

async function run(options: ServeOptions, { config, log, say, installation }: Surroundings): Promise<void> {
  const application = compose({ config, log, database: installation.database });
  await ensureSetupFlow(application);
  await ensureLegalDocuments(application);
  if (options.demo) await seedDemo(application, say);
  const http = options.only === 'worker' ? undefined : await listen(application, config);
  const work = options.only === 'api' ? undefined : await application.startWork();
  application.demo.current = await demoFacts(application, addressOf(http, application.publicUrl));
  application.readiness.phase = 'ready';
  if (options.demo) welcome(application.demo.current, addressOf(http, application.publicUrl));
  log.info({ url: addressOf(http, application.publicUrl), version: VERSION }, 'ready');
  await stopped({ application, work, http, log, say, config });
}

async function listen(application: Application, config: Config): Promise<HttpServer> {
  const http = await application.http();
  const routes = application.modules.flatMap((module) => module.routes.map((mounted) => mounted.route));
  const document = openApiDocument(routes, allErrorEntries(), { version: VERSION, serverUrl: application.publicUrl });
  await mountPages(http, { webDir: WEB_DIR, openApiJson: JSON.stringify(document) });
  await http.listen({ host: config.HOST, port: config.PORT });
  return http;
}

/** The public address; with PORT=0 the one that was given. */
function addressOf(http: HttpServer | undefined, publicUrl: string): string {
  const address = http?.server.address();
  if (!address || typeof address === 'string') return publicUrl;
  const url = new URL(publicUrl);
  if (url.port === '0') url.port = String(address.port);
  return url.origin;
}

async function stopped(parts: {
  application: Application;
  work: OutboxDispatcher | undefined;
  http: HttpServer | undefined;
  log: Log;
  say: (message: string) => void;
  config: Config;
}): Promise<void> {
  const { application, work, http, log, say, config } = parts;
  await stopOnSignal({
    timeoutMs: DRAIN_MS,
    onProblem: (name, error) => log.error({ err: error }, `stopping ${name} failed`),
    steps: [
      {
        name: 'readiness',
        run: async () => {
          application.readiness.phase = 'stopping';
          say('Stopping…');
          if (config.NODE_ENV === 'production') await new Promise((resolve) => setTimeout(resolve, NOTICE_MS));
        },
      },
      {
        name: 'http',
        run: async () => {
          await http?.close();
        },
      },
      {
        name: 'work',
        run: async () => {
          await work?.stop();
        },
      },
      { name: 'services', run: () => application.stop() },
    ],
  });
}
