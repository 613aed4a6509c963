// What `npm start` and `npm test` do first on a fresh clone: install what the lockfile asks for, and find the pinned Node.
// Plain JavaScript without dependencies, for whatever Node (18 or newer) the machine has.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');
const stamp = join(modules, '.stepwell-lock');
const OLDEST_NODE = 18;
const PINNED_MAJOR = 24;

/**
 * Installs what differs from the lockfile; takes no time when nothing does. Ends the process when npm fails.
 * `aim` is what is being begun ("start"), `consequence` the sentence that says what was not done then.
 */
export async function installIfNeeded(aim, consequence) {
  if (major(process.versions.node) < OLDEST_NODE) {
    fail(`Node ${OLDEST_NODE} or newer is needed to ${aim}; this is ${process.versions.node}.`);
  }
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(lock).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  if (!installedByHand(JSON.parse(lock))) await install(aim, consequence);
  writeFileSync(stamp, hash);
}

/** The Node that came with the dependencies, or the one that runs us when that is as new. */
export function pinnedNode(aim) {
  const pinned = join(modules, '.bin', 'node');
  if (existsSync(pinned)) return pinned;
  if (major(process.versions.node) >= PINNED_MAJOR) return process.execPath;
  return fail(
    `Node ${PINNED_MAJOR} was not installed with the dependencies: install scripts seem to be switched off. ` +
      `Run npm ci without --ignore-scripts, or ${aim} with Node ${PINNED_MAJOR}.`,
  );
}

export function exitCode(code, signal) {
  return code ?? 128 + (constants.signals[signal] ?? 0);
}

export function fail(message, code = 1) {
  console.error(`\n${message}`);
  process.exit(code);
}

async function install(aim, consequence) {
  console.log(`Installing what Stepwell needs (first ${aim} or changed versions; about a minute)…`);
  const startedAt = performance.now();
  const code = await run(npmCommand(['ci', '--no-audit', '--no-fund', '--loglevel=error']), {
    stdio: 'inherit',
    cwd: root,
  });
  if (code !== 0) fail(`npm ci failed (exit code ${code}). ${consequence}`, code);
  console.log(`Installed in ${Math.round((performance.now() - startedAt) / 1000)} s.`);
}

/** Whether npm's own record of what it installed agrees with the lockfile, so that nothing is left to do. */
function installedByHand(lock) {
  const record = join(modules, '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages ?? {};
  return Object.entries(lock.packages)
    .filter(([path]) => path.startsWith('node_modules/'))
    .every(([path, wanted]) => {
      const found = installed[path];
      if (found === undefined) return wanted.optional === true || wanted.devOptional === true || wanted.peer === true;
      return found.version === wanted.version && existsSync(join(root, path));
    });
}

/** The npm that runs us, so that no other one is found on the path. */
function npmCommand(args) {
  const cli = process.env.npm_execpath;
  return cli?.endsWith('.js') ? [process.execPath, [cli, ...args]] : ['npm', args];
}

function run([command, args], options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, options);
    // Ctrl-C reaches npm by itself; staying alive until it is done lets its cleaning up finish.
    const ignore = () => undefined;
    process.on('SIGINT', ignore);
    const forward = () => child.kill('SIGTERM');
    process.once('SIGTERM', forward);
    child.on('error', () => resolve(127));
    child.on('exit', (code, signal) => {
      process.off('SIGINT', ignore);
      process.off('SIGTERM', forward);
      resolve(exitCode(code, signal));
    });
  });
}

function major(version) {
  return Number.parseInt(version, 10);
}
