import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../main/cli.ts', import.meta.url));
const START_TIMEOUT_MS = 60_000;

export type ServerProcess = {
  /** Where it listens. */
  readonly url: string;
  readonly output: () => string;
  /** Ends it as a crash would; nothing of it runs any more when this resolves. */
  kill(): Promise<void>;
  /** Asks it to stop and returns its exit code. */
  stop(): Promise<number | null>;
};

/** Starts the real program on a free port over the given database, with the demo data, and waits until it is ready. */
export async function startServerProcess(
  databaseUrl: string,
  environment: Record<string, string> = {},
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [CLI, 'serve', '--demo', '--no-web'], {
    env: {
      PATH: '/usr/bin:/bin',
      DATABASE_URL: databaseUrl,
      DATA_DIR: environment.DATA_DIR ?? mkdtempSync(join(tmpdir(), 'stepwell-process-')),
      PORT: '0',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
  const url = await addressIn(child, () => output);
  return {
    url,
    output: () => output,
    kill: () => ended(child, 'SIGKILL').then(() => undefined),
    stop: () => ended(child, 'SIGTERM'),
  };
}

function addressIn(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${why}:\n${output()}`));
    const timer = setTimeout(() => fail('the server was not ready in time'), START_TIMEOUT_MS);
    child.once('exit', (code) => fail(`the server ended with exit code ${code}`));
    child.stdout?.on('data', () => {
      const [, url] = /Dashboard +(http:\S+)/.exec(output()) ?? [];
      if (!url) return;
      clearTimeout(timer);
      resolve(url);
    });
  });
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  child.kill(signal);
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}
