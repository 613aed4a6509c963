import {
  anonymizeUser,
  deleteAccount,
  editUser,
  endUserSessions,
  getMe,
  getUser,
  listUsers,
  logIn,
  refreshTokens,
  removeTotp,
  setOperatorRole,
  signIn,
  suspendUser,
  TokensView,
  unsuspendUser,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD } from '../../../testing/access-world.ts';
import { createOperatorWorld, type OperatorWorld, type Person } from '../../../testing/operator-world.ts';

let world: OperatorWorld;
let admin: Person;
let boss: Person;
let orgId: string;

beforeAll(async () => {
  world = await createOperatorWorld();
  orgId = (await world.addOrganization('harbour')).id;
  admin = await world.operator('adam', 'admin');
  boss = await world.operator('susan', 'super_admin');
});
afterAll(() => world.drop());

const reason = 'asked for by the person';
const at = (person: Person, { id }: Pick<Person, 'id'>) => ({ session: person.session, params: { id } });
const suspend = (by: Person, whom: Person) => world.call(suspendUser, { ...at(by, whom), body: { reason } });
const anonymize = (by: Person, whom: Person, email = whom.email) =>
  world.call(anonymizeUser, { ...at(by, whom), body: { email, reason } });
const giveRole = (by: Person, whom: Person, role: string | null) =>
  world.call(setOperatorRole, { ...at(by, whom), body: { role } });
const meStatus = async (session: string) => (await world.call(getMe, { session })).status;
const mailsTo = ({ email }: Person) => world.mailed.filter(({ recipient }) => recipient === email);

describe('the list of users', () => {
  const list = async (query: Record<string, string | number> = {}) =>
    (await world.call(listUsers, { session: admin.session, query })).body;

  test('is complete page by page, newest first, while people sign up', async () => {
    for (const name of ['paging-1', 'paging-2', 'paging-3', 'paging-4', 'paging-5']) {
      await world.person(name);
      if (name !== 'paging-3') world.clock.advance(1_000);
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await list({ q: 'PAGING', limit: 2, ...(cursor === null ? {} : { cursor }) });
      seen.push(...page.data.map(({ name }) => name));
      cursor = page.meta.next_cursor;
      await world.person(`late-paging-${seen.length}`);
    } while (cursor !== null);
    expect(seen).toEqual(['paging-5', 'paging-4', 'paging-3', 'paging-2', 'paging-1']);
    for (const damaged of ['AAAA', 'WzEsIngiXQ', 'WyJ4IiwieCJd']) {
      expect((await list({ cursor: damaged })).code).toBe('cursor_damaged');
    }
  });

  test('finds by part of an address or a name, by id, and by state', async () => {
    const found = await world.person('findable');
    expect((await list({ q: 'FINDABLE@peo' })).data.map(({ id }) => id)).toEqual([found.id]);
    expect((await list({ q: found.id })).data.map(({ email }) => email)).toEqual([found.email]);
    expect((await list({ q: '%' })).data).toEqual([]);
    const operators = (await list({ state: 'operator' })).data.map(({ id, operator_role }) => [id, operator_role]);
    expect(operators).toEqual(
      expect.arrayContaining([
        [admin.id, 'admin'],
        [boss.id, 'super_admin'],
      ]),
    );
    expect(operators).toHaveLength(2);
    await world.test.asOwner('update accounts set email_verified_at = null where id = $1', [found.id]);
    expect((await list({ state: 'unverified' })).data.map(({ id }) => id)).toEqual([found.id]);
    expect((await list({ state: 'active', limit: 100 })).data.map(({ id }) => id)).not.toContain(found.id);
    expect((await list({ q: 'adam' })).data[0]).toMatchObject({ state: 'active', has_second_factor: true });
  });
});

