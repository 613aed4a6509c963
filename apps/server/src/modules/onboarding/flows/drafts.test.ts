import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FlowRoom, infoStep, openFlowRoom, smallFlow } from './testing/flow-room.ts';

let room: FlowRoom;

beforeAll(async () => {
  room = await openFlowRoom();
  await room.call('POST', '/api/v1/flows', { key: 'flow', name: 'Flow', definition: smallFlow() });
});
afterAll(() => room.close());

test('saving raises the row version and keeps what was sent', async () => {
  const definition = smallFlow({ title: { en: 'Renamed', fr: 'Renommé' }, locales: ['en', 'fr'] });
  const { status, body } = await room.call('PUT', '/api/v1/flows/flow/draft', { definition, row_version: 1 });
  expect([status, body.data.row_version, body.data.based_on]).toEqual([200, 2, null]);
  expect((await room.call('GET', '/api/v1/flows/flow/draft')).body.data.definition).toEqual(definition);
});

test('a stale save is refused with the current row version, and nothing is overwritten', async () => {
  const before = (await room.call('GET', '/api/v1/flows/flow/draft')).body.data;
  const { status, body } = await room.call('PUT', '/api/v1/flows/flow/draft', {
    definition: smallFlow({ title: { en: 'Lost' } }),
    row_version: before.row_version - 1,
  });
  expect([status, body.code]).toEqual([409, 'row_version_stale']);
  expect(body.details).toEqual({ row_version: before.row_version, updated_at: before.updated_at });
  expect((await room.call('GET', '/api/v1/flows/flow/draft')).body.data).toEqual(before);
});

test('of many who save at once on the same row version exactly one gets through', async () => {
  const { row_version } = (await room.call('GET', '/api/v1/flows/flow/draft')).body.data;
  const saves = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      room.call('PUT', '/api/v1/flows/flow/draft', {
        definition: smallFlow({ title: { en: `Try ${index}` } }),
        row_version,
      }),
    ),
  );
  expect(saves.filter(({ status }) => status === 200)).toHaveLength(1);
  const winner = saves.find(({ status }) => status === 200)?.body.data;
  const now = (await room.call('GET', '/api/v1/flows/flow/draft')).body.data;
  expect([now.row_version, now.definition.title]).toEqual([row_version + 1, winner.definition.title]);
});

test('a draft with problems is kept, and every problem is named with its place', async () => {
  const { row_version } = (await room.call('GET', '/api/v1/flows/flow/draft')).body.data;
  const definition = smallFlow({
    steps: [infoStep('a', ['b']), infoStep('b', ['a']), infoStep('c'), infoStep('c')],
    gates: [{ capability: 'x.y', title: { en: 'X' }, steps: ['missing'] }],
  });
  const { status, body } = await room.call('PUT', '/api/v1/flows/flow/draft', { definition, row_version });
  expect(status).toBe(200);
  const found = body.data.problems.map(({ code, path }: { code: string; path: string }) => [code, path]);
  expect(found).toContainEqual(['duplicate_step_key', 'steps/3/key']);
  expect(found).toContainEqual(['prerequisite_cycle', expect.any(String)]);
  expect(found).toContainEqual(['gate_unknown_step', 'gates/0/steps/0']);
  const cycle = body.data.problems.find(({ code }: { code: string }) => code === 'prerequisite_cycle');
  expect(cycle.details).toEqual({ cycle: ['a', 'b', 'a'] });
});

test('a definition is checked without being stored', async () => {
  const kind = 'upload' as const;
  const { body: _, ...step } = infoStep('papers') as { body: unknown } & Record<string, unknown>;
  const definition = { ...smallFlow(), steps: [{ ...step, kind }], gates: [] };
  const { status, body } = await room.call('POST', '/api/v1/flows/check', { definition });
  expect(status).toBe(200);
  expect(body.data.problems.map(({ code }: { code: string }) => code)).toEqual(['kind_not_available']);
});

test('what is no definition at all is refused field by field', async () => {
  const { status, body } = await room.call('POST', '/api/v1/flows/check', {
    definition: { ...smallFlow(), gates: 'none', colour: 'blue' },
  });
  expect([status, body.code]).toEqual([422, 'validation_failed']);
  expect(body.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
    '/definition/colour',
    '/definition/gates',
  ]);
});

test('text that the database cannot hold is refused, not a failure of the server', async () => {
  const { row_version } = (await room.call('GET', '/api/v1/flows/flow/draft')).body.data;
  const definition = smallFlow({ title: { en: 'nul \u0000 byte' } });
  const { status, body } = await room.call('PUT', '/api/v1/flows/flow/draft', { definition, row_version });
  expect([status, body.code]).toEqual([422, 'validation_failed']);
});
