/**
 * PF-4: all gatekeeping together: limit, session, flag and gate check. What it takes of a raw route's requests per second, and
 * how much of the CPU of a step update it is. Everything that can be remembered is. There is no idempotency lookup yet.
 */
import type { Application } from '../apps/server/src/main/compose.ts';
import { createRequestLimiter } from '../apps/server/src/platform/limits/index.ts';
import { systemClock } from '../apps/server/src/platform/clock/index.ts';
import { openBooks } from './rig/accounts.ts';
import { FLAG, OPEN_GATE, raiseFlag, signOwnerIn } from './rig/gatekeeping.ts';
import { openApplication, RAISED_LIMITS } from './rig/ground.ts';
import { ENVIRONMENT, openGates, queryOf } from './rig/journeys.ts';
import { missingPrograms } from './rig/programs.ts';
import { type Contender, figuresOf, pairedRounds, ROUND_SECONDS } from './rig/rounds.ts';
import { startServer } from './rig/server-process.ts';
import { median } from './rig/statistics.ts';
import { httpContender, startStepServer } from './rig/step-contenders.ts';
import { onStepScene, type StepScene } from './rig/step-scene.ts';
import { printTable } from './rig/table.ts';
import { judge, skip } from './rig/verdict.ts';
import { loadWithGets } from './rig/wrk.ts';

const CONNECTIONS = 50;
const PASSES = 20_000;

const missing = missingPrograms('wrk');
if (missing !== undefined) for (const name of ['pf-4-requests', 'pf-4-cpu']) skip(name, missing);
else await onStepScene(play);

async function play(scene: StepScene): Promise<void> {
  const { ground, town } = scene;
  const { application, close } = await openApplication(ground.ownerUrl);
  try {
    const session = await signOwnerIn(application, town);
    await raiseFlag(application, town);
    const [walker, ...others] = town.walkers;
    if (walker === undefined) throw new Error('nobody was settled');
    await openGates(application, { orgId: town.orgId, walkers: [walker] });
    const whose = { session, orgId: town.orgId, externalId: walker.externalId };
    const keeping = gatekeeping(application, whose);
    await measureCpu({ ...scene, town: { ...town, walkers: others } }, keeping);
    await measureRequests(scene, { session, externalId: walker.externalId });
  } finally {
    await close();
  }
}

async function measureRequests(
  { ground, town }: StepScene,
  { session, externalId }: { session: string; externalId: string },
) {
  const server = await startServer('gatekeeping', {
    BENCH_DATABASE_URL: ground.ownerUrl,
    BENCH_ORGANIZATION: town.orgId,
    BENCH_PARTICIPANT: externalId,
  });
  try {
    const route = (name: string, path: string): Contender<number> => ({
      name,
      async run() {
        const headers = { cookie: `stepwell_session=${session}` };
        return loadWithGets(`${server.url}${path}`, { headers, connections: CONNECTIONS, seconds: ROUND_SECONDS });
      },
    });
    const [raw, kept] = [route('raw', '/raw'), route('with all gatekeeping', '/kept')];
    for (const contender of [raw, kept]) await contender.run();
    const rounds = await pairedRounds([raw, kept]);
    const reference = figuresOf(rounds, raw.name);
    const rows = [raw, kept].map(({ name }) => [name, median(figuresOf(rounds, name))]);
    printTable(`The same route, medians of ${rounds.length} rounds`, ['', 'requests/s'], rows);
    const ratios = figuresOf(rounds, kept.name).map((one, at) => 1 - one / (reference[at] ?? Number.NaN));
    judge({ name: 'pf-4-requests', ratios, reference, goal: { atMost: 0.2 } });
  } finally {
    await server.stop();
  }
}

async function measureCpu(scene: StepScene, keeping: Contender<number>): Promise<void> {
  const books = await openBooks(scene.ground);
  const server = await startStepServer('stepwell', scene, 'off');
  try {
    const { claimed } = books;
    const updates = httpContender('a step update', scene, { server, connections: CONNECTIONS, claimed });
    const step: Contender<number> = { name: updates.name, run: async () => (await updates.run()).cpuMicroseconds };
    for (const contender of [step, keeping]) await contender.run();
    const rounds = await pairedRounds([step, keeping]);
    await books.close();
    const reference = figuresOf(rounds, step.name);
    const rows = [step, keeping].map(({ name }) => [name, median(figuresOf(rounds, name))]);
    printTable(`CPU, medians of ${rounds.length} rounds`, ['', 'µs each'], rows);
    const ratios = figuresOf(rounds, keeping.name).map((one, at) => one / (reference[at] ?? Number.NaN));
    judge({ name: 'pf-4-cpu', ratios, reference, goal: { atMost: 0.05 } });
  } finally {
    await server.stop();
  }
}

/** One pass after the other through everything that comes before the work of a request, in this process. */
function gatekeeping(
  { sessions, flags, journeys }: Application,
  { session, orgId, externalId }: { session: string; orgId: string; externalId: string },
): Contender<number> {
  const limiter = createRequestLimiter({ limits: RAISED_LIMITS, clock: systemClock });
  const question = { orgId, environment: ENVIRONMENT, subject: { targetingKey: externalId } } as const;
  const query = queryOf(orgId, externalId);
  return {
    name: 'all gatekeeping',
    async run() {
      const before = process.cpuUsage();
      for (let pass = 0; pass < PASSES; pass += 1) {
        const known = await sessions.authenticateSession(session);
        const verdict = limiter.take('signed_in', `m:${known?.accountId}`, '127.0.0.1');
        const flag = await flags.evaluate(question, FLAG);
        const gate = await journeys.checkGate(query, OPEN_GATE, 'bench');
        const isRight = known?.role === 'owner' && 'value' in flag && gate.requirements.allowed;
        if (!isRight || verdict instanceof Promise || verdict?.allowed !== true) throw new Error('a pass went wrong');
      }
      const { user, system } = process.cpuUsage(before);
      return (user + system) / PASSES;
    },
  };
}
