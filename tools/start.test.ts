import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

/** A project in miniature: two packages in the lockfile, a server that says what it is told, and an npm that notes its use. */
const LOCK = {
  packages: {
    '': { name: 'small' },
    'node_modules/node': { version: '24.0.0' },
    'node_modules/other-platform': { version: '1.0.0', optional: true },
  },
};
const SERVER = `
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => { console.log('got', signal); setTimeout(() => process.exit(0), 300); });
  setInterval(() => {}, 1000);
  console.log('ready', process.argv.slice(2).join(' '));
  if (process.argv.includes('--exit')) process.exit(7);`;
const NPM = `
  const { appendFileSync, mkdirSync, symlinkSync } = require('node:fs');
  appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n');
  if (process.env.NPM_FAILS) process.exit(3);
  mkdirSync('node_modules/.bin', { recursive: true });
  symlinkSync(process.execPath, 'node_modules/.bin/node');`;

let root: string;
let children: ChildProcess[];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'start-test-'));
  children = [];
  await mkdir(join(root, 'tools'));
  await mkdir(join(root, 'apps/server/src/main'), { recursive: true });
  for (const name of ['start.mjs', 'install-if-needed.mjs', 'stop-with-parent.mjs']) {
    await copyFile(fileURLToPath(new URL(name, import.meta.url)), join(root, 'tools', name));
  }
  await writeFile(join(root, 'package.json'), '{}');
  await writeFile(join(root, 'package-lock.json'), JSON.stringify(LOCK));
  await writeFile(join(root, 'apps/server/src/main/cli.ts'), SERVER);
  await writeFile(join(root, 'npm.cjs'), NPM);
  await writeFile(join(root, 'npm.js'), "require('./npm.cjs');");
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(root, { recursive: true });
});

async function installByHand(version = '24.0.0'): Promise<void> {
  await mkdir(join(root, 'node_modules/.bin'), { recursive: true });
  await mkdir(join(root, 'node_modules/node'));
  await symlink(process.execPath, join(root, 'node_modules/.bin/node'));
  const record = { packages: { 'node_modules/node': { version } } };
  await writeFile(join(root, 'node_modules/.package-lock.json'), JSON.stringify(record));
}

type Run = {
  child: ChildProcess;
  output: () => string;
  until(text: string): Promise<void>;
  ended: Promise<number | null>;
};

function start(args: string[] = [], environment: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, ['tools/start.mjs', ...args], {
    cwd: root,
    env: { PATH: '/usr/bin:/bin', npm_execpath: join(root, 'npm.js'), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  return {
    child,
    output: () => output,
    async until(text) {
      while (!output.includes(text)) await once(child.stdout, 'data');
    },
    ended: once(child, 'close').then(([code]) => code as number | null),
  };
}

const npmCalls = () => readFile(join(root, 'npm-calls'), 'utf8').catch(() => '');

test('a fresh clone is installed once, with progress, and served; its exit code is passed on', async () => {
  const first = start(['--exit']);
  expect(await first.ended).toBe(7);
  expect(first.output()).toContain('Installing');
  expect(first.output()).toContain('ready serve --demo --exit');
  expect(await start(['--exit']).ended).toBe(7);
  expect(await npmCalls()).toBe('ci --no-audit --no-fund --loglevel=error\n');
});

test('what npm install did by hand is not done again', async () => {
  await installByHand();
  expect(await start(['--exit']).ended).toBe(7);
  expect(await npmCalls()).toBe('');
});

test('an installation of other versions is brought up to the lockfile', async () => {
  await installByHand('23.0.0');
  await rm(join(root, 'node_modules/.bin/node'));
  expect(await start(['--exit']).ended).toBe(7);
  expect(await npmCalls()).toContain('ci');
});

test('a changed lockfile is installed', async () => {
  await installByHand();
  await start(['--exit']).ended;
  await rm(join(root, 'node_modules/.bin/node'));
  const changed = { packages: { ...LOCK.packages, 'node_modules/new': { version: '1.0.0' } } };
  await writeFile(join(root, 'package-lock.json'), JSON.stringify(changed));
  expect(await start(['--exit']).ended).toBe(7);
  expect(await npmCalls()).toContain('ci');
});

test('a failed installation starts nothing and is tried again next time', async () => {
  const failed = start([], { NPM_FAILS: '1' });
  expect(await failed.ended).toBe(3);
  expect(failed.output()).not.toContain('ready');
  expect(await start(['--exit']).ended).toBe(7);
});

test('one Ctrl-C, however many times it arrives, is one signal to the server', async () => {
  await installByHand();
  const run = start();
  await run.until('ready');
  run.child.kill('SIGINT');
  run.child.kill('SIGINT');
  expect(await run.ended).toBe(0);
  expect(run.output().match(/got/g)).toHaveLength(1);
  expect(run.output()).toContain('got SIGINT');
});

test('the server stops when its starter is killed outright', async () => {
  await installByHand();
  const run = start();
  await run.until('ready');
  run.child.kill('SIGKILL');
  await run.ended;
  expect(run.output()).toContain('got SIGTERM');
});

test('the server stops when npm is gone', async () => {
  await installByHand();
  const script = join(root, 'npm.sh');
  await writeFile(script, `#!/bin/sh\n"${process.execPath}" tools/start.mjs &\nwait\n`);
  await chmod(script, 0o755);
  const shell = spawn(script, { cwd: root, env: { PATH: '/usr/bin:/bin', npm_lifecycle_event: 'start' } });
  children.push(shell);
  let output = '';
  shell.stdout.on('data', (chunk) => (output += chunk));
  while (!output.includes('ready')) await once(shell.stdout, 'data');
  shell.kill('SIGKILL');
  await once(shell.stdout, 'close');
  expect(output).toContain('got SIGTERM');
});
