import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { processEnvironment } from './config.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const WEB = join(ROOT, 'apps/web');
const STAMP = join(WEB, 'dist', '.built-from');
const SOURCES = [
  'apps/web/src',
  'apps/web/public',
  'apps/web/build-plugins',
  'apps/web/index.html',
  'apps/web/hosted.html',
  'apps/web/vite.config.ts',
  'packages',
];

/** Folder of the built web application. */
export const WEB_DIR = join(WEB, 'dist');

/** Builds the web application when its sources are here and have changed since it was built; else does nothing. */
export async function ensureWebBuild(onProgress: (message: string) => void): Promise<void> {
  if (!existsSync(join(WEB, 'vite.config.ts'))) return;
  const fingerprint = fingerprintOf(SOURCES.map((path) => join(ROOT, path)));
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint) return;
  onProgress('Building the web application');
  await runVite();
  writeFileSync(STAMP, fingerprint);
}

function runVite(): Promise<void> {
  return new Promise((resolve, reject) => {
    const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      cwd: WEB,
      // Whatever this process runs as, people are served the production bundle: the other is twice as large.
      env: { ...processEnvironment(), NODE_ENV: 'production' },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`the web application could not be built (exit code ${code})`)),
    );
  });
}

/** Names, sizes and times of change: cheap, and enough to notice an edit. */
function fingerprintOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(filesBelow).sort()) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name));
}
