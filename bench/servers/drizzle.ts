/**
 * The peer of PF-2: the same route of the contract behind the same front (audience, limit, validation, reply) and the
 * same rules of the engine, but with the work done as applications usually do it: one transaction through an ORM.
 */
import { updateStep } from '@stepwell/contract';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { createAuthenticator } from '../../apps/server/src/modules/access/authentication/index.ts';
import { stepUpdateView } from '../../apps/server/src/modules/onboarding/journeys/view.ts';
import { systemClock } from '../../apps/server/src/platform/clock/index.ts';
import { silentLog } from '../../apps/server/src/platform/database/index.ts';
import { applicationUrl } from '../../apps/server/src/platform/database/roles.ts';
import { createHttpServer, mount, mountPages, ok } from '../../apps/server/src/platform/http/index.ts';
import { uuidv7Ids } from '../../apps/server/src/platform/ids/index.ts';
import { openApplication, RAISED_LIMITS } from '../rig/ground.ts';
import { ENVIRONMENT, FLOW } from '../rig/journeys.ts';
import { moveThroughOrm } from './drizzle-work.ts';
import { serveParent, setting } from './serve.ts';

/** As many connections as Stepwell's own server has for transactions by default. */
const POOL_SIZE = 10;

const ownerUrl = setting('BENCH_DATABASE_URL');
const { application, database, close } = await openApplication(ownerUrl);
const version = await database.asTenant(setting('BENCH_ORGANIZATION'), (tx) =>
  application.flows.liveVersion(tx, ENVIRONMENT, FLOW),
);
if (version === null) throw new Error('the flow is not live');
const pool = new pg.Pool({ connectionString: applicationUrl(ownerUrl), max: POOL_SIZE });
const deps = { orm: drizzle(pool), version, ids: uuidv7Ids(systemClock), clock: systemClock };

const route = mount(updateStep, async ({ principal, context, params, body }) => {
  if (principal.kind !== 'participant') throw new Error('only participants are expected here');
  const { journey, decision } = await moveThroughOrm(deps, principal, context, {
    stepKey: params.key,
    move: body.move,
    rowVersion: body.row_version,
    answers: body.answers,
  });
  return ok({ data: stepUpdateView(journey, decision, 'participant') });
});

const http = await createHttpServer({
  routes: [route],
  authenticate: createAuthenticator(application),
  publicUrl: application.publicUrl,
  keyring: application.keyring,
  limits: RAISED_LIMITS,
  clock: systemClock,
  ids: deps.ids,
  log: silentLog,
  trustedProxies: 0,
});
await mountPages(http, { webDir: '/nonexistent', openApiJson: '{}' });
await serveParent(http, async () => {
  await pool.end();
  await close();
});
