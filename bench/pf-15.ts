/**
 * PF-15: an import of real participants and events, end to end (read, unpacked, validated, written, audited; a funnel
 * reads the event log itself, so it is up to date with that), against COPY of the very same rows, given in COPY's own
 * format, into the same tables with the same indexes. The file is named by the first argument, else it is sought beside
 * the repository in shared/data.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { makePartitions } from '../apps/server/src/modules/insight/events/index.ts';
import { type CopiedRows, copyIn, copyOut, withOwner } from './rig/copying.ts';
import { openApplication, prepareGround } from './rig/ground.ts';
import { type Contender, figuresOf, pairedRounds } from './rig/rounds.ts';
import { median } from './rig/statistics.ts';
import { printTable } from './rig/table.ts';
import { judge, mustEqual, skip } from './rig/verdict.ts';

const NAME = 'pf-15';
const DATA =
  process.argv[2] ?? fileURLToPath(new URL('../../shared/data/domestic-declarations.csv.gz', import.meta.url));
const MAPPING = fileURLToPath(new URL('../docs/examples/domestic-declarations.mapping.json', import.meta.url));
const PARTICIPANTS = 10_357;
const EVENTS = 55_628;
/** The events fall into these months; the reference finds their partitions made. */
const [FIRST_EVENT, LAST_EVENT] = [new Date('2017-01-01T00:00:00Z'), new Date('2019-12-31T00:00:00Z')];
const IMPORT = 'import';
const COPY = 'COPY of the same rows';

if (existsSync(DATA)) await measure();
else skip(NAME, `${DATA} is not there`);

async function measure(): Promise<void> {
  const mapping: unknown = JSON.parse(await readFile(MAPPING, 'utf8'));
  const ground = await prepareGround();
  let copied: CopiedRows = [];
  try {
    const orgId = await prepareTemplate(ground.ownerUrl);
    const importing = onCopy(ground.ownerUrl, IMPORT, async (url) => {
      const { application, close } = await openApplication(url);
      const seconds = await timed(() =>
        application.imports.importFile({ orgId, environment: 'live', path: DATA, mapping }).then(() => undefined),
      );
      await close();
      if (copied.length === 0) copied = await copyOut(url, ['imports', 'participants', 'onboarding_events']);
      return seconds;
    });
    const copying = onCopy(ground.ownerUrl, COPY, async (url) => {
      const { database, close } = await openApplication(url);
      await database.asSystem('preparing a benchmark', (tx) => makePartitions(tx, FIRST_EVENT, LAST_EVENT));
      await close();
      return timed(() => copyIn(url, copied));
    });
    for (const contender of [importing, copying]) await contender.run();
    report(await pairedRounds([importing, copying]));
  } finally {
    await ground.clear();
  }
}

/** An organization in the database that is copied for each run. */
async function prepareTemplate(ownerUrl: string): Promise<string> {
  const { application, database, close } = await openApplication(ownerUrl);
  const { id } = await database.asSystem('preparing a benchmark', (tx) =>
    application.organizations.createOrganization(tx, { slug: 'university', name: 'University' }),
  );
  await close();
  return id;
}

/** Works on a fresh copy of the prepared database, and sees that all rows are there before the copy is dropped. */
function onCopy(ownerUrl: string, name: string, work: (url: string) => Promise<number>): Contender<number> {
  const maintenance = new URL(ownerUrl);
  const template = maintenance.pathname.slice(1);
  maintenance.pathname = '/postgres';
  const copy = new URL(ownerUrl);
  copy.pathname = '/bench_copy';
  return {
    name,
    async run() {
      await withOwner(maintenance.href, (client) => client.query(`CREATE DATABASE bench_copy TEMPLATE ${template}`));
      const seconds = await work(copy.href);
      await checkRows(copy.href);
      await withOwner(maintenance.href, (client) => client.query('DROP DATABASE bench_copy WITH (FORCE)'));
      return seconds;
    },
  };
}

async function checkRows(url: string): Promise<void> {
  const { rows } = await withOwner(url, (client) =>
    client.query<{ participants: number; events: number }>(
      'select (select count(*)::int from participants) as participants, (select count(*)::int from onboarding_events) as events',
    ),
  );
  mustEqual('participants in the database', rows[0]?.participants ?? 0, PARTICIPANTS);
  mustEqual('events in the database', rows[0]?.events ?? 0, EVENTS);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1_000;
}

function report(rounds: Parameters<typeof figuresOf<number>>[0]): void {
  const seconds = (name: string) => figuresOf(rounds, name);
  const row = (name: string) => [name, median(seconds(name)), EVENTS / median(seconds(name))];
  const title = `${PARTICIPANTS.toLocaleString('en')} participants and ${EVENTS.toLocaleString('en')} events, medians of ${rounds.length} rounds`;
  printTable(title, ['', 'seconds', 'events/s'], [row(IMPORT), row(COPY)]);
  const reference = seconds(COPY);
  const ratios = seconds(IMPORT).map((own, at) => (reference[at] ?? Number.NaN) / own);
  judge({ name: NAME, ratios, reference, goal: { atLeast: 0.5 } });
}