test('one user is shown with where they belong and what was done', async () => {
  const mia = await world.person('mia', [{ orgId, role: 'member' }]);
  const edited = await world.call(editUser, { ...at(admin, mia), body: { name: 'Mia M.', locale: 'fr' } });
  expect(edited.body.data).toMatchObject({ name: 'Mia M.', locale: 'fr' });
  const { body } = await world.call(getUser, at(admin, mia));
  expect(body.data).toMatchObject({
    organizations: 1,
    sessions: 1,
    sign_in_methods: { password: true, totp: false, passkeys: 0, connected_accounts: [] },
    memberships: [{ organization_id: orgId, slug: 'harbour', role: 'member', state: 'active' }],
  });
  expect(body.data.recent[0]).toMatchObject({
    action: 'account.update',
    actor_kind: 'operator',
    actor: { id: admin.id, name: 'adam' },
    organization: null,
  });
  expect(body.data.recent.map(({ action }) => action)).toContain('session.sign_in');
});

test('a suspended account is refused everywhere at once, until that is lifted', async () => {
  const eve = await world.person('eve');
  const credentials = { email: eve.email, password: PASSWORD };
  const tokens = TokensView.parse((await world.call(logIn, { body: credentials })).body.data);
  const bearer = tokens.access_token;
  const refresh = () => world.call(refreshTokens, { body: { refresh_token: tokens.refresh_token } });
  expect([await meStatus(eve.session), (await world.call(getMe, { bearer })).status]).toEqual([200, 200]);

  const suspended = await suspend(admin, eve);
  expect(suspended.body.data).toMatchObject({ state: 'suspended', suspended_reason: reason, sessions: 0 });
  expect([await meStatus(eve.session), (await world.call(getMe, { bearer })).status]).toEqual([401, 401]);
  expect((await refresh()).body.code).toBe('refresh_token_refused');
  expect((await world.call(signIn, { body: credentials })).body.code).toBe('account_suspended');
  expect((await suspend(admin, eve)).body.code).toBe('user_state_refused');
  expect(mailsTo(eve).map(({ template, data }) => [template, data.reason])).toEqual([['account_suspended', reason]]);

  expect((await world.call(unsuspendUser, at(admin, eve))).body.data).toMatchObject({ state: 'active' });
  expect((await world.call(unsuspendUser, at(admin, eve))).body.code).toBe('user_state_refused');
  expect((await world.call(signIn, { body: credentials })).status).toBe(200);
  expect(await meStatus(eve.session)).toBe(401);
  expect(mailsTo(eve).at(-1)?.template).toBe('account_unsuspended');
  const deeds = (await world.deedsUpon(eve.id)).filter(({ actor_kind }) => actor_kind === 'operator');
  expect(deeds.map(({ action, actor_id, after }) => [action, actor_id, after?.['reason']])).toEqual([
    ['account.suspend', admin.id, reason],
    ['account.unsuspend', admin.id, undefined],
  ]);
});

test('sessions of a user end at an operator’s word', async () => {
  const leo = await world.person('leo');
  const second = await world.signIn(leo.email);
  expect((await world.call(endUserSessions, at(admin, leo))).body.data.revoked).toBe(2);
  expect([await meStatus(leo.session), await meStatus(second)]).toEqual([401, 401]);
  expect(await meStatus(await world.signIn(leo.email))).toBe(200);
});

describe('anonymizing', () => {
  test('takes the address typed once more, and leaves what was done under no name', async () => {
    const ida = await world.person('ida', [{ orgId, role: 'member' }]);
    expect((await anonymize(admin, ida, 'ada@people.example')).body.code).toBe('email_mismatch');
    expect((await anonymize(admin, ida, 'IDA@people.example')).body.data).toMatchObject({
      state: 'anonymized',
      name: 'Deleted account',
      memberships: [],
      sessions: 0,
    });
    expect(await meStatus(ida.session)).toBe(401);
    expect((await world.call(signIn, { body: { email: ida.email, password: PASSWORD } })).body.code).toBe(
      'sign_in_failed',
    );
    for (const refused of [
      await anonymize(admin, ida),
      await suspend(admin, ida),
      await giveRole(boss, ida, 'admin'),
      await world.call(editUser, { ...at(admin, ida), body: { name: 'Ida' } }),
    ]) {
      expect(refused.body.code).toBe('user_state_refused');
    }
    const actions = (await world.deedsUpon(ida.id)).map(({ action }) => action);
    expect(actions).toEqual(['member.leave', 'account.anonymize']);
    expect(mailsTo(ida)).toEqual([]);
  });

  test('is refused for the only owner while others are left there', async () => {
    const { id: own } = await world.addOrganization('lonely');
    const owner = await world.person('owner', [{ orgId: own, role: 'owner' }]);
    const other = await world.person('other', [{ orgId: own, role: 'member' }]);
    expect((await anonymize(admin, owner)).body.code).toBe('last_owner');
    expect((await anonymize(admin, other)).status).toBe(200);
    expect((await anonymize(admin, owner)).status).toBe(200);
  });
});

