import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { findBinaries } from '../../apps/server/src/platform/database/embedded/binaries.ts';
import { SERVER_ENVIRONMENT } from '../../apps/server/src/platform/database/embedded/cluster.ts';
import { handOver, type Place, preparePlace } from '../../apps/server/src/platform/database/embedded/place.ts';
import { freePort } from './ports.ts';

const run = promisify(execFile);
const POLL_MS = 5;
const LIMIT_MS = 60_000;

/** A folder for a PostgreSQL of the embedded binaries without anything of ours around it. */
export async function makeBareFolder(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'stepwell-bench-bare-'));
  const place = await preparePlace(folder, await findBinaries());
  await handOver(place.home, place.user);
  await chmod(place.home, 0o700);
  return place;
}

export function removeBareFolder(place: Place): Promise<void> {
  return rm(place.home, { recursive: true, force: true });
}

/** Seconds until a client is connected, from nothing (`fresh`) or from a folder that was started before. */
export async function bareStart({ pgdata, binaries, user }: Place, { fresh }: { fresh: boolean }): Promise<number> {
  const port = await freePort();
  const program = (name: string) => join(binaries.directory, 'bin', name);
  const surroundings = { ...user, cwd: '/', env: SERVER_ENVIRONMENT };
  const startedAt = performance.now();
  if (fresh) {
    const cluster = ['--locale=C', '--encoding=UTF8', '--auth=trust', '--username=postgres', '--no-instructions'];
    await run(program('initdb'), ['--pgdata', pgdata, ...cluster], surroundings);
  }
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', `port=${port}`, '-c', 'unix_socket_directories='];
  const server = spawn(program('postgres'), ['-D', pgdata, ...settings], { ...surroundings, stdio: 'ignore' });
  const stopWithUs = () => server.kill('SIGINT');
  process.once('exit', stopWithUs);
  await connected(`postgres://postgres@127.0.0.1:${port}/postgres`);
  const seconds = (performance.now() - startedAt) / 1_000;
  const ended = once(server, 'exit');
  server.kill('SIGINT');
  await ended;
  process.removeListener('exit', stopWithUs);
  return seconds;
}

async function connected(url: string): Promise<void> {
  for (const startedAt = performance.now(); performance.now() - startedAt < LIMIT_MS; await sleep(POLL_MS)) {
    const client = new pg.Client({ connectionString: url });
    const isConnected = await client.connect().then(
      () => true,
      () => false,
    );
    if (!isConnected) continue;
    await client.end();
    return;
  }
  throw new Error(`PostgreSQL did not answer within ${LIMIT_MS / 1_000} s`);
}
