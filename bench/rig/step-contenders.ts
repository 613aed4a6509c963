import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Claimed } from './accounts.ts';
import type { Ground } from './ground.ts';
import { sumOfRevisions } from './journeys.ts';
import { runPgbench, writeScript } from './pgbench.ts';
import { type Contender, figuresOf, pairedRounds, ROUND_SECONDS, type Round } from './rounds.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import { median } from './statistics.ts';
import type { StepScene } from './step-scene.ts';
import { printTable } from './table.ts';
import { loadWithSaves, writePlan } from './wrk.ts';

export type SynchronousCommit = 'on' | 'off';
/** pgbench gives a mean for the median and no more than that. */
export type StepFigures = {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuMicroseconds: number;
};

/** Nothing more comes of what was under way when wrk hung up once nothing has been written for so long. */
const SETTLED_MS = 500;

/** Starts one of the servers with `synchronous_commit` set for every connection it makes. */
export function startStepServer(
  name: 'stepwell' | 'drizzle',
  { ground, town }: { ground: Ground; town: StepScene['town'] },
  commit: SynchronousCommit,
): Promise<ServerProcess> {
  const url = new URL(ground.ownerUrl);
  url.searchParams.set('options', `-c synchronous_commit=${commit}`);
  return startServer(name, { BENCH_DATABASE_URL: url.href, BENCH_ORGANIZATION: town.orgId });
}

/** Step updates over HTTP, by wrk. Every one must succeed. */
export function httpContender(
  name: string,
  { ground, town, folder }: StepScene,
  { server, connections, claimed }: { server: ServerProcess; connections: number; claimed: Claimed },
): Contender<StepFigures> {
  const plan = join(folder, 'plan');
  return {
    name,
    async run() {
      await writePlan(ground, town, plan);
      const before = await server.cpuSeconds();
      const load = await loadWithSaves(server.url, plan, connections, ROUND_SECONDS);
      const cpuMicroseconds = ((await server.cpuSeconds()) - before) * (1_000_000 / load.requests);
      if (load.failed > 0) throw new Error(`${name}: ${load.failed} of ${load.requests} updates failed`);
      claimed.answered += load.requests;
      claimed.unheard += connections;
      await settled(ground);
      return { ...load, cpuMicroseconds };
    },
  };
}

async function settled(ground: Ground): Promise<void> {
  let [before, now] = [-1, await sumOfRevisions(ground)];
  while (now !== before) {
    await sleep(SETTLED_MS);
    [before, now] = [now, await sumOfRevisions(ground)];
  }
}

/** The same statement by pgbench, with so many clients. */
export async function pgbenchContender(
  clients: number,
  { ground, field, folder }: StepScene,
  { commit, claimed }: { commit: SynchronousCommit; claimed: Claimed },
): Promise<Contender<StepFigures>> {
  const path = join(folder, `update-${clients}.sql`);
  await writeScript(field, clients, path);
  return {
    name: `pgbench c${clients}`,
    async run() {
      const script = { path, clients, field, seconds: ROUND_SECONDS, synchronousCommit: commit };
      const { transactions, perSecond, meanMs } = await runPgbench(ground, script);
      claimed.direct += transactions;
      return { perSecond, p50Ms: meanMs, p99Ms: Number.NaN, cpuMicroseconds: Number.NaN };
    },
  };
}

/** Runs each contender once to warm up, then the rounds; stops the servers, whatever comes of it; prints the medians. */
export async function stepRounds(
  title: string,
  contenders: readonly Contender<StepFigures>[],
  servers: readonly ServerProcess[],
): Promise<Round<StepFigures>[]> {
  try {
    for (const contender of contenders) await contender.run();
    const rounds = await pairedRounds(contenders);
    const rows = contenders.map(({ name }) => stepRow(name, figuresOf(rounds, name)));
    printTable(`${title}, medians of ${rounds.length} rounds`, STEP_COLUMNS, rows);
    return rounds;
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

const STEP_COLUMNS = ['', 'updates/s', 'p50 ms (pgbench: mean)', 'p99 ms', 'server CPU µs each'];

function stepRow(name: string, figures: readonly StepFigures[]): (string | number)[] {
  const over = (pick: (one: StepFigures) => number) => median(figures.map(pick));
  return [
    name,
    over((one) => one.perSecond),
    over((one) => one.p50Ms),
    over((one) => one.p99Ms),
    over((one) => one.cpuMicroseconds),
  ];
}

/** A folder for plans and scripts, which hold tokens. */
export function scratchFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'stepwell-bench-plans-'));
}
