import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Ground } from './ground.ts';
import { ANSWERS, STEP, type Town } from './journeys.ts';
import { outputOf } from './programs.ts';

export type Load = {
  readonly perSecond: number;
  readonly requests: number;
  readonly failed: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
};

const SCRIPT = fileURLToPath(new URL('../load/save-steps.lua', import.meta.url));
const RESULT = 'BENCH-RESULT ';

/**
 * Saves the form of one participant after the other over `connections` connections. The plan says with which row version
 * each begins; whose turn comes again later goes on from there, so that every request is legal.
 */
export async function loadWithSaves(
  url: string,
  planPath: string,
  connections: number,
  seconds: number,
): Promise<Load> {
  const args = [
    '-t1',
    `-c${connections}`,
    `-d${seconds}s`,
    '--latency',
    '-s',
    SCRIPT,
    `${url}/api/v1/onboarding/steps/${STEP}`,
  ];
  const output = await outputOf('wrk', args, { BENCH_PLAN: planPath, BENCH_ANSWERS: JSON.stringify(ANSWERS) });
  const line = output.split('\n').find((candidate) => candidate.startsWith(RESULT));
  if (line === undefined) throw new Error(`wrk gave no result:\n${output}`);
  return JSON.parse(line.slice(RESULT.length)) as Load;
}

/** Writes down each participant's token and the row version its form has now. */
export async function writePlan(ground: Ground, town: Town, path: string): Promise<void> {
  const rows = await ground.asOwner<{ external_id: string; row_version: number }>(
    `select p.external_id, s.row_version from participants p join journeys j on j.participant_id = p.id
      join journey_steps s on s.journey_id = j.id where s.step_key = $1`,
    [STEP],
  );
  const versions = new Map(rows.map((row) => [row.external_id, row.row_version]));
  const lines = town.walkers.map(({ externalId, token }) => `${token} ${versions.get(externalId)}`);
  await writeFile(path, `${lines.join('\n')}\n`, { mode: 0o600 });
}

type Gets = {
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly seconds: number;
};

/** Asks for one page over and over. Returns requests per second; throws where one was not answered with success. */
export async function loadWithGets(url: string, { headers, connections, seconds }: Gets): Promise<number> {
  const given = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const output = await outputOf('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, '--latency', ...given, url]);
  const failed = /Non-2xx or 3xx responses|Socket errors/.exec(output);
  const [, perSecond] = /Requests\/sec: +([\d.]+)/.exec(output) ?? [];
  if (failed !== null || perSecond === undefined) throw new Error(`wrk failed:\n${output}`);
  return Number(perSecond);
}
