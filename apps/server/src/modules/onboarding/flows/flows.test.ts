import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FlowRoom, openFlowRoom, ORG, OTHER_ORG, smallFlow } from './testing/flow-room.ts';

let room: FlowRoom;

beforeAll(async () => {
  room = await openFlowRoom();
});
afterAll(() => room.close());

describe('a new flow', () => {
  test('starts from a definition, as a draft that is live nowhere', async () => {
    const { status, body } = await room.call('POST', '/api/v1/flows', {
      key: 'plain',
      name: 'Plain',
      definition: smallFlow(),
    });
    expect(status).toBe(201);
    expect(body.data).toMatchObject({
      key: 'plain',
      name: 'Plain',
      status: 'draft',
      live: { live: null, test: null },
      has_draft_changes: true,
      journeys: { active: 0, completed: 0 },
    });
  });

  test('starts from a template', async () => {
    await room.call('POST', '/api/v1/flows', { key: 'creators', name: 'Creators', template: 'creator_marketplace' });
    const { body } = await room.call('GET', '/api/v1/flows/creators/draft');
    expect(body.data.definition.steps.map((step: { key: string }) => step.key)).toContain('payout_account');
    expect(body.data.problems).toEqual([]);
  });

  test('starts empty, titled by its name, when nothing else is sent', async () => {
    await room.call('POST', '/api/v1/flows', { key: 'blank', name: 'Blank page' });
    const { body } = await room.call('GET', '/api/v1/flows/blank/draft');
    expect(body.data.definition).toMatchObject({ title: { en: 'Blank page' }, steps: [], gates: [] });
    expect(body.data.problems.map((problem: { code: string }) => problem.code)).toEqual(['empty_flow']);
  });

  test('is refused under a key that is taken, and the first one stays as it was', async () => {
    await room.call('POST', '/api/v1/flows', { key: 'taken', name: 'First' });
    const { status, body } = await room.call('POST', '/api/v1/flows', { key: 'taken', name: 'Second' });
    expect([status, body.code]).toEqual([409, 'flow_key_taken']);
    expect((await room.call('GET', '/api/v1/flows/taken')).body.data.name).toBe('First');
  });

  test('may have the key of another organization’s flow', async () => {
    await room.call('POST', '/api/v1/flows', { key: 'shared', name: 'Ours' });
    const { status } = await room.call(
      'POST',
      '/api/v1/flows',
      { key: 'shared', name: 'Theirs' },
      { orgId: OTHER_ORG },
    );
    expect(status).toBe(201);
    expect((await room.call('GET', '/api/v1/flows/shared')).body.data.name).toBe('Ours');
  });

  test('is refused from a template that does not exist, and from two sources at once', async () => {
    const unknown = await room.call('POST', '/api/v1/flows', { key: 'x1', name: 'X', template: 'nope' });
    expect([unknown.status, unknown.body.code]).toEqual([422, 'template_unknown']);
    const both = { key: 'x2', name: 'X', template: 'kyc', definition: smallFlow() };
    const twice = await room.call('POST', '/api/v1/flows', both);
    expect([twice.status, twice.body.code, twice.body.errors[0].path]).toEqual([422, 'validation_failed', '/template']);
  });

  test('is refused to a viewer, who may look', async () => {
    const { status, body } = await room.call('POST', '/api/v1/flows', { key: 'v', name: 'V' }, { role: 'viewer' });
    expect([status, body.code]).toEqual([403, 'permission_denied']);
    expect((await room.call('GET', '/api/v1/flows', undefined, { role: 'viewer' })).status).toBe(200);
  });
});

