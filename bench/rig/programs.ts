import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Debian keeps the programs of a PostgreSQL away from the path. */
const DEBIAN_POSTGRESQL = [18, 17, 16, 15, 14].map((major) => `/usr/lib/postgresql/${major}/bin`);

/** Where a program is, or undefined when it is not installed. */
function findProgram(name: string): string | undefined {
  const folders = [...DEBIAN_POSTGRESQL, ...(process.env['PATH'] ?? '').split(delimiter)];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Names those of `names` that are missing, as the reason for skipping; undefined when none is. */
export function missingPrograms(...names: readonly string[]): string | undefined {
  const missing = names.filter((name) => findProgram(name) === undefined);
  return missing.length === 0 ? undefined : `${missing.join(' and ')} not installed`;
}

/** Runs a program to its end and returns what it wrote to standard output. */
export async function outputOf(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const path = findProgram(name);
  if (path === undefined) throw new Error(`${name} is not installed`);
  const { stdout } = await run(path, args, { env: { ...process.env, ...env }, maxBuffer: 10_000_000 });
  return stdout;
}

/** Starts a program that goes on until `stop`. */
export function startProgram(name: string, args: readonly string[]): { stop(): Promise<void> } {
  const path = findProgram(name);
  if (path === undefined) throw new Error(`${name} is not installed`);
  const child = spawn(path, args, { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  process.once('exit', () => child.kill());
  return {
    async stop() {
      child.kill();
      await ended;
    },
  };
}
