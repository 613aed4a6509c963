/**
 * PF-7: a gate check in process. Remembered, against Redis GETs of the answer in pipelines; not fresh any more (a second
 * old), with 50 in flight, against a select by primary key from a connection pool with as many in flight. Beside it the first
 * question about somebody whom the process has never seen.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { GateAnswer } from '../apps/server/src/modules/onboarding/journeys/gate-checker.ts';
import type { JourneyService } from '../apps/server/src/modules/onboarding/journeys/index.ts';
import type { Database } from '../apps/server/src/platform/database/index.ts';
import { applicationOver, openApplication, prepareGround } from './rig/ground.ts';
import { openGates, queryOf, settleTown, type Town } from './rig/journeys.ts';
import { freePort, listening } from './rig/ports.ts';
import { missingPrograms, startProgram } from './rig/programs.ts';
import { type Contender, figuresOf, pairedRounds, ROUND_SECONDS } from './rig/rounds.ts';
import { median } from './rig/statistics.ts';
import { printTable } from './rig/table.ts';
import { callsPerSecond, inFlight, onceForEach } from './rig/call-rates.ts';
import { judge, mustEqual, skip } from './rig/verdict.ts';

const PARTICIPANTS = 2_000;
const PIPELINE = 500;
/** The one is open to everybody here. At the other everybody is refused, which is also counted and written to the event log. */
const OPEN = 'content.publish';
const CLOSED = 'payouts.request';
/** How long an answer is remembered, and a millisecond. */
const STALE_MS = 1_001;
const ROUTE = 'bench';

const missing = missingPrograms('redis-server');
const ground = await prepareGround();
const clock = { ms: Date.now(), now: () => new Date(clock.ms), nowMs: () => clock.ms };
const reads = { rows: 0, marks: 0 };
const { application, database, close } = await openApplication(ground.ownerUrl, { clock, watch: countingReads });
const town = await settleTown(application, PARTICIPANTS);
await openGates(application, town);
// What the server does by itself within a minute; without it the first plans are made for empty tables.
await ground.asOwner('vacuum analyze');
const redisPort = await freePort();
const redis =
  missing === undefined
    ? startProgram('redis-server', [
        '--port',
        `${redisPort}`,
        '--bind',
        '127.0.0.1',
        '--save',
        '',
        '--appendonly',
        'no',
      ])
    : undefined;
const client = new Redis({ port: redisPort, lazyConnect: true });
const pool = new pg.Pool({ connectionString: ground.ownerUrl, max: 10 });

try {
  const { ids, answers } = await prepareReferences(application.journeys, town);
  const gates = [OPEN, CLOSED].flatMap((gate) => [
    remembered(application.journeys, town, gate),
    outdated(application.journeys, town, gate),
  ]);
  const contenders = [...gates, unseen(town), primaryKey(ids)];
  if (redis !== undefined) contenders.push(await redisGets(answers));
  for (const contender of contenders) await contender.run();
  const rounds = await pairedRounds(contenders);
  const rows = contenders.map(({ name }) => [
    name,
    median(figuresOf(rounds, name)),
    1_000_000 / median(figuresOf(rounds, name)),
  ]);
  printTable(`Gate checks, medians of ${rounds.length} rounds`, ['', 'per second', 'µs each'], rows);
  compare('pf-7-remembered', `${OPEN}, remembered`, 'Redis GET, pipelined', 20);
  compare('pf-7-miss', `${OPEN}, outdated`, 'select by primary key', 1.5);

  function compare(name: string, subject: string, peer: string, atLeast: number): void {
    if (!contenders.some((contender) => contender.name === peer)) return skip(name, missing ?? 'no reference');
    const reference = figuresOf(rounds, peer);
    judge({
      name,
      ratios: figuresOf(rounds, subject).map((one, at) => one / (reference[at] ?? Number.NaN)),
      reference,
      goal: { atLeast },
    });
  }
} finally {
  client.disconnect();
  await redis?.stop();
  await pool.end();
  await close();
  await ground.clear();
}

/** Counts what is read, to see that a miss is one. */
function countingReads(unwatched: Database): Database {
  const hotStatement: Database['hotStatement'] = async (orgId, statement, values) => {
    const rows = await unwatched.hotStatement(orgId, statement, values);
    if (statement.name === 'journeys_load_participants') reads.rows += rows.length;
    if (statement.name === 'journeys_read_marks') reads.marks += rows.length;
    return rows as never;
  };
  return new Proxy(unwatched, {
    get(target, key: keyof Database) {
      return key === 'hotStatement' ? hotStatement : target[key].bind(target);
    },
  });
}

