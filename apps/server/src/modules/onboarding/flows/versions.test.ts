import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FlowRoom, infoStep, openFlowRoom, ORG, smallFlow } from './testing/flow-room.ts';

let room: FlowRoom;

beforeAll(async () => {
  room = await openFlowRoom();
  await room.call('POST', '/api/v1/flows', { key: 'flow', name: 'Flow', definition: smallFlow() });
  await room.publish('flow');
  room.clock.advance(60_000);
  await save(smallFlow({ steps: [infoStep('first'), infoStep('third'), infoStep('second', ['first'])] }), 1);
  await room.publish('flow');
});
afterAll(() => room.close());

async function save(definition: object, rowVersion: number): Promise<void> {
  const { status } = await room.call('PUT', '/api/v1/flows/flow/draft', { definition, row_version: rowVersion });
  expect(status).toBe(200);
}

test('versions are listed newest first; the earlier one ended when the later began', async () => {
  const { body } = await room.call('GET', '/api/v1/flows/flow/versions?limit=1');
  expect(body.data).toMatchObject([
    { number: 2, status: 'published', live_in: ['live'], step_count: 3, active_to: null },
  ]);
  const { body: rest } = await room.call('GET', `/api/v1/flows/flow/versions?limit=1&cursor=${body.meta.next_cursor}`);
  expect(rest.data).toMatchObject([{ number: 1, status: 'retired', live_in: [], step_count: 2 }]);
  expect(rest.data[0].active_to).toBe(body.data[0].active_from);
  expect(rest.meta.next_cursor).toBeNull();
});

test('a cursor made by hand is refused', async () => {
  const forged = Buffer.from(JSON.stringify([1.5])).toString('base64url');
  expect((await room.call('GET', `/api/v1/flows/flow/versions?cursor=${forged}`)).body.code).toBe('cursor_damaged');
});

test('a version is shown with its definition, and a number that was never given is not found', async () => {
  expect((await room.call('GET', '/api/v1/flows/flow/versions/1')).body.data.definition).toEqual(smallFlow());
  expect((await room.call('GET', '/api/v1/flows/flow/versions/3')).status).toBe(404);
  expect((await room.call('GET', '/api/v1/flows/flow/versions/99999999999')).status).toBe(404);
});

test('what a published version says never changes, not even by hand', async () => {
  const change = (set: string) => room.db.asOwner(`update flow_versions set ${set} where number = 1`);
  await expect(change(`definition = '{}'`)).rejects.toThrow('flow_versions rows never change');
  await expect(change('number = 7')).rejects.toThrow('flow_versions rows never change');
  await expect(change('published_at = now()')).rejects.toThrow('flow_versions rows never change');
});

test('editing the draft leaves the published versions alone', async () => {
  await save(smallFlow({ title: { en: 'Edited' } }), 2);
  const { body } = await room.call('GET', '/api/v1/flows/flow/versions/2');
  expect(body.data.definition.title).toEqual({ en: 'Small' });
});

test('the flow says whether the draft differs from what is live', async () => {
  expect((await room.call('GET', '/api/v1/flows/flow')).body.data).toMatchObject({
    has_draft_changes: true,
    live: { live: 2, test: null },
  });
  await room.publish('flow');
  expect((await room.call('GET', '/api/v1/flows/flow')).body.data.has_draft_changes).toBe(false);
  const inTest = await room.call('GET', '/api/v1/flows/flow', undefined, { environment: 'test' });
  expect(inTest.body.data.has_draft_changes).toBe(true);
  expect((await room.call('GET', '/api/v1/flows/flow/draft')).body.data.based_on).toBe(3);
});

test('the other environment gets the version that says the same, not a copy', async () => {
  const published = await room.publish('flow', { environment: 'test' });
  expect(published.number).toBe(3);
  const { body } = await room.call('GET', '/api/v1/flows/flow/versions/3');
  expect(body.data.live_in).toEqual(['live', 'test']);
});

test('a version of its own is made where a window is asked for, because environments would share it', async () => {
  await room.call('POST', '/api/v1/flows', { key: 'windowed', name: 'Windowed', definition: smallFlow() });
  await room.publish('windowed');
  const activeTo = new Date('2026-12-31T00:00:00Z');
  const published = await room.publish('windowed', { environment: 'test', activeTo });
  expect(published.number).toBe(2);
  const shown = await room.call('GET', '/api/v1/flows/windowed/versions/1');
  expect(shown.body.data.active_to).toBeNull();
});

test('an earlier version stays open while the other environment serves it', async () => {
  await room.call('POST', '/api/v1/flows', { key: 'half', name: 'Half', definition: smallFlow() });
  await room.publish('half');
  await room.publish('half', { environment: 'test' });
  await room.call('PUT', '/api/v1/flows/half/draft', { definition: smallFlow({ gates: [] }), row_version: 1 });
  await room.publish('half', { environment: 'test' });
  const { body } = await room.call('GET', '/api/v1/flows/half/versions/1');
  expect(body.data).toMatchObject({ active_to: null, live_in: ['live'], status: 'published' });
});

test('publishing what is live already is refused', async () => {
  await room.call('POST', '/api/v1/flows', { key: 'same', name: 'Same', definition: smallFlow() });
  await room.publish('same');
  await expect(room.publish('same')).rejects.toMatchObject({ code: 'nothing_to_publish' });
});

test('a retired flow may be published again as it was', async () => {
  await room.call('POST', '/api/v1/flows', { key: 'back', name: 'Back', definition: smallFlow() });
  await room.publish('back');
  await room.call('POST', '/api/v1/flows/back/retire');
  await room.publish('back');
  const { body } = await room.call('GET', '/api/v1/flows/back');
  expect(body.data).toMatchObject({ status: 'published', live: { live: 2 } });
});

test('a version belongs to its organization: others do not find it by its id', async () => {
  const { versionId } = await room.publish('half');
  const load = (org: string) => room.database.asTenant(org, (tx) => room.flows.versionById(tx, versionId));
  expect((await load(ORG)).flowKey).toBe('half');
  await expect(load('01900000-0000-7000-8000-0000000000bb')).rejects.toMatchObject({ code: 'not_found' });
});

test('two versions are compared, and the draft with a version', async () => {
  const { body } = await room.call('GET', '/api/v1/flows/flow/diff?from=1&to=2');
  expect(body.data).toEqual({
    from: '1',
    to: '2',
    steps: [{ key: 'third', change: 'added', compatible: true, fields: [] }],
    gates: [],
    other: [],
  });
  const toDraft = await room.call('GET', '/api/v1/flows/flow/diff?from=2&to=draft');
  expect(toDraft.body.data.other).toEqual([{ path: 'title', before: { en: 'Small' }, after: { en: 'Edited' } }]);
  expect((await room.call('GET', '/api/v1/flows/flow/diff?from=1&to=77')).status).toBe(404);
  expect((await room.call('GET', '/api/v1/flows/flow/diff?from=0&to=1')).status).toBe(422);
});
