import {
  beginTotp,
  getMe,
  getOrganization,
  getSignInMethods,
  listSessions,
  switchOrganization,
  updateOrganization,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { turnTotpOn } from '../../../testing/second-factors.ts';
import { createTenancyWorld, type TenancyWorld } from '../../../testing/tenancy-world.ts';

let world: TenancyWorld;
let orgs = 0;
beforeAll(async () => {
  world = await createTenancyWorld();
  await world.addOrganization('home-of-the-installation', { isSystem: true });
});
afterAll(() => world.drop());

const require = (session: string, requires_second_factor: boolean) =>
  world.call(updateOrganization, { session, body: { requires_second_factor } });
const work = (session: string) => world.call(getOrganization, { session });

/** An organization with an owner, who has proved a second factor, and a member and an admin without. */
async function organization() {
  orgs += 1;
  const { id: orgId } = await world.addOrganization(`studio-${orgs}`);
  const person = async (role: 'owner' | 'admin' | 'member') => {
    const email = `${role}@studio-${orgs}.example`;
    const id = await world.addMember(email, [{ orgId, role }]);
    return { id, email, session: await world.signIn(email) };
  };
  const owner = await person('owner');
  await turnTotpOn(world, owner.session);
  return { orgId, owner, admin: await person('admin'), member: await person('member') };
}

describe('an organization that requires a second factor', () => {
  test('refuses members who have proved none, and lets in those who do', async () => {
    const { owner, member } = await organization();
    expect((await work(member.session)).body.data.requires_second_factor).toBe(false);
    const { status, body } = await require(owner.session, true);
    expect([status, body.data.requires_second_factor]).toEqual([200, true]);
    const refused = await work(member.session);
    expect([refused.status, refused.body.code]).toEqual([403, 'second_factor_required']);
    expect((await work(owner.session)).status).toBe(200);
    await turnTotpOn(world, member.session);
    expect((await work(member.session)).status).toBe(200);
  });

  test('leaves what is one’s own open: the set-up of factors, sessions, another organization', async () => {
    const { orgId, owner, member } = await organization();
    const { id: otherId } = await world.addOrganization(`other-${orgs}`);
    await world.database.asSystem('preparing a test', (tx) =>
      world.accounts.addMember(tx, { orgId: otherId, accountId: member.id, role: 'viewer' }),
    );
    await require(owner.session, true);
    const { session } = member;
    const me = (await world.call(getMe, { session })).body.data;
    expect(me.organization).toMatchObject({ id: orgId, requires_second_factor: true });
    expect(me.organizations.find(({ id }) => id === otherId)?.requires_second_factor).toBe(false);
    for (const route of [getSignInMethods, listSessions])
      expect((await world.call(route, { session })).status).toBe(200);
    expect((await world.call(beginTotp, { session })).status).toBe(201);
    expect((await work(session)).status).toBe(403);
    await world.call(switchOrganization, { session, body: { organization_id: otherId } });
    expect((await work(session)).status).toBe(200);
  });

  test('takes single sign-on for one only where its own provider has stated what it wants', async () => {
    const { orgId, owner, member } = await organization();
    await require(owner.session, true);
    const origin = { ip: '192.0.2.1', userAgent: 'tests', correlationId: 'correlation-of-the-tests' };
    const person = { accountId: member.id, kind: 'web', method: 'sso', secondFactor: false, origin } as const;
    const open = (provedFor: { provedFor?: string }) =>
      world.database.asSystem('preparing a test', (tx) =>
        world.sessions.openSession(tx, { ...person, orgId, ...provedFor }),
      );
    expect((await work((await open({ provedFor: orgId })).token)).status).toBe(200);
    expect((await work((await open({ provedFor: member.id })).token)).status).toBe(403);
    expect((await work((await open({})).token)).status).toBe(403);
  });

  test('is made one, and no longer one, by owners alone, and is audited', async () => {
    const { orgId, owner, admin } = await organization();
    const refused = await require(admin.session, true);
    expect([refused.status, refused.body.code]).toEqual([403, 'permission_denied']);
    const named = { session: admin.session, body: { name: 'Named by an admin' } };
    expect((await world.call(updateOrganization, named)).status).toBe(200);
    await require(owner.session, true);
    await turnTotpOn(world, admin.session);
    expect((await require(admin.session, false)).body.code).toBe('permission_denied');
    expect((await require(owner.session, false)).status).toBe(200);
    const entries = await world.test.asOwner<{ value: boolean }>(
      `select (after->>'requires_second_factor')::boolean as value from audit_entries
       where org_id = $1 and action = 'organization.update' order by id`,
      [orgId],
    );
    expect(entries.map(({ value }) => value)).toEqual([false, true, false]);
  });

  test('is not made one by an owner who would be shut out', async () => {
    const { orgId, member } = await organization();
    await world.test.asOwner("update members set role = 'owner' where account_id = $1 and org_id = $2", [
      member.id,
      orgId,
    ]);
    world.clock.advance(5_000);
    const refused = await require(member.session, true);
    expect([refused.status, refused.body.code]).toEqual([403, 'second_factor_required']);
    expect((await work(member.session)).body.data.requires_second_factor).toBe(false);
  });
});

describe('an installation that requires a second factor', () => {
  let strict: TenancyWorld;
  beforeAll(async () => {
    strict = await createTenancyWorld({ requiresSecondFactor: true });
    await strict.addOrganization('home-of-the-installation', { isSystem: true });
  });
  afterAll(() => strict.drop());

  test('lets nobody work without one in any organization, and leaves setting one up open', async () => {
    const { id: orgId } = await strict.addOrganization('studio');
    await strict.addMember('member@studio.example', [{ orgId, role: 'member' }]);
    const session = await strict.signIn('member@studio.example');
    const refused = await strict.call(getOrganization, { session });
    expect([refused.status, refused.body.code]).toEqual([403, 'second_factor_required']);
    const me = (await strict.call(getMe, { session })).body.data;
    expect(me.organization).toMatchObject({ id: orgId, requires_second_factor: true });
    await turnTotpOn(strict, session);
    const shown = await strict.call(getOrganization, { session });
    // What the organization asks for itself is another matter.
    expect([shown.status, shown.body.data.requires_second_factor]).toEqual([200, false]);
  });
});

test('the token before a proof is worth no more to an organization that requires a second factor', async () => {
  const { owner, member } = await organization();
  await require(owner.session, true);
  const headers = { cookie: `stepwell_session=${member.session}` };
  await turnTotpOn(world, member.session);
  expect((await work(member.session)).status).toBe(200);
  expect((await world.call(getMe, { headers })).status).toBe(200);
  const former = await world.call(getOrganization, { headers });
  expect([former.status, former.body.code]).toEqual([403, 'second_factor_required']);
});