async function prepareReferences(journeys: JourneyService, { orgId, walkers }: Town) {
  const answers = await Promise.all(
    walkers.map(async ({ externalId }) => journeys.checkGate(queryOf(orgId, externalId), OPEN, ROUTE)),
  );
  for (const answer of answers) assertRight(answer, OPEN);
  return {
    ids: answers.map((answer) => answer.journey?.id ?? ''),
    answers: answers.map(({ requirements }) => JSON.stringify(requirements)),
  };
}

function assertRight({ requirements }: GateAnswer, gate: string): void {
  if (requirements.capability !== gate || requirements.allowed !== (gate === OPEN))
    throw new Error(`${gate} answered wrongly`);
}

/** The clock stands still meanwhile, so that what was asked once stays fresh. */
function remembered(journeys: JourneyService, { orgId, walkers }: Town, gate: string): Contender<number> {
  const queries = walkers.map(({ externalId }) => queryOf(orgId, externalId));
  return {
    name: `${gate}, remembered`,
    async run() {
      await Promise.all(queries.map(async (query) => journeys.checkGate(query, gate, ROUTE)));
      const rowsBefore = reads.rows;
      const calls = await callsPerSecond(async () => {
        for (const query of queries) {
          const answer = journeys.checkGate(query, gate, ROUTE);
          assertRight(answer instanceof Promise ? await answer : answer, gate);
        }
        await nextTurn();
        return queries.length;
      });
      mustEqual('participants read while all answers were remembered', reads.rows - rowsBefore, 0);
      return calls.perSecond;
    },
  };
}

/** Time jumps on before each question, so that nothing known is fresh enough. */
function outdated(journeys: JourneyService, { orgId, walkers }: Town, gate: string): Contender<number> {
  const queries = walkers.map(({ externalId }) => queryOf(orgId, externalId));
  let at = 0;
  return {
    name: `${gate}, outdated`,
    async run() {
      const marksBefore = reads.marks;
      const calls = await inFlight(async () => {
        at += 1;
        clock.ms += STALE_MS;
        assertRight(await journeys.checkGate(queries[at % queries.length] ?? queryOf(orgId, ''), gate, ROUTE), gate);
      });
      mustEqual('participants looked up', reads.marks - marksBefore, calls.count);
      return calls.perSecond;
    },
  };
}

/** Everybody is asked about once by a process that has just begun; putting that together is not counted. */
function unseen({ orgId, walkers }: Town): Contender<number> {
  const [first, ...others] = walkers.map(({ externalId }) => queryOf(orgId, externalId));
  return {
    name: `${OPEN}, never seen`,
    async run() {
      let [count, elapsedMs] = [0, 0];
      while (elapsedMs < ROUND_SECONDS * 1_000) {
        const another = applicationOver(database, clock);
        if (first) assertRight(await another.journeys.checkGate(first, OPEN, ROUTE), OPEN);
        const rowsBefore = reads.rows;
        elapsedMs += await onceForEach(others, async (query) => {
          assertRight(await another.journeys.checkGate(query, OPEN, ROUTE), OPEN);
        });
        mustEqual('participants read', reads.rows - rowsBefore, others.length);
        count += others.length;
        await another.stop();
      }
      return (count * 1_000) / elapsedMs;
    },
  };
}

function primaryKey(ids: readonly string[]): Contender<number> {
  let at = 0;
  return {
    name: 'select by primary key',
    async run() {
      const { perSecond } = await inFlight(async () => {
        at += 1;
        const values = [ids[at % ids.length]];
        const { rows } = await pool.query({ name: 'by_key', text: 'select * from journeys where id = $1', values });
        mustEqual('rows of one key', rows.length, 1);
      });
      return perSecond;
    },
  };
}

async function redisGets(answers: readonly string[]): Promise<Contender<number>> {
  await listening(redisPort);
  await client.connect();
  for (const [at, answer] of answers.entries()) await client.set(`gate:${at}`, answer);
  let at = 0;
  return {
    name: 'Redis GET, pipelined',
    async run() {
      const { perSecond } = await callsPerSecond(async () => {
        const pipeline = client.pipeline();
        for (let asked = 0; asked < PIPELINE; asked += 1) {
          at += 1;
          pipeline.get(`gate:${at % answers.length}`);
        }
        const replies = (await pipeline.exec()) ?? [];
        mustEqual('answers found in Redis', replies.filter(([, value]) => typeof value === 'string').length, PIPELINE);
        return PIPELINE;
      });
      return perSecond;
    },
  };
}
