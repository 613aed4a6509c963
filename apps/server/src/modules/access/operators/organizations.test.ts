import {
  getAnyOrganization,
  getInstallationStats,
  getMe,
  listAllOrganizations,
  listMembers,
  restoreAnyOrganization,
  suspendOrganization,
  unsuspendOrganization,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Refusal } from '../../../platform/errors/index.ts';
import { createOperatorWorld, type OperatorWorld, type Person } from '../../../testing/operator-world.ts';

const DAY_MS = 86_400_000;
const reason = 'the invoice is a year old';

let world: OperatorWorld;
let admin: Person;
beforeAll(async () => {
  world = await createOperatorWorld();
  admin = await world.operator('adam', 'admin');
});
afterAll(() => world.drop());

const at = (id: string) => ({ session: admin.session, params: { id } });
const list = async (query: Record<string, string | number> = {}) =>
  (await world.call(listAllOrganizations, { session: admin.session, query })).body;
const remove = (id: string, deletedAt: Date) =>
  world.test.asOwner('update organizations set deleted_at = $2, deleted_by = $3 where id = $1', [
    id,
    deletedAt,
    admin.id,
  ]);

async function refusalOf(attempt: Promise<object>): Promise<string> {
  const [outcome] = await Promise.allSettled([attempt]);
  return outcome.status === 'rejected' && outcome.reason instanceof Refusal ? outcome.reason.code : 'let in';
}

test('the list holds every organization but the installation’s own, page by page', async () => {
  for (const slug of ['quay-1', 'quay-2', 'quay-3']) await world.addOrganization(slug);
  const first = await list({ q: 'QUAY', limit: 2 });
  await world.addOrganization('quay-4');
  const second = await list({ q: 'QUAY', limit: 2, cursor: first.meta.next_cursor ?? '' });
  expect([...first.data, ...second.data].map(({ slug }) => slug)).toEqual(['quay-3', 'quay-2', 'quay-1']);
  expect(second.meta.next_cursor).toBeNull();
  const { id } = await world.addOrganization('pier');
  expect((await list({ q: id })).data.map(({ slug }) => slug)).toEqual(['pier']);
  expect((await list({ q: 'stepwell' })).data).toEqual([]);
  expect((await list({ cursor: 'AAAA' })).code).toBe('cursor_damaged');
  const [own] = await world.test.asOwner<{ id: string }>('select id from organizations where is_system');
  expect((await world.call(getAnyOrganization, at(own?.id ?? ''))).status).toBe(404);
});

describe('a suspended organization', () => {
  test('lets nobody work in it, and refuses its keys, tokens and pages at once', async () => {
    const { id, slug } = await world.addOrganization('mole');
    const { session } = await world.person('moll', [{ orgId: id, role: 'owner' }]);
    const { secret } = await world.database.asTenant(id, (tx) =>
      world.apiKeys.addApiKey(tx, { name: 'All', environment: 'live', scopes: [], expiresAt: null }, null),
    );
    const { token } = await world.participantTokens.mintParticipantToken(id, 'live', 'p-1', {}, 3_600);
    const hints = { organization: slug, environment: 'test' as const };
    const unnamed = { organization: undefined, environment: undefined };
    const asked = async () => ({
      works: (await world.call(listMembers, { session })).status,
      key: await refusalOf(world.apiKeys.authenticateApiKey(secret, undefined)),
      token: await refusalOf(world.participantTokens.verifyParticipantToken(token, unnamed)),
      unsigned: await refusalOf(world.participantTokens.believeUnsigned('p-1', hints)),
      page: (await world.organizations.organizationBySlug(slug))?.slug,
    });
    const open = { works: 200, key: 'let in', token: 'let in', unsigned: 'let in', page: slug };
    expect(await asked()).toEqual(open);
    const suspended = await world.call(suspendOrganization, { ...at(id), body: { reason } });
    expect(suspended.body.data).toMatchObject({ state: 'suspended', suspended_reason: reason, api_keys: 1 });
    expect(await asked()).toEqual({
      works: 403,
      key: 'api_key_invalid',
      token: 'token_signature_invalid',
      unsigned: 'organization_unknown',
      page: undefined,
    });
    const me = (await world.call(getMe, { session })).body.data;
    expect([me.organization, me.organizations]).toEqual([null, []]);
    expect((await list({ state: 'suspended' })).data.map((listed) => listed.slug)).toEqual(['mole']);
    const again = await world.call(suspendOrganization, { ...at(id), body: { reason } });
    expect(again.body.code).toBe('organization_state_refused');
    expect((await world.call(unsuspendOrganization, at(id))).body.data.state).toBe('active');
    expect((await world.call(unsuspendOrganization, at(id))).body.code).toBe('organization_state_refused');
    expect(await asked()).toEqual(open);
  });

  test('is shown with its people and what operators did there', async () => {
    const { id } = await world.addOrganization('jetty');
    await world.person('vic', [{ orgId: id, role: 'viewer' }]);
    await world.person('zed', [{ orgId: id, role: 'owner' }]);
    await world.call(suspendOrganization, { ...at(id), body: { reason } });
    const { body } = await world.call(getAnyOrganization, at(id));
    expect(body.data).toMatchObject({
      members: 2,
      flows: 0,
      participants: { live: 0, test: 0 },
      single_sign_on: 'none',
      deleted_by: null,
    });
    expect(body.data.people.map(({ name, role }) => [name, role])).toEqual([
      ['zed', 'owner'],
      ['vic', 'viewer'],
    ]);
    expect(body.data.recent).toMatchObject([
      { action: 'organization.suspend', actor: { id: admin.id, name: 'adam' }, reason, organization: { id } },
    ]);
    expect((await world.deedsUpon(id)).map(({ org_id }) => org_id)).toEqual([id]);
  });
});

