import {
  beginImpersonation,
  confirmIdentity,
  changePassword,
  createApiKey,
  createParticipantLink,
  endImpersonation,
  getMe,
  getUser,
  listApiKeys,
  listSessions,
  listUsers,
  logIn,
  logInWithSecondFactor,
  signOut,
  suspendUser,
  switchOrganization,
  TokensView,
  updateProfile,
  updateOrganization,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LIVE_FLOW, PASSWORD } from '../../../testing/access-world.ts';
import { appCode, sessionIn, turnTotpOn } from '../../../testing/second-factors.ts';
import { createOperatorWorld, type OperatorWorld, type Person } from '../../../testing/operator-world.ts';

const MINUTE_MS = 60_000;
const reason = 'cannot see their flows';

let world: OperatorWorld;
let orgId: string;
let people = 0;
beforeAll(async () => {
  world = await createOperatorWorld();
  orgId = (await world.addOrganization('harbour')).id;
});
afterAll(() => world.drop());

const nameOf = (kind: string) => `${kind}-${(people += 1)}`;
const boss = () => world.operator(nameOf('boss'), 'super_admin');
const owner = () => world.person(nameOf('owner'), [{ orgId, role: 'owner' }]);
const begin = ({ session }: Pick<Person, 'session'>, { id }: Pick<Person, 'id'>) =>
  world.call(beginImpersonation, { session, params: { id }, body: { reason } });

const cookieIn = ({ headers }: { headers: Readonly<Record<string, unknown>> }, name: string) =>
  [headers['set-cookie']]
    .flat()
    .map(String)
    .find((cookie) => cookie.startsWith(`${name}=`));
const valueOf = (cookie: string | undefined) => /=([\w-]*)/.exec(cookie ?? '')?.[1] ?? '';

/** A super admin who acts in an owner's name, with the cookies of their browser. */
async function acting() {
  const [operator, person] = [await boss(), await owner()];
  const begun = await begin(operator, person);
  expect(begun.status).toBe(200);
  const own = valueOf(cookieIn(begun, 'stepwell_operator'));
  const session = sessionIn(begun);
  return { operator, person, begun, own, session };
}
const stop = (cookies: { session?: string; own?: string }) =>
  world.call(endImpersonation, {
    headers: {
      cookie: [
        ...(cookies.session === undefined ? [] : [`stepwell_session=${cookies.session}`]),
        ...(cookies.own === undefined ? [] : [`stepwell_operator=${cookies.own}`]),
      ].join('; '),
    },
  });

