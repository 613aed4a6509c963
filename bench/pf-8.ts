/**
 * PF-8: whose session a cookie is, in process, 50 in flight. Not remembered, against better-auth on the same PostgreSQL;
 * remembered, against better-auth over its memory adapter. Every side asks for sessions of as many people.
 */
import { betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { getMigrations } from 'better-auth/db/migration';
import pg from 'pg';
import type { Application } from '../apps/server/src/main/compose.ts';
import { fixedClock, systemClock } from '../apps/server/src/platform/clock/index.ts';
import type { Database } from '../apps/server/src/platform/database/index.ts';
import { callsPerSecond, inFlight, onceForEach } from './rig/call-rates.ts';
import { applicationOver, openApplication, prepareGround } from './rig/ground.ts';
import { type Contender, figuresOf, pairedRounds, ROUND_SECONDS } from './rig/rounds.ts';
import { median } from './rig/statistics.ts';
import { printTable } from './rig/table.ts';
import { judge, mustEqual } from './rig/verdict.ts';

const PEOPLE = 500;
const AT_ONCE = 25;
const PASSWORD = 'correct horse battery staple';
const PEER_SCHEMA = 'peer';
/** One session, and those of requests that arrived together. */
const SESSION_READS = new Set(['sessions_by_token', 'sessions_by_tokens']);

const ground = await prepareGround();
/** Stands still, so that what was asked once stays fresh. */
const clock = fixedClock(systemClock.now().toISOString());
const reads = { sessions: 0 };
const { application, database, close } = await openApplication(ground.ownerUrl, { clock, watch: countingReads });
await ground.asOwner(`create schema ${PEER_SCHEMA}`);
const pool = new pg.Pool({
  connectionString: ground.ownerUrl,
  max: 10,
  options: `-c search_path=${PEER_SCHEMA}`,
});

try {
  const tokens = await signInPeople(application);
  const onPostgres = peerOver(pool);
  await (await getMigrations(onPostgres.options)).runMigrations();
  const inMemory = peerOver(memoryAdapter({ user: [], session: [], account: [], verification: [] }));
  const contenders = [
    missed(tokens),
    remembered(tokens),
    asked('better-auth on PostgreSQL', onPostgres, await signUpPeople(onPostgres)),
    asked('better-auth in memory', inMemory, await signUpPeople(inMemory)),
  ];
  await ground.asOwner('vacuum analyze');
  for (const contender of contenders) await contender.run();
  const rounds = await pairedRounds(contenders);
  const rows = contenders.map(({ name }) => [
    name,
    median(figuresOf(rounds, name)),
    1_000_000 / median(figuresOf(rounds, name)),
  ]);
  printTable(`Session checks, medians of ${rounds.length} rounds`, ['', 'per second', 'µs each'], rows);
  compare('pf-8-miss', 'not remembered', 'better-auth on PostgreSQL', 8);
  compare('pf-8-hit', 'remembered', 'better-auth in memory', 100);

  function compare(name: string, subject: string, peer: string, atLeast: number): void {
    const reference = figuresOf(rounds, peer);
    const ratios = figuresOf(rounds, subject).map((one, at) => one / (reference[at] ?? Number.NaN));
    judge({ name, ratios, reference, goal: { atLeast } });
  }
} finally {
  await pool.end();
  await close();
  await ground.clear();
}

/** Counts the sessions that are read, to see that a miss is one and a hit is none. */
function countingReads(unwatched: Database): Database {
  const hotSystemStatement: Database['hotSystemStatement'] = async (reason, statement, values) => {
    const rows = await unwatched.hotSystemStatement(reason, statement, values);
    if (SESSION_READS.has(statement.name)) reads.sessions += rows.length;
    return rows as never;
  };
  return new Proxy(unwatched, {
    get(target, key: keyof Database) {
      return key === 'hotSystemStatement' ? hotSystemStatement : target[key].bind(target);
    },
  });
}

/** Everybody owns the one organization. */
async function signInPeople({ organizations, accounts, sessions }: Application): Promise<string[]> {
  const { id: orgId } = await database.asSystem('preparing a benchmark', (tx) =>
    organizations.createOrganization(tx, { slug: 'bench', name: 'Bench' }),
  );
  const passwordHash = await accounts.hashPassword(PASSWORD);
  const origin = { ip: '127.0.0.1', userAgent: 'bench', correlationId: 'bench-prepared' };
  const tokens: string[] = [];
  for (let number = 0; number < PEOPLE; number += 1) {
    const { token } = await database.asSystem('preparing a benchmark', async (tx) => {
      const account = { email: `person-${number}@bench.example`, name: `Person ${number}`, passwordHash };
      const accountId = await accounts.createAccount(tx, account);
      await accounts.addMember(tx, { orgId, accountId, role: 'owner' });
      const proved = { kind: 'web', method: 'password', secondFactor: false } as const;
      return sessions.openSession(tx, { accountId, ...proved, origin });
    });
    tokens.push(token);
  }
  return tokens;
}

function peerOver(store: NonNullable<Parameters<typeof betterAuth>[0]['database']>) {
  return betterAuth({
    database: store,
    secret: Buffer.alloc(32, 7).toString('base64'),
    baseURL: 'http://localhost',
    emailAndPassword: { enabled: true },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'error' },
  });
}

