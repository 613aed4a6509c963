import { getMe, listApiKeys, listSessions, MeView, signIn, signOut, switchOrganization } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type AccessWorld, createAccess, createAccessWorld, PASSWORD } from '../../../testing/access-world.ts';

const DAY_MS = 86_400_000;
const ADA = 'ada@atelier.example';

let world: AccessWorld;
let atelier: string;
let tandem: string;
let elsewhere: string;
let system: string;
let ada: string;

beforeAll(async () => {
  world = await createAccessWorld();
  system = (await world.addOrganization('stepwell', { isSystem: true })).id;
  atelier = (await world.addOrganization('atelier')).id;
  tandem = (await world.addOrganization('tandem')).id;
  elsewhere = (await world.addOrganization('elsewhere')).id;
  ada = await world.addMember(ADA, [
    { orgId: atelier, role: 'owner' },
    { orgId: tandem, role: 'viewer' },
  ]);
  await world.addMember('eve@elsewhere.example', [{ orgId: elsewhere, role: 'owner' }]);
});
afterAll(() => world.drop());

const attempt = (email: string, password: string) => world.call(signIn, { body: { email, password } });
const audited = (action: string) =>
  world.test.asOwner<Record<string, unknown>>(
    'select org_id, actor_kind, actor_id, resource_kind, resource_id, before, after from audit_entries where action = $1 order by id',
    [action],
  );
const sessionIdOf = async (token: string) => (await world.sessions.authenticateSession(token))?.sessionId;
const meIn = (body: { data: unknown }) => MeView.parse(body.data);

describe('signing in', () => {
  test('answers who is signed in and sets a cookie that only the server reads', async () => {
    const { status, body, headers } = await attempt('ADA@atelier.example', PASSWORD);
    expect(status).toBe(200);
    const me = meIn(body);
    expect(me.account).toEqual({
      id: ada,
      email: ADA,
      name: 'ada',
      locale: null,
      email_verified: true,
      has_password: true,
      has_second_factor: false,
      operator_role: null,
    });
    expect(me.organization).toEqual({
      id: atelier,
      slug: 'atelier',
      name: 'atelier of the tests',
      logo_url: null,
      role: 'owner',
      requires_second_factor: false,
    });
    expect(me.organizations.map(({ slug }) => slug)).toEqual(['atelier', 'tandem']);
    expect(me.session).toMatchObject({ second_factor: false, impersonator: null });
    const [cookie = '', token] = [headers['set-cookie']].flat().map(String);
    expect(cookie).toMatch(/^stepwell_session=[\w-]{43}; Path=\/; Expires=.*; HttpOnly; Secure; SameSite=Lax$/);
    expect(token).toMatch(/^__Host-stepwell_csrf=[0-9a-f]{64}; Path=\/; Expires=[^;]*; Secure; SameSite=Lax$/);
    const session = cookie.slice('stepwell_session='.length, cookie.indexOf(';'));
    expect((await world.call(getMe, { session })).body).toEqual(body);
  });

  test('reads the same for a wrong password and for an address nobody has', async () => {
    const wrong = await attempt(ADA, 'not the password');
    const nobody = await attempt('nobody@atelier.example', 'not the password');
    expect(wrong.status).toBe(401);
    expect(wrong.body.code).toBe('sign_in_failed');
    expect({ ...nobody.body, correlationId: '' }).toEqual({ ...wrong.body, correlationId: '' });
    expect(nobody.headers['set-cookie']).toBeUndefined();
  });

  test('works without an organization, and then only what is one’s own is open', async () => {
    await world.addMember('alone@nowhere.example', []);
    const { status, body } = await attempt('alone@nowhere.example', PASSWORD);
    expect(status).toBe(200);
    expect(meIn(body)).toMatchObject({ organization: null, organizations: [] });
    const session = await world.signIn('alone@nowhere.example');
    expect((await world.call(listSessions, { session })).body.data).toHaveLength(2);
    const refused = await world.call(listApiKeys, { session });
    expect([refused.status, refused.body.code]).toEqual([403, 'no_organization']);
  });

  test('is audited, and so is every failure, without the address that was typed', async () => {
    await world.test.asOwner('delete from audit_entries');
    world.clock.advance(30_000);
    await attempt(ADA, PASSWORD);
    await attempt(ADA, 'not the password');
    await attempt('typed-my-password-here@example.com', 'not the password');
    const [succeeded] = await audited('session.sign_in');
    expect(succeeded).toMatchObject({ org_id: atelier, actor_kind: 'member', actor_id: ada, resource_kind: 'session' });
    const failures = await audited('session.sign_in_failed');
    expect(failures.map(({ org_id, resource_id }) => [org_id, resource_id])).toEqual([
      [atelier, ada],
      [system, 'unknown'],
    ]);
    const [{ everything } = { everything: '' }] = await world.test.asOwner<{ everything: string }>(
      'select string_agg(e::text, chr(10)) as everything from audit_entries e',
    );
    expect(everything).not.toContain('typed-my-password-here');
    expect(everything).not.toContain('not the password');
  });

  test('keeps only the SHA-256 of the token', async () => {
    const token = await world.signIn(ADA);
    const rows = await world.test.asOwner<{ stored: string; text: string }>(
      'select encode(token_hash, $1) as stored, s::text as text from sessions s',
      ['hex'],
    );
    const hash = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(token))).toString('hex');
    expect(rows.map((row) => row.stored)).toContain(hash);
    expect(rows.some((row) => row.text.includes(token))).toBe(false);
  });
});