describe('operators', () => {
  test('are protected from admins, not from super admins', async () => {
    const peer = await world.operator('peer', 'admin');
    for (const touch of [
      () => suspend(admin, peer),
      () => anonymize(admin, peer),
      () => world.call(editUser, { ...at(admin, peer), body: { name: 'Peer' } }),
      () => world.call(endUserSessions, at(admin, peer)),
    ]) {
      expect((await touch()).body.code).toBe('operator_protected');
    }
    expect((await world.call(editUser, { ...at(peer, peer), body: { name: 'Me' } })).body.data.name).toBe('Me');
    expect((await world.call(editUser, { ...at(boss, peer), body: { name: 'Peer' } })).body.data.name).toBe('Peer');
    expect((await suspend(boss, peer)).status).toBe(200);
    expect((await world.call(unsuspendUser, at(admin, peer))).body.code).toBe('operator_protected');
    expect((await anonymize(boss, peer)).status).toBe(200);
  });

  test('do not suspend, anonymize or rank themselves, and the last super admin stays', async () => {
    expect((await suspend(boss, boss)).body.code).toBe('own_account');
    expect((await anonymize(boss, boss)).body.code).toBe('own_account');
    expect((await giveRole(boss, boss, null)).body.code).toBe('own_operator_role');
    expect((await world.call(deleteAccount, { session: boss.session })).body.code).toBe('last_super_admin');
    const heir = await world.operator('heir', 'admin');
    expect((await giveRole(boss, heir, 'super_admin')).body.data.operator_role).toBe('super_admin');
    expect((await world.call(deleteAccount, { session: heir.session })).status).toBe(204);
  });

  test('of two super admins who take each other’s rank at the same time, one stays', async () => {
    const rival = await world.operator('rival', 'super_admin');
    const both = await Promise.all([giveRole(boss, rival, null), giveRole(rival, boss, null)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 403]);
    const [left] = (await world.grants.list()).filter(({ operatorRole }) => operatorRole === 'super_admin');
    expect([boss.id, rival.id]).toContain(left?.id);
    await world.grants.grant(boss.email, 'super_admin');
    await world.grants.revoke(rival.email);
  });

  test('have a second factor, keep it, and work from the moment they are made', async () => {
    const zoe = await world.person('zoe');
    expect((await giveRole(boss, zoe, 'admin')).body.code).toBe('second_factor_missing');
    const max = await world.operator('max', 'admin');
    expect((await giveRole(boss, max, null)).body.data.operator_role).toBeNull();
    expect((await world.call(listUsers, { session: max.session })).status).toBe(403);
    expect((await giveRole(boss, max, 'admin')).body.data.operator_role).toBe('admin');
    expect((await world.call(listUsers, { session: max.session })).status).toBe(200);
    expect((await world.call(removeTotp, { session: max.session })).body.code).toBe(
      'second_factor_required_for_operators',
    );
    const ranks = (await world.deedsUpon(max.id)).filter(({ actor_id }) => actor_id === boss.id);
    expect(ranks.map(({ action, after }) => [action, after])).toEqual([
      ['operator.set_role', { operator_role: null }],
      ['operator.set_role', { operator_role: 'admin' }],
    ]);
  });
});
