import { getErrorGroup, listErrorGroups, setErrorGroupState } from '@stepwell/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Access } from '../../../testing/access-world.ts';
import { createOperatorWorld, type OperatorWorld, type Person } from '../../../testing/operator-world.ts';
import { OutsideFailure } from '../../../platform/errors/index.ts';
import { createErrorGroups, createErrorRecorder, type ErrorGroups, type ErrorRecorder } from './index.ts';
import { createErrorGroupsModule } from './module.ts';

let world: OperatorWorld;
let admin: Person;
let made: { groups: ErrorGroups; recorderOf: (version: string) => ErrorRecorder };
let recorder: ErrorRecorder;

beforeAll(async () => {
  world = await createOperatorWorld((access: Access) => {
    const groups = createErrorGroups({ ...access, version: '1.4.0' });
    made = { groups, recorderOf: (version) => createErrorRecorder({ ...access, version }) };
    return [createErrorGroupsModule({ errorGroups: groups })];
  });
  admin = await world.operator('adam', 'admin');
});
beforeEach(async () => {
  await world.test.asOwner('delete from error_groups');
  recorder = made.recorderOf('1.4.0');
});
afterAll(() => world.drop());

const place = 'GET /api/v1/flows';
const fail = (more: { place?: string; error?: unknown; correlationId?: string } = {}) =>
  recorder.record({ error: new Error('no row 17'), place, correlationId: 'c-1', ...more });
const list = async (query: Record<string, string | number> = {}) =>
  (await world.call(listErrorGroups, { session: admin.session, query })).body;
const show = async (id: string) =>
  (await world.call(getErrorGroup, { session: admin.session, params: { id } })).body.data;
const put = (id: string, state: string, session = admin.session) =>
  world.call(setErrorGroupState, { session, params: { id }, body: { state } });
const onlyGroup = async () => {
  const [group] = (await list()).data;
  if (group === undefined) throw new Error('there is no group');
  return group;
};

describe('what recurs', () => {
  test('is one group with its count, its hours and the latest correlation ids', async () => {
    world.clock.advance(3_600_000 - (world.clock.nowMs() % 3_600_000));
    fail({ correlationId: 'c-1' });
    fail({ correlationId: 'c-2' });
    await recorder.flush();
    world.clock.advance(3_600_000);
    fail({ correlationId: 'c-3' });
    await recorder.flush();
    const group = await onlyGroup();
    expect(group).toMatchObject({
      code: 'internal_error',
      category: 'system',
      severity: 'high',
      place,
      state: 'open',
      count: 3,
    });
    expect(group.title).toBe('Error: no row <n>');
    expect([group.trend.length, group.trend.slice(-3)]).toEqual([24, [0, 2, 1]]);
    const detail = await show(group.id);
    expect(detail).toMatchObject({ correlation_ids: ['c-3', 'c-2', 'c-1'], first_version: '1.4.0', reopened_at: null });
    expect(detail.frames[0]).toContain('error-groups.test.ts');
    expect([detail.by_hour.length, detail.by_hour.slice(-2).map(({ count }) => count)]).toEqual([48, [2, 1]]);
    expect(detail.by_hour.at(-1)?.hour).toBe(world.clock.now().toISOString());
  });

  test('is counted once by many who write at the same time', async () => {
    const writers = Array.from({ length: 4 }, () => made.recorderOf('1.4.0'));
    const error = new Error('the same');
    for (const each of writers) {
      for (const where of ['a', 'b', 'c']) each.record({ error, place: where, correlationId: null });
    }
    await Promise.all(writers.map((each) => each.flush()));
    expect((await list()).data.map(({ place: where, count }) => [where, count]).sort()).toEqual([
      ['a', 4],
      ['b', 4],
      ['c', 4],
    ]);
  });

  test('is written in batches, and on the way out', async () => {
    for (let at = 0; at < 130; at += 1) fail({ place: `place ${at}` });
    await recorder.flush();
    expect(await world.test.asOwner('select count(*)::int as n from error_groups')).toEqual([{ n: 100 }]);
    recorder.start();
    recorder.start();
    await recorder.stop();
    expect(await world.test.asOwner('select count(*)::int as n from error_groups')).toEqual([{ n: 130 }]);
  });
});

describe('keeping count', () => {
  test('never throws, whatever is thrown at it', () => {
    const odd = new Error('odd');
    Object.defineProperty(odd, 'stack', {
      get: () => {
        throw new Error('no stack');
      },
    });
    const thrown: unknown[] = [odd, null, undefined, 7, Object.create(null), new Proxy({}, {})];
    for (const error of thrown) expect(() => fail({ error })).not.toThrow();
  });

  test('loses nothing while the database is away', async () => {
    const down = { hotSystemStatement: () => Promise.reject(new OutsideFailure('database', 'gone')) };
    let database: Pick<typeof world.database, 'hotSystemStatement'> = down;
    const flaky = createErrorRecorder({
      ...world,
      version: '1.4.0',
      database: { hotSystemStatement: (...given) => database.hotSystemStatement(...given) },
    });
    const error = new Error('x');
    flaky.record({ error, place, correlationId: 'c-1' });
    await flaky.flush();
    flaky.record({ error, place, correlationId: 'c-2' });
    expect((await list()).data).toEqual([]);
    ({ database } = world);
    await flaky.flush();
    expect(await onlyGroup()).toMatchObject({ count: 2 });
  });
});

