import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKeyring } from '../../../platform/crypto/index.ts';
import { silentLog } from '../../../platform/database/index.ts';
import { createHttpServer, type Principal } from '../../../platform/http/index.ts';
import { LIMITS } from '../../../platform/limits/index.ts';
import { memberPrincipal } from '../../../testing/principals.ts';
import { publicationRoutes } from './routes.ts';
import { SECOND } from './testing/marketplace-versions.ts';
import { FLOW, openPublicationRoom, ORG, OTHER_ORG, type PublicationRoom } from './testing/publication-room.ts';

let room: PublicationRoom;
let server: Awaited<ReturnType<typeof createHttpServer>>;
let principal: Principal;

const member = (role: 'viewer' | 'admin', orgId = ORG): Principal =>
  memberPrincipal({ orgId, accountId: '01900000-0000-7000-8000-0000000000cc', role });

beforeAll(async () => {
  room = await openPublicationRoom();
  await room.addJourneys(12);
  server = await createHttpServer({
    routes: publicationRoutes(room.publications),
    clock: room.clock,
    ids: room.ids,
    authenticate: async () => principal,
    publicUrl: 'http://localhost',
    keyring: createKeyring(Buffer.alloc(32, 7)),
    limits: LIMITS,
    log: silentLog,
    trustedProxies: 0,
    checkReplies: true,
  });
});
afterAll(async () => {
  await server.close();
  await room.close();
});

async function call(method: 'GET' | 'POST', path: string, body?: object, as: Principal = member('admin')) {
  principal = as;
  const reply = await server.inject({
    method,
    url: `/api/v1/flows/${FLOW}${path}`,
    ...(body ? { payload: body } : {}),
  });
  return { status: reply.statusCode, body: reply.json() };
}

test('a draft is tried, published, watched and taken back over HTTP', async () => {
  const rowVersion = await room.draft(SECOND);
  const tried = await call('POST', '/dry-run', { environment: 'live' });
  expect([tried.status, tried.body.data.mode, tried.body.data.counts.total]).toEqual([200, 'carry', 12]);

  const order = {
    environment: 'live',
    row_version: rowVersion,
    active_from: '2026-03-01T00:00:00+01:00',
    active_to: null,
  };
  const published = await call('POST', '/publish', order);
  expect([published.status, published.body.data]).toEqual([
    202,
    expect.objectContaining({
      flow_key: FLOW,
      from_version: 1,
      to_version: 2,
      state: 'migrating',
      can_roll_back: false,
    }),
  ]);
  const { id } = published.body.data;
  expect((await call('POST', `/publications/${id}/roll-back`)).body.code).toBe('publication_running');

  await room.publications.continuePublication(ORG, id);
  const watched = await call('GET', `/publications/${id}`, undefined, member('viewer'));
  expect(watched.body.data).toMatchObject({ state: 'done', journeys_migrated: 12, can_roll_back: true });
  expect(watched.body.data.counts).toEqual(tried.body.data.counts);

  const rolledBack = await call('POST', `/publications/${id}/roll-back`);
  expect([rolledBack.status, rolledBack.body.data.state]).toEqual([202, 'rolling_back']);
  await room.publications.continuePublication(ORG, id);
  const row = await room.db.asOwner(`select actor_id, ip from audit_entries where action = 'flow.rolled_back'`);
  expect(row).toEqual([{ actor_id: '01900000-0000-7000-8000-0000000000cc', ip: '127.0.0.1' }]);
});

test('publications are listed newest first, page by page', async () => {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor ? `&cursor=${cursor}` : '';
    const { body } = await call('GET', `/publications?limit=1${query}`, undefined, member('viewer'));
    seen.push(
      ...body.data.map((one: { environment: string; to_version: number }) => `${one.environment} ${one.to_version}`),
    );
    cursor = body.meta.next_cursor;
  } while (cursor);
  expect(seen).toEqual(['live 2', 'test 1', 'live 1']);
});

test('a cursor that holds no id is refused', async () => {
  const forged = Buffer.from(JSON.stringify(['not-an-id'])).toString('base64url');
  expect((await call('GET', `/publications?cursor=${forged}`)).body.code).toBe('cursor_damaged');
});

test('a viewer may neither try nor publish nor take back', async () => {
  const viewer = member('viewer');
  const id = '01900000-0000-7000-8000-000000000001';
  for (const path of ['/dry-run', '/publish', `/publications/${id}/roll-back`]) {
    const { status, body } = await call('POST', path, { environment: 'live', row_version: 1 }, viewer);
    expect([status, body.code]).toEqual([403, 'permission_denied']);
  }
});

test('another organization finds nothing on any route', async () => {
  const other = member('admin', OTHER_ORG);
  const { body: list } = await call('GET', '/publications');
  const { id } = list.data[0];
  const answers = [
    await call('POST', '/dry-run', { environment: 'live' }, other),
    await call('POST', '/publish', { environment: 'live', row_version: 1 }, other),
    await call('GET', '/publications', undefined, other),
    await call('GET', `/publications/${id}`, undefined, other),
    await call('POST', `/publications/${id}/roll-back`, undefined, other),
  ];
  for (const { status, body } of answers) expect([status, body.code]).toEqual([404, 'not_found']);
});
