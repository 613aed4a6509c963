/**
 * PF-13: how long the first start takes until /ready (database made, migrated, demo seeded) and every later one, against
 * making and starting a bare database of the same binaries. Installing and building the pages are not part of it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { discardEmbeddedDatabase, runningEmbeddedDatabase } from '../apps/server/src/platform/database/index.ts';
import { bareStart, makeBareFolder, removeBareFolder } from './rig/bare-postgres.ts';
import { freePort } from './rig/ports.ts';
import { figuresOf, pairedRounds } from './rig/rounds.ts';
import { median } from './rig/statistics.ts';
import { printTable } from './rig/table.ts';
import { judge, mustEqual } from './rig/verdict.ts';

const CLI = fileURLToPath(new URL('../apps/server/src/main/cli.ts', import.meta.url));
const POLL_MS = 5;
const LIMIT_MS = 120_000;
/** 2,000 creators and 48 teams. */
const DEMO_PARTICIPANTS = 2_048;
const FIRST_SECONDS = 15;
const SECOND_SECONDS = 3;
const FIRST_RATIO = 3;
const SECOND_RATIO = 6;

type Starts = { readonly first: number; readonly later: number };
const contenders = [
  { name: 'Stepwell', run: stepwell },
  { name: 'bare PostgreSQL', run: bare },
];
for (const contender of contenders) await contender.run();
const rounds = await pairedRounds(contenders);
const [own, peer] = [figuresOf(rounds, 'Stepwell'), figuresOf(rounds, 'bare PostgreSQL')];
printTable(
  `Starts in seconds, without install and web build, medians of ${rounds.length} rounds`,
  ['', 'first', 'later'],
  [
    ['Stepwell serve --demo, to /ready', median(own.map(({ first }) => first)), median(own.map(({ later }) => later))],
    [
      'bare: initdb + start + connect; start + connect',
      median(peer.map(({ first }) => first)),
      median(peer.map(({ later }) => later)),
    ],
  ],
);
judgeStart('first', { seconds: FIRST_SECONDS, ratio: FIRST_RATIO });
judgeStart('later', { seconds: SECOND_SECONDS, ratio: SECOND_RATIO });

function judgeStart(which: keyof Starts, goal: { seconds: number; ratio: number }): void {
  const [ours, theirs] = [own.map((one) => one[which]), peer.map((one) => one[which])];
  judge({ name: `pf-13-${which}-seconds`, ratios: ours, reference: ours, goal: { atMost: goal.seconds } });
  judge({
    name: `pf-13-${which}`,
    ratios: ours.map((seconds, at) => seconds / (theirs[at] ?? Number.NaN)),
    reference: theirs,
    goal: { atMost: goal.ratio },
  });
}

async function stepwell(): Promise<Starts> {
  const dataDir = await mkdtemp(join(tmpdir(), 'stepwell-bench-start-'));
  const first = await startOnce(dataDir);
  const later = await startOnce(dataDir);
  await discardEmbeddedDatabase(dataDir);
  return { first, later };
}

async function startOnce(dataDir: string): Promise<number> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn(process.execPath, [CLI, 'serve', '--demo', '--no-web'], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: `${port}`, HOST: '127.0.0.1' },
    stdio: 'ignore',
  });
  const stopWithUs = () => child.kill();
  process.once('exit', stopWithUs);
  await isReady(child, port);
  const seconds = (performance.now() - startedAt) / 1_000;
  mustEqual('participants of the demo', await countParticipants(dataDir), DEMO_PARTICIPANTS);
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const [code] = await exited;
  process.removeListener('exit', stopWithUs);
  mustEqual('exit code of the server', Number(code), 0);
  return seconds;
}

async function isReady(child: ChildProcess, port: number): Promise<void> {
  for (const startedAt = performance.now(); performance.now() - startedAt < LIMIT_MS; await sleep(POLL_MS)) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const status = await fetch(`http://127.0.0.1:${port}/ready`).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return;
  }
  throw new Error(`the server was not ready within ${LIMIT_MS / 1_000} s`);
}

async function countParticipants(dataDir: string): Promise<number> {
  const client = new pg.Client({ connectionString: await runningEmbeddedDatabase(dataDir) });
  await client.connect();
  const { rows } = await client.query<{ count: number }>(
    "select count(*)::int as count from participants where external_id ~ '^(creator|team)-'",
  );
  await client.end();
  return rows[0]?.count ?? 0;
}

async function bare(): Promise<Starts> {
  const folder = await makeBareFolder();
  try {
    return { first: await bareStart(folder, { fresh: true }), later: await bareStart(folder, { fresh: false }) };
  } finally {
    await removeBareFolder(folder);
  }
}
