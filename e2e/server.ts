import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** The first start builds the pages, makes a database and seeds the demo. */
const START_TIMEOUT_MS = 180_000;
/** What is said where the demo is, and what is logged where it is not. */
const READY = /(?:Dashboard +|"url":")(http:[^\s"]+)/;

export type Server = {
  readonly url: string;
  /** Where it keeps its database: commands beside it are told, and work on the same. */
  readonly dataDir: string;
  stop(): Promise<void>;
};

/**
 * Starts the real program on a database of its own, with the demo data unless told otherwise; nothing of it is left after
 * `stop`. `settings` come on top of those that every such server has.
 */
export async function startServer(
  port: number,
  settings: Readonly<Record<string, string>>,
  { demo = true }: { readonly demo?: boolean } = {},
): Promise<Server> {
  const dataDir = await mkdtemp(join(tmpdir(), 'stepwell-e2e-'));
  const child = spawnServer(demo ? ['--demo'] : [], { ...settings, DATA_DIR: dataDir, PORT: String(port) });
  const stop = async () => {
    await ended(child);
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    return { url: await addressOf(child), dataDir, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function spawnServer(options: readonly string[], settings: Readonly<Record<string, string>>): ChildProcess {
  // In a process group of its own the server hears of Ctrl-C from us alone, once. Were the tests killed outright, the
  // closing channel tells it to stop.
  const stopsWithParent = ['--import', join(ROOT, 'tools/stop-with-parent.mjs')];
  const program = join(ROOT, 'apps/server/src/main/cli.ts');
  return spawn(process.execPath, [...stopsWithParent, program, 'serve', ...options], {
    cwd: ROOT,
    // Behind a proxy that is believed, so that each visitor can have an address and thereby limits of their own.
    env: {
      ...settings,
      PATH: process.env['PATH'],
      TRUSTED_PROXIES: '1',
      NODE_ENV: 'test',
      BREACH_CHECK_URL: 'off',
    },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

/** Known before the start, because links that the server makes carry it. */
export async function freePort(): Promise<number> {
  const door = createServer().listen(0, '127.0.0.1');
  await once(door, 'listening');
  const address = door.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has an address with a port');
  door.close();
  await once(door, 'close');
  return address.port;
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why: string) => {
      clearTimeout(timer);
      reject(new Error(`${why}:\n${output}`));
    };
    const timer = setTimeout(() => fail('the server was not ready in time'), START_TIMEOUT_MS);
    child.once('exit', (code) => fail(`the server ended with exit code ${code}`));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text: Buffer) => {
        output += text.toString();
        const [, url] = READY.exec(output) ?? [];
        if (url === undefined) return;
        clearTimeout(timer);
        resolve(url);
      });
    }
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
