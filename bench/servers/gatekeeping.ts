/**
 * One route twice: raw, as anybody may call it uncounted; and with everything before its work that a request of a member can
 * meet: a session by cookie, a limit, a flag and a gate check. The front (server, validation, reply) is the same.
 */
import { defineRoute } from '@stepwell/contract';
import { createAuthenticator } from '../../apps/server/src/modules/access/authentication/index.ts';
import { systemClock } from '../../apps/server/src/platform/clock/index.ts';
import { silentLog } from '../../apps/server/src/platform/database/index.ts';
import { createHttpServer, mount, noContent } from '../../apps/server/src/platform/http/index.ts';
import { createRequestLimiter } from '../../apps/server/src/platform/limits/index.ts';
import { FLAG, OPEN_GATE } from '../rig/gatekeeping.ts';
import { openApplication, RAISED_LIMITS } from '../rig/ground.ts';
import { queryOf } from '../rig/journeys.ts';
import { serveParent, setting } from './serve.ts';

const { application, close } = await openApplication(setting('BENCH_DATABASE_URL'));
const { flags, journeys, ids, keyring, publicUrl } = application;
const orgId = setting('BENCH_ORGANIZATION');
const query = queryOf(orgId, setting('BENCH_PARTICIPANT'));
const subject = { targetingKey: setting('BENCH_PARTICIPANT') };

const shared = { method: 'GET', tag: 'Bench', summary: 'measured', errors: [], responses: { 204: null } } as const;
const raw = defineRoute({ ...shared, id: 'raw', path: '/raw', audience: { public: true }, limit: 'health' });
const kept = defineRoute({
  ...shared,
  id: 'kept',
  path: '/kept',
  audience: { member: 'setup:read' },
  limit: 'signed_in',
});

const limiter = createRequestLimiter({ limits: RAISED_LIMITS, clock: systemClock });
const http = await createHttpServer({
  routes: [
    mount(raw, async () => noContent()),
    mount(kept, async () => {
      const flag = await flags.evaluate({ orgId, environment: 'live', subject }, FLAG);
      const gate = await journeys.checkGate(query, OPEN_GATE, 'bench');
      if (!('value' in flag) || flag.value !== true) throw new Error('the flag is not on');
      if (!gate.requirements.allowed) throw new Error('the gate is closed');
      return noContent();
    }),
  ],
  authenticate: createAuthenticator(application),
  publicUrl,
  keyring,
  limits: RAISED_LIMITS,
  limiter: {
    take: (limitClass, caller, ip) => (limitClass === 'health' ? undefined : limiter.take(limitClass, caller, ip)),
  },
  clock: systemClock,
  ids,
  log: silentLog,
  trustedProxies: 0,
});
await serveParent(http, close);
