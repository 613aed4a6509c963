import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { computeFunnel } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type World, type WorldOrganization } from '../../../testing/world.ts';
import { refusalOf } from './testing/refusal-of.ts';

/** Real journeys (BPI Challenge 2020, CC BY 4.0). They lie beside the repository, not in it. */
const repository = new URL('../../../../../../', import.meta.url);
const DATA = fileURLToPath(new URL('../shared/data/domestic-declarations.csv.gz', repository));
const CASES = 10_357;
const EVENTS = 55_628;
const STAGES = ['submitted', 'approved by administration', 'final approval', 'payment requested', 'paid'].map(
  (event) => ({
    key: event.replaceAll(' ', '_'),
    events: [event],
  }),
);

type Stage = { key: string; saw: number; entered: number; median_seconds: number | null; p90_seconds: number | null };
type Expected = { cases: number; events: number; funnels: Record<string, { stages: Stage[] }> };

const figuresOf = (stage: Stage) => [stage.key, stage.saw, stage.entered, stage.median_seconds, stage.p90_seconds];

const isThere = existsSync(DATA);
if (!isThere) process.stdout.write(`SKIPPED (${DATA} is not there): the import and the funnel of real journeys\n`);

describe.runIf(isThere)('real journeys', () => {
  let world: World;
  let org: WorldOrganization;
  let mapping: object;
  let expected: Expected;

  beforeAll(async () => {
    world = await createWorld();
    org = await world.organization('university');
    mapping = JSON.parse(
      await readFile(new URL('docs/examples/domestic-declarations.mapping.json', repository), 'utf8'),
    );
    expected = JSON.parse(
      await readFile(new URL('docs/examples/domestic-declarations.expected.json', repository), 'utf8'),
    );
  });
  afterAll(() => world.drop());

  const take = (path = DATA) =>
    world.application.imports.importFile({ orgId: org.id, environment: 'live', path, mapping });
  const count = async () => {
    const rows = await world.test.asOwner<{ participants: number; events: number; imports: number }>(
      `select (select count(*)::int from participants where org_id = $1) as participants,
         (select count(*)::int from onboarding_events where org_id = $1) as events,
         (select count(*)::int from imports where org_id = $1) as imports`,
      [org.id],
    );
    return rows[0];
  };

  it('are refused as a whole when a few rows are broken, each of them named', async () => {
    const lines = gunzipSync(await readFile(DATA))
      .toString('utf8')
      .split('\n');
    lines[1_000] = lines[1_000]?.replace('+01:00', '') ?? '';
    lines[30_000] = `,${lines[30_000]?.split(',').slice(1).join(',')}`;
    lines[55_000] = `${lines[55_000]},surplus`;
    const folder = await mkdtemp(join(tmpdir(), 'stepwell-declarations-'));
    try {
      await writeFile(join(folder, 'broken.csv.gz'), gzipSync(lines.join('\n')));
      const refusal = await refusalOf(take(join(folder, 'broken.csv.gz')));
      expect(refusal).toMatchObject({ code: 'import_rows_invalid', details: { rows: 3 } });
      expect(refusal.details.problems.map((problem) => `${problem.line} ${problem.code}`)).toEqual([
        '1001 timestamp_without_offset',
        '30001 value_missing',
        '55001 column_count',
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
    expect(await count()).toEqual({ participants: 0, events: 0, imports: 0 });
  });

  it('are all taken in, and the second time nothing is added', async () => {
    const all = { rowsRead: EVENTS, rowsSkipped: 0, problemsTotal: 0 };
    expect(await take()).toMatchObject({
      ...all,
      participants: { inFile: CASES, added: CASES },
      events: { inFile: EVENTS, added: EVENTS },
    });
    const before = await count();
    expect(before).toEqual({ participants: expected.cases, events: expected.events, imports: 1 });
    const again = { added: 0 };
    expect(await take()).toMatchObject({
      ...all,
      importId: null,
      participants: { ...again, alreadyThere: CASES },
      events: { ...again, alreadyThere: EVENTS },
    });
    expect(await count()).toEqual(before);
  });

  it.each([
    ['whole', STAGES, {}],
    ['window_14_days', STAGES, { window_days: 14 }],
    ['started_2018', STAGES, { from: '2018-01-01T00:00:00+01:00', to: '2019-01-01T00:00:00+01:00' }],
    ['without_administration', STAGES.filter((stage) => stage.key !== 'approved_by_administration'), {}],
    ['amount_50_93', STAGES, { traits: { amount: 50.93 } }],
  ])('have the funnel that was derived without Stepwell: %s', async (name, stages, filters) => {
    const reply = await world.send(computeFunnel, { bearer: org.keys.live, body: { stages, ...filters } });
    const derived = expected.funnels[name]?.stages.map(figuresOf);
    expect(derived).toHaveLength(stages.length);
    expect(reply.body.data.stages.map(figuresOf)).toEqual(derived);
  });

  it('are gone when the import is undone', async () => {
    const [row] = await world.test.asOwner<{ id: string }>('select id from imports where org_id = $1', [org.id]);
    const removed = await world.application.imports.undoImport(org.id, row?.id ?? '');
    expect(removed).toEqual({ events: EVENTS, participants: CASES, participantsKept: 0 });
    expect(await count()).toMatchObject({ participants: 0, events: 0 });
  });
});