describe('the list of flows', () => {
  const keysOf = (body: { data: { key: string }[] }) => body.data.map((flow) => flow.key);

  test('is cut into pages by key, each flow on exactly one', async () => {
    for (const key of ['p1', 'p2', 'p3', 'p4', 'p5'])
      await room.call('POST', '/api/v1/flows', { key, name: `Page ${key}` });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const next: string = cursor ? `&cursor=${cursor}` : '';
      const { body } = await room.call('GET', `/api/v1/flows?limit=2&q=page p${next}`);
      seen.push(...keysOf(body));
      cursor = body.meta.next_cursor;
    } while (cursor);
    expect(seen).toEqual(['p1', 'p2', 'p3', 'p4', 'p5']);
  });

  test('is searched by key and by name without regard to case, and wildcards mean themselves', async () => {
    await room.call('POST', '/api/v1/flows', { key: 'sale', name: '100% Summer' });
    expect(keysOf((await room.call('GET', '/api/v1/flows?q=SUMMER')).body)).toEqual(['sale']);
    expect(keysOf((await room.call('GET', '/api/v1/flows?q=100%25')).body)).toEqual(['sale']);
    expect(keysOf((await room.call('GET', '/api/v1/flows?q=_____________')).body)).toEqual([]);
  });

  test('is filtered by status', async () => {
    await room.call('POST', '/api/v1/flows', { key: 'gone', name: 'Gone' });
    await room.call('POST', '/api/v1/flows/gone/retire');
    expect(keysOf((await room.call('GET', '/api/v1/flows?status=retired')).body)).toEqual(['gone']);
  });

  test('refuses a damaged cursor', async () => {
    const { status, body } = await room.call('GET', '/api/v1/flows?cursor=garbage');
    expect([status, body.code]).toEqual([400, 'cursor_damaged']);
  });

  test('shows nothing of another organization', async () => {
    await room.call('POST', '/api/v1/flows', { key: 'secret', name: 'Secret' }, { orgId: OTHER_ORG });
    expect(keysOf((await room.call('GET', '/api/v1/flows?limit=100')).body)).not.toContain('secret');
  });
});

test('another organization’s flow is not found on any route', async () => {
  await room.call(
    'POST',
    '/api/v1/flows',
    { key: 'theirs', name: 'Theirs', definition: smallFlow() },
    { orgId: OTHER_ORG },
  );
  await room.publish('theirs', { org: OTHER_ORG });
  const calls = [
    room.call('GET', '/api/v1/flows/theirs'),
    room.call('PATCH', '/api/v1/flows/theirs', { name: 'Mine' }),
    room.call('POST', '/api/v1/flows/theirs/retire'),
    room.call('GET', '/api/v1/flows/theirs/draft'),
    room.call('PUT', '/api/v1/flows/theirs/draft', { definition: smallFlow(), row_version: 1 }),
    room.call('GET', '/api/v1/flows/theirs/versions'),
    room.call('GET', '/api/v1/flows/theirs/versions/1'),
    room.call('GET', '/api/v1/flows/theirs/diff?from=1&to=draft'),
  ];
  for (const { status, body } of await Promise.all(calls)) expect([status, body.code]).toEqual([404, 'not_found']);
  const { body } = await room.call('GET', '/api/v1/flows/theirs', undefined, { orgId: OTHER_ORG });
  expect(body.data).toMatchObject({ name: 'Theirs', status: 'published' });
});

test('renaming changes the name, and the audit log says who did it', async () => {
  const { body: made } = await room.call('POST', '/api/v1/flows', { key: 'old_name', name: 'Old' });
  const { body } = await room.call('PATCH', '/api/v1/flows/old_name', { name: '  New  ' });
  expect(body.data.name).toBe('New');
  const entries = await room.db.asOwner(
    `select action, actor_kind, actor_id, before, after from audit_entries where resource_id = $1 order by id`,
    [made.data.id],
  );
  expect(entries).toEqual([
    expect.objectContaining({ action: 'flow.created', actor_kind: 'member', actor_id: room.caller().actorId }),
    expect.objectContaining({ action: 'flow.renamed', before: { name: 'Old' }, after: { name: 'New' } }),
  ]);
});

describe('retiring', () => {
  test('ends serving in both environments at once and closes the versions', async () => {
    await room.call('POST', '/api/v1/flows', { key: 'ending', name: 'Ending', definition: smallFlow() });
    await room.publish('ending');
    await room.publish('ending', { environment: 'test' });
    const { body } = await room.call('POST', '/api/v1/flows/ending/retire');
    expect(body.data).toMatchObject({ status: 'retired', live: { live: null, test: null } });
    const isLive = await room.database.asTenant(ORG, (tx) => room.flows.flowIsLive(tx, 'live', 'ending'));
    expect(isLive).toBe(false);
    const version = (await room.call('GET', '/api/v1/flows/ending/versions/1')).body.data;
    expect(version).toMatchObject({ status: 'retired', live_in: [], active_to: room.clock.now().toISOString() });
  });

  test('a second time changes nothing and leaves no trace', async () => {
    const { body } = await room.call('POST', '/api/v1/flows', { key: 'twice', name: 'Twice' });
    await room.call('POST', '/api/v1/flows/twice/retire');
    expect((await room.call('POST', '/api/v1/flows/twice/retire')).status).toBe(200);
    const entries = await room.db.asOwner(`select action from audit_entries where resource_id = $1 order by id`, [
      body.data.id,
    ]);
    expect(entries).toEqual([{ action: 'flow.created' }, { action: 'flow.retired' }]);
  });
});
