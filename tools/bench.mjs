// `npm run bench -- NAME …`: installs what the benchmarks compare with, then runs bench/NAME.ts under the pinned Node; all
// of them, one after the other, where no name is given. What follows a name's file is passed on: npm run bench -- pf-15 FILE.
// Plain JavaScript without dependencies, for whatever Node (18 or newer) the machine has.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { exitCode, fail, installIfNeeded, pinnedNode, root } from './install-if-needed.mjs';

const bench = join(root, 'bench');
const stamp = join(bench, 'node_modules', '.stepwell-lock');

const known = readdirSync(bench)
  .filter((file) => /^pf-\d+\.ts$/.test(file))
  .map((file) => basename(file, '.ts'))
  .sort((a, b) => Number(a.slice(3)) - Number(b.slice(3)));
const [wanted, ...rest] = process.argv.slice(2);
if (wanted !== undefined && !known.includes(wanted))
  fail(`There is no benchmark ${wanted}; there are ${known.join(', ')}.`, 2);

await installIfNeeded('measure', 'Nothing was measured.');
const node = pinnedNode('measure');
await installPeers();
const codes = [];
for (const name of wanted === undefined ? known : [wanted]) {
  console.log(`\n== ${name}`);
  codes.push(await run(node, [join(bench, `${name}.ts`), ...rest], bench));
}
process.exitCode = codes.find((code) => code !== 0) ?? 0;

/** Takes no time where the lockfile is the one that was installed last. */
async function installPeers() {
  const hash = createHash('sha256')
    .update(readFileSync(join(bench, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  console.log('Installing what the benchmarks compare with…');
  const cli = process.env.npm_execpath;
  const npm = cli?.endsWith('.js') ? [process.execPath, cli] : ['npm'];
  const code = await run(npm[0], [...npm.slice(1), 'ci', '--no-audit', '--no-fund', '--loglevel=error'], bench);
  if (code !== 0) fail(`npm ci failed in bench (exit code ${code}). Nothing was measured.`, code);
  writeFileSync(stamp, hash);
}

function run(command, args, cwd) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, stdio: 'inherit' });
    // A signal from the terminal reaches the benchmark by itself, which clears away what it started.
    const ignore = () => undefined;
    const forward = () => child.kill('SIGTERM');
    process.on('SIGINT', ignore);
    process.on('SIGTERM', forward);
    const end = (code) => {
      process.off('SIGINT', ignore);
      process.off('SIGTERM', forward);
      resolve(code);
    };
    child.on('error', () => end(127));
    child.on('exit', (code, signal) => end(exitCode(code, signal)));
  });
}
