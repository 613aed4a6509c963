/**
 * The fast half of what a change must pass: types, lint, format, boundaries, dead code, migrations, generated files and
 * the tests that need no database. With --static the tests are left to whoever runs all of them.
 */
import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { readSourceFiles } from './boundaries/source-files.ts';
import { type Gate, gateTable, runGates } from './gates.ts';
import { quickTests } from './unit-tests.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const startedAt = performance.now();
const outcomes = await runGates(
  process.argv.includes('--static') ? staticGates() : [unitTests(), ...staticGates()],
  atOnce(),
);
const failed = outcomes.filter(({ passed }) => !passed);

console.log(`\n${gateTable(outcomes)}`);
console.log(`\n${outcomes.length - failed.length} passed, ${failed.length} failed in ${secondsSince(startedAt)} s`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** The longest first. */
function staticGates(): Gate[] {
  return [
    { name: 'lint', command: ['oxlint', '--deny-warnings', '--format=unix'] },
    { name: 'types of server, packages and tools', command: ['tsc', '--project', 'tsconfig.json'] },
    { name: 'types of the web application', command: ['tsc', '--project', 'apps/web/tsconfig.json'] },
    { name: 'dead code', command: ['knip', '--no-progress'] },
    { name: 'boundaries', command: ['node', 'tools/boundaries/check.ts'] },
    { name: 'generated files', command: ['node', 'tools/generate.ts', '--check', '--without-database'] },
    { name: 'format', command: ['biome', 'format', '--reporter=summary', '.'] },
    ...migrationGates(),
  ];
}

/** A file that does without a transaction is read by other rules than one that runs inside. */
function migrationGates(): Gate[] {
  const files = globSync('apps/server/migrations/*.sql', { cwd: root }).sort();
  const isBare = (file: string) => readFileSync(`${root}/${file}`, 'utf8').startsWith('-- no-transaction');
  const bare = files.filter(isBare);
  const inTransaction = files.filter((file) => !isBare(file));
  return [
    { name: 'migrations', command: ['squawk', '--assume-in-transaction', ...inTransaction] },
    ...(bare.length > 0
      ? [{ name: 'migrations without a transaction', command: ['squawk', ...bare] } satisfies Gate]
      : []),
  ];
}

function unitTests(): Gate {
  return {
    name: 'tests without a database',
    command: ['vitest', 'run', '--reporter=dot', ...quickTests(readSourceFiles(root))],
  };
}

/** Two even on one core: some of them wait for files more than they compute. */
function atOnce(): number {
  return Math.max(2, Math.min(4, availableParallelism()));
}

function secondsSince(start: number): string {
  return ((performance.now() - start) / 1_000).toFixed(0);
}
