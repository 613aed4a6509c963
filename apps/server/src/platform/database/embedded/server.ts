import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseRefusal } from '../refusal.ts';
import { SERVER_ENVIRONMENT } from './cluster.ts';
import type { Place } from './place.ts';
import { postmasterFile, waitFor } from './leftover.ts';

export type RunningServer = { port: number; pid: number; stop(): Promise<void> };

const PORT_ATTEMPTS = 5;
const START_TIMEOUT_MS = 60_000;
const FAST_STOP_MS = 30_000;
const LOG_LIMIT_BYTES = 10_000_000;
const STATUS_LINE = 7;

/** Starts the server on a free loopback port and waits until it accepts connections. */
export async function startServer(place: Place, settings: Readonly<Record<string, string>>): Promise<RunningServer> {
  const logPath = join(place.home, 'postgres.log');
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const child = await launch(place, { ...settings, port: String(port) }, logPath);
    if (await becameReady(child, place.pgdata)) return runningServer(child, port);
    await stopProcess(child);
    const tail = await logTail(logPath);
    // Someone else may have taken the port between our look and the server's bind.
    if (attempt >= PORT_ATTEMPTS || !tail.includes('could not bind')) {
      throw new DatabaseRefusal('database_start_failed', `PostgreSQL did not start. ${logPath} ends with:\n${tail}`);
    }
  }
}

function runningServer(child: ChildProcess, port: number): RunningServer {
  // The last resort when the process ends without stopping the server: the signal alone, since nothing can be awaited.
  const onExit = () => child.kill('SIGINT');
  process.once('exit', onExit);
  child.unref();
  return {
    port,
    pid: child.pid ?? 0,
    async stop() {
      process.removeListener('exit', onExit);
      await stopProcess(child);
    },
  };
}

async function launch(place: Place, settings: Record<string, string>, logPath: string): Promise<ChildProcess> {
  await rotate(logPath);
  const log = await open(logPath, 'a', 0o600);
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // Detached: Ctrl-C in the terminal reaches our process alone, which drains its work before it stops the server.
  const child = spawn(join(place.binaries.directory, 'bin', 'postgres'), ['-D', place.pgdata, ...args], {
    ...place.user,
    cwd: '/',
    detached: true,
    env: SERVER_ENVIRONMENT,
    stdio: ['ignore', log.fd, log.fd],
  });
  child.on('error', () => undefined);
  await log.close();
  return child;
}

async function becameReady(child: ChildProcess, pgdata: string): Promise<boolean> {
  const isReady = async () => {
    const lines = await postmasterFile(pgdata);
    return Number(lines[0]) === child.pid && lines[STATUS_LINE]?.trim() === 'ready';
  };
  await waitFor(async () => hasEnded(child) || (await isReady()), START_TIMEOUT_MS);
  return !hasEnded(child) && isReady();
}

/** Fast shutdown: running transactions are rolled back and a checkpoint written, so that the next start is quick. */
async function stopProcess(child: ChildProcess): Promise<void> {
  if (hasEnded(child) || child.pid === undefined) return;
  const ended = once(child, 'exit');
  child.ref();
  child.kill('SIGINT');
  const lastResort = setTimeout(() => child.kill('SIGQUIT'), FAST_STOP_MS);
  await ended;
  clearTimeout(lastResort);
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('a TCP server has an address with a port');
  return address.port;
}

async function rotate(logPath: string): Promise<void> {
  const facts = await stat(logPath).catch(() => undefined);
  if (facts !== undefined && facts.size > LOG_LIMIT_BYTES) await rename(logPath, `${logPath}.1`);
}

async function logTail(logPath: string): Promise<string> {
  const text = await readFile(logPath, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-10).join('\n');
}
