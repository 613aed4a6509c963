// `npm start` on a fresh clone: installs what is missing, then hands over to the server under the pinned Node.
// Plain JavaScript without dependencies, for whatever Node (18 or newer) the machine has.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { exitCode, fail, installIfNeeded, pinnedNode, root } from './install-if-needed.mjs';

/** One Ctrl-C arrives up to twice: from the terminal, and passed on by npm. */
const SAME_SIGNAL_MS = 500;
const PARENT_POLL_MS = 250;
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];

await installIfNeeded('start', 'Nothing was started.');
await serve();

async function serve() {
  const program = [join(root, 'apps/server/src/main/cli.ts'), 'serve', '--demo', ...process.argv.slice(2)];
  // In a process group of its own the server gets each signal from us, once, instead of from the terminal as well.
  // Were we killed outright, the closing channel tells it to stop.
  const child = spawn(pinnedNode('start'), ['--import', join(root, 'tools/stop-with-parent.mjs'), ...program], {
    cwd: root,
    detached: true,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  let lastAt = -Infinity;
  const stop = (signal) => {
    const repeated = performance.now() - lastAt < SAME_SIGNAL_MS;
    lastAt = performance.now();
    if (!repeated) child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
  };
  for (const signal of FORWARDED) process.on(signal, () => stop(signal));
  onceNpmIsGone(() => stop('SIGTERM'));
  child.on('error', (error) => fail(`The server could not be started: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(exitCode(code, signal)));
}

/** npm passes SIGTERM to the shell between us, which dies of it without telling us. */
function onceNpmIsGone(callback) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    callback();
  }, PARENT_POLL_MS);
  watch.unref();
}
