import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const PROGRAM = process.env['WAPITI_PATH'] ?? '/usr/bin/wapiti';
/** Those that need neither the internet nor a machine to be called back on. */
const MODULES = 'http_headers,csp,cookieflags,csrf,xss,permanentxss,sql,exec,file,redirect,crlf';
const SCAN_MS = 590_000;

/** Whether this machine has Wapiti, a scanner of others that knows nothing of us. */
export const hasScanner = existsSync(PROGRAM);

/** `kind: what`, as the scanner says it. */
export type Finding = string;

type Report = {
  readonly vulnerabilities: Readonly<Record<string, readonly { path?: string; info: string }[]>>;
  readonly anomalies: Report['vulnerabilities'];
};

/** Attacks `url` and every address that is named, and returns what it found. */
export async function scan(url: string, more: readonly string[] = [], cookie?: string): Promise<Finding[]> {
  const folder = await mkdtemp(join(tmpdir(), 'stepwell-scan-'));
  const output = join(folder, 'report.json');
  const starts = more.flatMap((address) => ['-s', `${url}${address}`]);
  const cookies = cookie === undefined ? [] : ['-H', `Cookie: ${cookie}`];
  const where = ['-f', 'json', '-o', output, '--store-session', join(folder, 'session'), '--flush-session'];
  const quiet = ['--no-bugreport', '-v', '0', '-d', '0'];
  try {
    const given = ['-u', `${url}/`, ...starts, ...cookies, '-m', MODULES, ...where, ...quiet];
    await promisify(execFile)(PROGRAM, given, { timeout: SCAN_MS, env: { PATH: '/usr/bin:/bin', HOME: folder } });
    const { vulnerabilities, anomalies } = JSON.parse(await readFile(output, 'utf8')) as Report;
    return [...Object.entries(vulnerabilities), ...Object.entries(anomalies)].flatMap(([kind, found]) =>
      found.map(({ path, info }) => `${kind}: ${info.trim()}${path ? ` (${path})` : ''}`),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