test('a deleted organization is found, and comes back within 30 days', async () => {
  const { id } = await world.addOrganization('wharf');
  const { session } = await world.person('wes', [{ orgId: id, role: 'owner' }]);
  expect((await world.call(restoreAnyOrganization, at(id))).body.code).toBe('organization_state_refused');
  const now = world.clock.now();
  await remove(id, new Date(now.getTime() - 30 * DAY_MS));
  expect((await world.call(restoreAnyOrganization, at(id))).body.code).toBe('organization_state_refused');
  await remove(id, new Date(now.getTime() - 30 * DAY_MS + 1_000));
  expect((await list({ state: 'deleted' })).data).toMatchObject([
    { slug: 'wharf', state: 'deleted', restorable_until: new Date(now.getTime() + 1_000).toISOString() },
  ]);
  expect((await world.call(getAnyOrganization, at(id))).body.data.deleted_by).toEqual({ id: admin.id, name: 'adam' });
  expect((await world.call(suspendOrganization, { ...at(id), body: { reason } })).body.code).toBe(
    'organization_state_refused',
  );
  expect((await world.call(restoreAnyOrganization, at(id))).body.data.state).toBe('active');
  expect((await world.call(getMe, { session })).body.data.organization?.slug).toBe('wharf');
  expect((await world.deedsUpon(id)).map(({ action }) => action)).toEqual(['organization.restore']);
});

test('the figures count people, organizations and 30 days without the installation itself', async () => {
  const before = (await world.call(getInstallationStats, { session: admin.session })).body.data;
  const { id } = await world.addOrganization('counted');
  const [own] = await world.test.asOwner<{ id: string }>('select id from organizations where is_system');
  await world.test.asOwner(
    `insert into participants (id, org_id, environment, external_id, created_at)
     select gen_random_uuid(), p.org_id, p.environment, 'p-' || p.n, now()
     from (values ($1::uuid, 'live', 1), ($1, 'test', 2), ($1, 'test', 3), ($2::uuid, 'live', 4)) p (org_id, environment, n)`,
    [id, own?.id],
  );
  const una = await world.person('una');
  await world.test.asOwner('update accounts set email_verified_at = null where id = $1', [una.id]);
  const { data } = (await world.call(getInstallationStats, { session: admin.session })).body;
  expect([data.users.total, data.users.verified]).toEqual([before.users.total + 1, before.users.verified]);
  expect(data.participants).toEqual({ live: 1, test: 2 });
  const counted = (await world.call(getAnyOrganization, at(id))).body.data;
  expect(counted.participants).toEqual({ live: 1, test: 2 });
  expect(data.users).toMatchObject({ with_second_factor: 1, suspended: 0 });
  expect(data.organizations.total).toBe(before.organizations.total + 1);
  expect([data.by_day.length, data.by_day[0]?.date]).toEqual([30, '2026-02-01']);
  const [today, then] = [data.by_day.at(-1), before.by_day.at(-1)];
  expect(today).toEqual({
    date: '2026-03-02',
    users: data.users.total,
    organizations: data.organizations.total + data.organizations.deleted,
    sign_ins: (then?.sign_ins ?? 0) + 1,
    completed_journeys: 0,
  });
});

test('whoever has gone counts neither as a user nor as an active one', async () => {
  const figures = async () => (await world.call(getInstallationStats, { session: admin.session })).body.data.users;
  const before = await figures();
  const gone = await world.person('gordon');
  expect(await figures()).toMatchObject({ total: before.total + 1, active_last_7_days: before.active_last_7_days + 1 });
  await world.test.asOwner('update accounts set anonymized_at = now() where id = $1', [gone.id]);
  expect(await figures()).toMatchObject({ total: before.total, active_last_7_days: before.active_last_7_days });
});
