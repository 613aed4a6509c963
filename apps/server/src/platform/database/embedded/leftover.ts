import { execFileSync } from 'node:child_process';
import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseRefusal } from '../refusal.ts';
import { isAlive } from './process-identity.ts';

const FAST_STOP_MS = 30_000;
const POLL_MS = 10;

/**
 * Stops a server that an earlier process of ours left behind when it was killed, so that it is always ours that runs,
 * with the settings and binaries of today. To be called with the data folder locked. True when there was one.
 */
export async function stopLeftover(pgdata: string): Promise<boolean> {
  const pid = Number((await postmasterFile(pgdata))[0]);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  const found = await servesFrom(pid, pgdata);
  if (found) process.kill(pid, 'SIGINT');
  await waitFor(async () => !(await anyoneServesFrom(pid, pgdata)), FAST_STOP_MS);
  if (await anyoneServesFrom(pid, pgdata)) {
    throw new DatabaseRefusal('database_start_failed', `The database server ${pid} of an earlier run does not stop.`);
  }
  // Left in place, the file could stop the next server for ever: its process id may have gone to someone else, or
  // stay with a dead process that a container without an init never clears away.
  await rm(join(pgdata, 'postmaster.pid'), { force: true });
  return found;
}

/** The lines of the file in which a server tells of itself: process id, directory, …, and its state in the eighth. */
export async function postmasterFile(pgdata: string): Promise<string[]> {
  const text = await readFile(join(pgdata, 'postmaster.pid'), 'utf8').catch(() => '');
  return text.split('\n');
}

export async function waitFor(condition: () => boolean | Promise<boolean>, timeoutMs: number): Promise<void> {
  const until = performance.now() + timeoutMs;
  while (!(await condition()) && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
}

/** The server's own children outlive its kill -9 for a moment, and must not see a second server start. */
async function anyoneServesFrom(postmaster: number, pgdata: string): Promise<boolean> {
  if (process.platform !== 'linux') return servesFrom(postmaster, pgdata);
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const serving = await Promise.all(pids.map((pid) => servesFrom(pid, pgdata)));
  return serving.includes(true);
}

/** Process ids are used again: only what works in this very directory is one of its servers. */
async function servesFrom(pid: number, pgdata: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform === 'linux') {
    const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '');
    return cwd === (await realpath(pgdata));
  }
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(`-D ${pgdata} `);
  } catch {
    return false;
  }
}