describe('acting in somebody’s name', () => {
  test('is for super admins: they see what the person sees, for half an hour, and the person is told', async () => {
    const { operator, person, begun, own, session } = await acting();
    expect(begun.body.data).toMatchObject({
      account: { id: person.id, operator_role: null },
      organization: { id: orgId, role: 'owner' },
      session: {
        impersonator: { id: operator.id },
        confirmed_until: null,
        second_factor: false,
        expires_at: new Date(world.clock.nowMs() + 30 * MINUTE_MS).toISOString(),
      },
    });
    expect(own).toBe(operator.session);
    expect(cookieIn(begun, 'stepwell_operator')).toMatch(/Path=\/api\/v1\/impersonation;.*HttpOnly.*SameSite=/);
    expect((await world.call(getMe, { session })).body.data.account.email).toBe(person.email);
    expect(world.mailed.filter(({ recipient }) => recipient === person.email)).toMatchObject([
      { template: 'impersonated', data: { reason, at: world.clock.now().toISOString() } },
    ]);
    const upon = (await world.deedsUpon(person.id)).filter(({ action }) => action.startsWith('impersonation'));
    expect(upon).toMatchObject([
      {
        action: 'impersonation.begin',
        actor_kind: 'operator',
        actor_id: operator.id,
        on_behalf_of: person.id,
        after: { reason },
      },
    ]);
    const kept = await world.test.asOwner(
      'select impersonation_reason from sessions where impersonator_id = $1 and revoked_at is null',
      [operator.id],
    );
    expect(kept).toEqual([{ impersonation_reason: reason }]);
  });

  test('leaves both identities on every deed, in every room', async () => {
    const { operator, person, session } = await acting();
    await world.call(updateProfile, { session, body: { name: 'Renamed' } });
    await world.call(updateOrganization, { session, body: { name: 'Harbour renamed' } });
    const link = { params: { external_id: 'p-1' }, body: { flow: LIVE_FLOW } };
    expect((await world.call(createParticipantLink, { session, ...link })).status).toBe(201);
    await world.call(switchOrganization, { session, body: { organization_id: orgId } });
    const deeds = await world.test.asOwner<{ action: string }>(
      `select action, actor_kind, actor_id, on_behalf_of from audit_entries
       where actor_id = $1 and action not like 'impersonation.%' and on_behalf_of is not null order by id`,
      [operator.id],
    );
    const both = { actor_kind: 'operator', actor_id: operator.id, on_behalf_of: person.id };
    const actions = ['account.update', 'organization.update', 'participant_link.create', 'session.switch_organization'];
    expect(deeds).toEqual(actions.map((action) => ({ action, ...both })));
    const { recent } = (await world.call(getUser, { session: operator.session, params: { id: person.id } })).body.data;
    expect(recent[0]).toMatchObject({
      action: 'session.switch_organization',
      on_behalf_of: { id: person.id, name: 'Renamed' },
    });
  });

  test('never reaches what takes proof of who it is, the console, or another name', async () => {
    const { operator, session } = await acting();
    const body = { password: 'an entirely new passphrase' };
    expect((await world.call(changePassword, { session, body })).body.code).toBe('impersonation_refused');
    expect((await world.call(listUsers, { session })).body.code).toBe('permission_denied');
    expect((await begin({ session }, await owner())).body.code).toBe('permission_denied');
    const key = { name: 'Key', environment: 'test', scopes: ['participants:read'], expires_at: null };
    expect((await world.call(createApiKey, { session, body: key })).body.code).toBe('impersonation_refused');
    expect((await world.call(listApiKeys, { session })).status).toBe(200);
    expect((await world.call(listUsers, { session: operator.session })).status).toBe(200);
  });

  test('does not show among the person’s sessions, nor as their being active', async () => {
    const { operator, person, session } = await acting();
    const active = async () =>
      (await world.call(getUser, { session: operator.session, params: { id: person.id } })).body.data.last_active_at;
    const before = await active();
    world.clock.advance(2 * MINUTE_MS);
    await world.call(getMe, { session });
    expect(await active()).toBe(before);
    const shown = (await world.call(listSessions, { session: person.session })).body.data;
    expect(shown.map(({ method }) => method)).toEqual(['password']);
  });

  test('is refused with operators, oneself, the suspended and the anonymized, and by access token', async () => {
    const operator = await boss();
    const admin = await world.operator(nameOf('admin'), 'admin');
    expect((await begin(operator, admin)).body.code).toBe('operator_protected');
    expect((await begin(operator, operator)).body.code).toBe('operator_protected');
    expect((await begin(admin, await owner())).body.code).toBe('permission_denied');
    const person = await owner();
    for (const column of ['suspended_at', 'anonymized_at']) {
      await world.test.asOwner(`update accounts set ${column} = now() where id = $1`, [person.id]);
      expect((await begin(operator, person)).body.code).toBe('user_state_refused');
    }
    const bearer = await accessTokenOfSuperAdmin();
    const call = { params: { id: (await owner()).id }, body: { reason } };
    expect((await world.call(beginImpersonation, { ...call, bearer })).body.code).toBe('cookie_session_needed');
    const both = { ...call, bearer, headers: { cookie: `stepwell_session=${operator.session}` } };
    expect((await world.call(beginImpersonation, both)).body.code).toBe('cookie_session_needed');
  });
});

test('the fresh proof is a second factor, never the password alone', async () => {
  const operator = await world.person(nameOf('boss'));
  const { secret } = await turnTotpOn(world, operator.session);
  await world.grants.grant(operator.email, 'super_admin');
  world.clock.advance(10 * MINUTE_MS);
  const person = await owner();
  expect((await begin(operator, person)).body.code).toBe('confirmation_required');
  const confirm = (body: object) => world.call(confirmIdentity, { session: operator.session, body });
  const byPassword = await confirm({ method: 'password', password: PASSWORD });
  expect(byPassword.body.code).toBe('confirmation_method_refused');
  expect((await begin(operator, person)).body.code).toBe('confirmation_required');
  expect((await confirm({ method: 'totp', code: appCode(secret, world.clock.nowMs()) })).status).toBe(200);
  expect((await begin(operator, person)).status).toBe(200);
});