describe('a session', () => {
  test('ends after 30 days, however much it is used', async () => {
    const session = await world.signIn(ADA);
    for (let day = 1; day < 30; day += 1) {
      world.clock.advance(DAY_MS);
      expect((await world.call(getMe, { session })).status).toBe(200);
    }
    world.clock.advance(DAY_MS - 1);
    expect((await world.call(getMe, { session })).status).toBe(200);
    world.clock.advance(1);
    const { status, body } = await world.call(getMe, { session });
    expect([status, body.code]).toEqual([401, 'not_signed_in']);
  });

  test('ends at once when its owner signs out, and only that one', async () => {
    const [session, another] = [await world.signIn(ADA), await world.signIn(ADA)];
    const id = await sessionIdOf(session);
    const answer = await world.call(signOut, { session });
    expect(answer.status).toBe(204);
    expect(String(answer.headers['set-cookie'])).toMatch(/^stepwell_session=; Max-Age=0;/);
    expect((await world.call(getMe, { session })).status).toBe(401);
    expect((await world.call(getMe, { session: another })).status).toBe(200);
    expect((await audited('session.sign_out')).at(-1)).toMatchObject({
      org_id: atelier,
      actor_id: ada,
      resource_id: id,
    });
  });

  test('ends in other processes too', async () => {
    const { sessions: others } = createAccess(world.database, world.clock, world.ids);
    const following = await others.followRevocations();
    const session = await world.signIn(ADA);
    expect(await others.authenticateSession(session)).toBeDefined();
    await world.call(signOut, { session });
    await vi.waitFor(async () => expect(await others.authenticateSession(session)).toBeUndefined(), {
      timeout: 10_000,
    });
    following.stop();
  });

  test('is remembered for 5 seconds where word of its end does not arrive', async () => {
    const session = await world.signIn(ADA);
    const id = await sessionIdOf(session);
    await world.test.asOwner('update sessions set revoked_at = now() where id = $1', [id]);
    world.clock.advance(4_999);
    expect(await sessionIdOf(session)).toBe(id);
    world.clock.advance(1);
    expect(await sessionIdOf(session)).toBeUndefined();
  });

  test('notes its last use at most once a minute', async () => {
    const session = await world.signIn(ADA);
    const id = await sessionIdOf(session);
    const lastActive = async () => {
      const [row] = await world.test.asOwner<{ at: Date }>('select last_active_at as at from sessions where id = $1', [
        id,
      ]);
      return row?.at.getTime();
    };
    const signedInAt = world.clock.nowMs();
    world.clock.advance(59_999);
    await sessionIdOf(session);
    expect(await lastActive()).toBe(signedInAt);
    world.clock.advance(5_000);
    await sessionIdOf(session);
    expect(await lastActive()).toBe(signedInAt + 64_999);
  });

  test('loses the organization with the membership', async () => {
    const account = await world.addMember('leaving@atelier.example', [{ orgId: atelier, role: 'admin' }]);
    const session = await world.signIn('leaving@atelier.example');
    expect(await world.sessions.authenticateSession(session)).toMatchObject({ role: 'admin', orgId: atelier });
    await world.test.asOwner("update members set role = 'viewer' where account_id = $1", [account]);
    world.clock.advance(5_000);
    expect(await world.sessions.authenticateSession(session)).toMatchObject({ role: 'viewer' });
    await world.test.asOwner('delete from members where account_id = $1', [account]);
    world.clock.advance(5_000);
    expect(await world.sessions.authenticateSession(session)).toMatchObject({ role: null, orgId: null });
    expect((await world.call(listApiKeys, { session })).body.code).toBe('no_organization');
  });

  test.each(['', 'short', 'a'.repeat(43), `${'a'.repeat(42)}'`])('is nobody’s with the token %j', async (token) => {
    expect(await world.sessions.authenticateSession(token)).toBeUndefined();
  });
});

describe('switching organization', () => {
  test('moves the session, its role with it, and is remembered at the next sign-in', async () => {
    const session = await world.signIn(ADA);
    const { status, body } = await world.call(switchOrganization, { session, body: { organization_id: tandem } });
    expect(status).toBe(200);
    expect(body.data.organization).toMatchObject({ slug: 'tandem', role: 'viewer' });
    expect(await world.sessions.authenticateSession(session)).toMatchObject({ orgId: tandem, role: 'viewer' });
    expect((await audited('session.switch_organization')).at(-1)).toMatchObject({
      org_id: tandem,
      before: { org_id: atelier },
      after: { org_id: tandem },
    });
    world.clock.advance(1_000);
    const next = await world.signIn(ADA);
    expect((await world.call(getMe, { session: next })).body.data.organization?.slug).toBe('tandem');
    await world.call(switchOrganization, { session: next, body: { organization_id: atelier } });
  });

  test('into an organization of others is not_found, as is one that does not exist', async () => {
    const session = await world.signIn(ADA);
    const before = await world.sessions.authenticateSession(session);
    for (const organization_id of [elsewhere, '01900000-0000-7000-8000-00000000ffff']) {
      const { status, body } = await world.call(switchOrganization, { session, body: { organization_id } });
      expect([status, body.code]).toEqual([404, 'not_found']);
    }
    expect(await world.sessions.authenticateSession(session)).toEqual(before);
  });
});

test('sessions of one organization are invisible to another', async () => {
  await world.signIn('eve@elsewhere.example');
  const owners = { name: 'test_session_owners', text: 'select distinct org_id from sessions' };
  expect(await world.database.asTenant(elsewhere, (tx) => tx.run(owners))).toEqual([{ org_id: elsewhere }]);
});
