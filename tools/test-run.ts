/**
 * Everything a change must pass: the static checks, all tests with coverage, the built web application within its budgets
 * and the browser tests. All of it runs, whatever fails on the way. The last line sums the tests.
 */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Gate, gateTable, runGates } from './gates.ts';
import { sum, type Tally, type TestReport, tallyLine, tallyOf } from './test-tally.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const REPORTS = `${ROOT}/test-results`;
const CHROMIUM = process.env['CHROME_PATH'] ?? '/usr/bin/chromium';
const FIREFOX = process.env['FIREFOX_PATH'] ?? '/usr/bin/firefox-esr';
const OATHTOOL = process.env['OATHTOOL_PATH'] ?? '/usr/bin/oathtool';
const REDIS = process.env['REDIS_SERVER_PATH'] ?? '/usr/bin/redis-server';
const IN_CI = process.env['CI'] === 'true' || process.env['CI'] === '1';
const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };

const startedAt = performance.now();
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS);
const outcomes = [...(await installPrograms()), ...(await runGates(gates(), 1))];
const unitTally = tallyOf([reportOf('unit')]);
const browserTally = await runBrowserTests();

const failed = outcomes.filter(({ passed }) => !passed).map(({ gate }) => gate.name);
console.log(`\n${gateTable(outcomes)}`);
console.log(
  `\n${failed.length === 0 ? 'Every gate passed' : `Failed: ${failed.join(', ')}`} (${minutesSince(startedAt)} min)`,
);
const skippedInCi = IN_CI && browserTally.skipped > 0;
process.exitCode = failed.length > 0 || browserTally.failed > 0 || skippedInCi ? 1 : 0;
console.log(tallyLine(sum(unitTally, browserTally)));

function gates(): Gate[] {
  return [
    { name: 'static checks', command: ['node', 'tools/check.ts', '--static'], live: true },
    { name: 'generated schema', command: ['node', 'tools/dump-schema.ts', '--check'] },
    { name: 'tests and coverage', command: ['vitest', 'run', '--coverage', ...reporters('unit')], live: true },
    { name: 'web build', command: ['vite', 'build', '--logLevel', 'warn', 'apps/web'] },
    { name: 'bundle budgets', command: ['node', 'tools/bundle-budgets.ts'], live: true },
  ];
}

/** In CI. Before the tests, because those of the rooms use some of them too. */
async function installPrograms() {
  if (!IN_CI || [CHROMIUM, FIREFOX, OATHTOOL, REDIS].every((program) => existsSync(program))) return [];
  return runGates([{ name: 'programs of the tests', command: ['node', 'tools/install-programs.mjs'], live: true }], 1);
}

/** Tests that were not run for want of a browser count as skipped, which CI does not accept. */
async function runBrowserTests(): Promise<Tally> {
  const tests = globSync('e2e/**/*.test.ts', { cwd: ROOT });
  if (tests.length === 0) return NOTHING;
  if (!existsSync(CHROMIUM)) {
    console.log(`SKIPPED (no Chromium at ${CHROMIUM}; set CHROME_PATH): ${tests.length} files of browser tests`);
    return { ...NOTHING, skipped: tests.length };
  }
  const command: Gate['command'] = ['vitest', 'run', '--config', 'e2e/vitest.config.ts', ...reporters('e2e')];
  outcomes.push(...(await runGates([{ name: 'browser tests', command, live: true }], 1)));
  return tallyOf([reportOf('e2e')]);
}

function reporters(name: string): string[] {
  return ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORTS}/${name}.json`];
}

function reportOf(name: string): TestReport | undefined {
  const file = `${REPORTS}/${name}.json`;
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as TestReport) : undefined;
}

function minutesSince(start: number): string {
  return ((performance.now() - start) / 60_000).toFixed(1);
}
