import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

/** Makes somebody an operator as whoever runs the machine does, beside the running server. Returns what is printed. */
export async function grantOperator(dataDir: string, email: string): Promise<string> {
  const { stdout } = await run(
    process.execPath,
    ['apps/server/src/main/cli.ts', 'operator', 'grant', email, '--role', 'super_admin'],
    { cwd: ROOT, env: { PATH: process.env['PATH'], DATA_DIR: dataDir, NODE_ENV: 'test' } },
  );
  return stdout;
}