type Peer = ReturnType<typeof peerOver>;

async function signUpPeople(peer: Peer): Promise<Headers[]> {
  const people: Headers[] = [];
  for (let from = 0; from < PEOPLE; from += AT_ONCE) {
    const numbers = Array.from({ length: AT_ONCE }, (_, at) => from + at);
    people.push(...(await Promise.all(numbers.map((number) => signUp(peer, number)))));
  }
  return people;
}

async function signUp(peer: Peer, number: number): Promise<Headers> {
  const body = { email: `person-${number}@peer.example`, password: PASSWORD, name: `Person ${number}` };
  const answer = await peer.api.signUpEmail({ body, asResponse: true });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (!cookie) throw new Error(`better-auth gave no session: ${answer.status}`);
  return new Headers({ cookie });
}

/** Everybody is asked about once by a process that has just begun; putting that together is not counted. */
function missed(tokens: readonly string[]): Contender<number> {
  return {
    name: 'not remembered',
    async run() {
      let [count, elapsedMs] = [0, 0];
      while (elapsedMs < ROUND_SECONDS * 1_000) {
        const another = applicationOver(database, clock);
        const before = reads.sessions;
        elapsedMs += await onceForEach(tokens, (token) => mustBeSomebody(another, token));
        mustEqual('sessions read', reads.sessions - before, tokens.length);
        count += tokens.length;
        await another.stop();
      }
      return (count * 1_000) / elapsedMs;
    },
  };
}

function remembered(tokens: readonly string[]): Contender<number> {
  return {
    name: 'remembered',
    async run() {
      for (const token of tokens) await mustBeSomebody(application, token);
      const before = reads.sessions;
      const { perSecond } = await callsPerSecond(async () => {
        await Promise.all(tokens.map((token) => mustBeSomebody(application, token)));
        return tokens.length;
      });
      mustEqual('sessions read while all were remembered', reads.sessions - before, 0);
      return perSecond;
    },
  };
}

async function mustBeSomebody({ sessions }: Application, token: string): Promise<void> {
  const session = await sessions.authenticateSession(token);
  if (session?.role !== 'owner') throw new Error('a session was not recognized');
}

function asked(name: string, peer: Peer, people: readonly Headers[]): Contender<number> {
  let at = 0;
  return {
    name,
    async run() {
      const { perSecond } = await inFlight(async () => {
        at += 1;
        const headers = people[at % people.length];
        const found = headers && (await peer.api.getSession({ headers }));
        if (!found) throw new Error('better-auth did not recognize a session');
      });
      return perSecond;
    },
  };
}