async function accessTokenOfSuperAdmin(): Promise<string> {
  const person = await world.person(nameOf('program'));
  const { secret } = await turnTotpOn(world, person.session);
  await world.grants.grant(person.email, 'super_admin');
  world.clock.advance(30_000);
  const half = (await world.call(logIn, { body: { email: person.email, password: PASSWORD } })).body.data;
  if (!('second_factor' in half)) throw new Error('no second factor was asked for');
  const proof = { method: 'totp', code: appCode(secret, world.clock.nowMs()), token: half.second_factor.token };
  const { body } = await world.call(logInWithSecondFactor, { body: proof });
  return TokensView.parse(body.data).access_token;
}

describe('stopping', () => {
  test('gives the operator their own session back and ends the other', async () => {
    const { operator, person, session, own } = await acting();
    const stopped = await stop({ session, own });
    expect(stopped.body.data.me?.account.id).toBe(operator.id);
    expect(sessionIn(stopped)).toBe(operator.session);
    expect(cookieIn(stopped, 'stepwell_operator')).toMatch(/^stepwell_operator=;.*Max-Age=0/);
    expect((await world.call(getMe, { session })).status).toBe(401);
    const actions = (await world.deedsUpon(person.id)).map(({ action }) => action);
    expect(actions.slice(-2)).toEqual(['impersonation.begin', 'impersonation.end']);
  });

  test('comes by itself after half an hour, and the operator still comes back', async () => {
    const { operator, person, session, own } = await acting();
    world.clock.advance(30 * MINUTE_MS - 1);
    expect((await world.call(getMe, { session })).status).toBe(200);
    world.clock.advance(1);
    expect((await world.call(getMe, { session })).status).toBe(401);
    expect((await stop({ session, own })).body.data.me?.account.id).toBe(operator.id);
    expect((await world.deedsUpon(person.id)).at(-1)?.action).toBe('impersonation.end');
  });

  test('gives nothing back where the operator’s own session is over', async () => {
    const { operator, session, own } = await acting();
    await world.call(signOut, { session: operator.session });
    const stopped = await stop({ session, own });
    expect([stopped.status, stopped.body.data.me]).toEqual([200, null]);
    expect(cookieIn(stopped, 'stepwell_session')).toMatch(/^stepwell_session=;/);
    expect((await world.call(getMe, { session })).status).toBe(401);
    const unknown = await acting();
    expect((await stop({ session: unknown.session, own: operator.session })).body.data.me).toBeNull();
  });

  test('is refused to whoever acts in nobody’s name', async () => {
    const person = await owner();
    expect((await stop({ session: person.session })).body.code).toBe('not_impersonating');
    expect((await stop({ session: person.session, own: (await boss()).session })).body.code).toBe('not_impersonating');
    expect((await stop({})).body.code).toBe('not_impersonating');
  });

  test('comes with the next name, with a suspension, and with the end of the operator', async () => {
    const first = await acting();
    const second = sessionIn(await begin(first.operator, await owner()));
    expect((await world.call(getMe, { session: first.session })).status).toBe(401);
    expect((await world.call(getMe, { session: second })).status).toBe(200);

    const suspended = await acting();
    const call = { session: first.operator.session, body: { reason } };
    await world.call(suspendUser, { ...call, params: { id: suspended.person.id } });
    expect((await world.call(getMe, { session: suspended.session })).status).toBe(401);

    const dismissed = await acting();
    await world.call(suspendUser, { ...call, params: { id: dismissed.operator.id } });
    expect((await world.call(getMe, { session: dismissed.session })).status).toBe(401);
    const revoked = await acting();
    await world.grants.revoke(revoked.operator.email);
    expect((await world.call(getMe, { session: revoked.session })).status).toBe(401);
  });
});