describe('the list', () => {
  test('is found by text, category, severity and state, and read page by page, the latest first', async () => {
    fail({ place: 'GET /one' });
    await recorder.flush();
    world.clock.advance(1_000);
    fail({ place: 'GET /two', error: new OutsideFailure('database', 'gone') });
    await recorder.flush();
    world.clock.advance(1_000);
    fail({ place: 'POST /three' });
    await recorder.flush();
    const places = async (query: Record<string, string | number>) =>
      (await list(query)).data.map((group) => group.place);
    expect(await places({})).toEqual(['POST /three', 'GET /two', 'GET /one']);
    expect(await places({ q: 'get /' })).toEqual(['GET /two', 'GET /one']);
    expect(await places({ q: 'database_un' })).toEqual(['GET /two']);
    expect(await places({ q: '%' })).toEqual([]);
    expect(await places({ category: 'database' })).toEqual(['GET /two']);
    expect(await places({ severity: 'high' })).toEqual(['POST /three', 'GET /one']);
    await put((await list({ q: 'three' })).data[0]?.id ?? '', 'ignored');
    expect(await places({ state: 'open' })).toEqual(['GET /two', 'GET /one']);
    expect(await places({ state: 'ignored' })).toEqual(['POST /three']);
    const first = await list({ limit: 2 });
    const second = await list({ limit: 2, cursor: first.meta.next_cursor ?? '' });
    expect([first.data.length, second.data.map((group) => group.place), second.meta.next_cursor]).toEqual([
      2,
      ['GET /one'],
      null,
    ]);
    expect((await list({ cursor: 'AAAA' })).code).toBe('cursor_damaged');
  });
});

describe('a resolved one', () => {
  const error = new Error('the same');
  const resolved = async () => {
    fail({ error });
    await recorder.flush();
    const { id } = await onlyGroup();
    expect((await put(id, 'resolved')).body.data.state).toBe('resolved');
    world.clock.advance(60_000);
    return id;
  };
  const stateAfter = async (version: string) => {
    const id = await resolved();
    const other = made.recorderOf(version);
    recorder = other;
    fail({ error });
    await other.flush();
    const { state, reopened_at: reopenedAt, count } = await show(id);
    return { state, reopened: reopenedAt !== null, count };
  };

  test.each(['1.4.0', '1.4.1', '1.10.0', '2.0.0-beta.1'])('opens when it comes back in %s', async (version) => {
    expect(await stateAfter(version)).toEqual({ state: 'open', reopened: true, count: 2 });
  });

  test.each(['1.3.9', '0.9.0'])('stays when a process of %s reports it late', async (version) => {
    expect(await stateAfter(version)).toEqual({ state: 'resolved', reopened: false, count: 2 });
  });

  test('stays as it is while nothing of it is seen', async () => {
    const id = await resolved();
    fail({ place: 'somewhere else' });
    await recorder.flush();
    expect((await show(id)).state).toBe('resolved');
  });
});

describe('sorting out', () => {
  test('is recorded once with who did it, and an ignored one stays ignored', async () => {
    fail();
    await recorder.flush();
    const { id } = await onlyGroup();
    await put(id, 'ignored');
    await put(id, 'ignored');
    fail();
    await recorder.flush();
    expect(await show(id)).toMatchObject({ state: 'ignored', count: 2 });
    await put(id, 'open');
    const deeds = await world.deedsUpon(id);
    expect(deeds.map(({ action, actor_kind: kind, actor_id: actor }) => [action, kind, actor])).toEqual([
      ['error_group.ignore', 'operator', admin.id],
      ['error_group.reopen', 'operator', admin.id],
    ]);
  });

  test('is for operators alone', async () => {
    fail();
    await recorder.flush();
    const { id } = await onlyGroup();
    const person = await world.person('pat');
    const statuses = [
      (await world.call(listErrorGroups, { session: person.session })).status,
      (await world.call(getErrorGroup, { session: person.session, params: { id } })).status,
      (await put(id, 'resolved', person.session)).status,
      (await world.call(listErrorGroups)).status,
    ];
    expect(statuses).toEqual([403, 403, 403, 401]);
    expect((await put(id, 'resolved')).status).toBe(200);
  });

  test('finds nothing where there is nothing', async () => {
    const nowhere = '01900000-0000-7000-8000-0000000000ff';
    expect((await put(nowhere, 'resolved')).status).toBe(404);
    expect((await world.call(getErrorGroup, { session: admin.session, params: { id: nowhere } })).status).toBe(404);
  });

  test('cannot be seen from inside an organization', async () => {
    fail();
    await recorder.flush();
    const { id: orgId } = await world.addOrganization('harbour');
    const look = { name: 'look_at_errors', text: 'select count(*)::int as n from error_groups' };
    const inside = await world.database.asTenant(orgId, (tx) => tx.run<{ n: number }>(look));
    const above = await world.database.asSystem({ routine: 'tests' }, (tx) => tx.run<{ n: number }>(look));
    expect([inside, above]).toEqual([[{ n: 0 }], [{ n: 1 }]]);
  });
});

test('what is long past is forgotten, but for what was told to be ignored', async () => {
  for (const where of ['old', 'ignored']) fail({ place: where });
  await recorder.flush();
  const ignored = (await list({ q: 'ignored' })).data[0]?.id ?? '';
  await put(ignored, 'ignored');
  world.clock.advance(89 * 86_400_000);
  expect(await made.groups.purge()).toBe(0);
  expect(await world.test.asOwner('select count(*)::int as n from error_group_hours')).toEqual([{ n: 0 }]);
  world.clock.advance(2 * 86_400_000);
  expect(await made.groups.purge()).toBe(1);
  expect((await world.test.asOwner('select place from error_groups')).map((row) => row)).toEqual([
    { place: 'ignored' },
  ]);
});
