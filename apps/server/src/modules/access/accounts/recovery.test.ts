import { changePassword, getMe, requestPasswordReset, resetPassword, signIn, unlockSignIn } from '@stepwell/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PASSWORD } from '../../../testing/access-world.ts';
import { type AccountWorld, createAccountWorld, NEW_PASSWORD } from './testing/account-world.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let world: AccountWorld;
let orgId: string;
let email: string;
let accountId: string;
let count = 0;

beforeAll(async () => {
  world = await createAccountWorld();
  orgId = (await world.addOrganization('atelier')).id;
});
beforeEach(async () => {
  count += 1;
  email = `person${count}@atelier.example`;
  accountId = await world.addMember(email, [{ orgId, role: 'member' }]);
});
afterAll(() => world.drop());

const attempt = (address: string, password: string) => world.call(signIn, { body: { email: address, password } });
const check = (address: string, password: string) => world.accounts.checkPassword(address, password);
const isSignedIn = async (session: string) => (await world.call(getMe, { session })).status === 200;
const askReset = (address: string) => world.call(requestPasswordReset, { body: { email: address } });
const change = (password: string) => ({ password, current_password: PASSWORD });
const reset = (token: string, password = NEW_PASSWORD) => world.call(resetPassword, { body: { token, password } });
const fail = async (address: string, times: number) => {
  for (let time = 0; time < times; time += 1) await check(address, 'a wrong password');
};

describe('resetting a password', () => {
  test('ends all sessions, lifts the lock and tells the person', async () => {
    const [one, two] = [await world.signInWith(email, PASSWORD), await world.signInWith(email, PASSWORD)];
    await fail(email, 6);
    await askReset(email.toUpperCase());
    const { status, body } = await reset(world.tokenTo(email, 'reset_password'));
    expect([status, body]).toEqual([200, { data: { email, ended_sessions: 2 } }]);
    expect([await isSignedIn(one), await isSignedIn(two)]).toEqual([false, false]);
    expect(await check(email, PASSWORD)).toMatchObject({ verified: false, locked: false });
    expect(await check(email, NEW_PASSWORD)).toMatchObject({ verified: true });
    expect(world.mailsTo(email, 'password_changed')).toMatchObject([{ data: { ip: expect.any(String) } }]);
    const entries = await world.audited('account.reset_password');
    expect(entries.at(-1)).toMatchObject({
      actor_id: accountId,
      after: { breach_check: 'skipped', ended_sessions: 2 },
    });
  });

  test('answers the same for an address that nobody has', async () => {
    const [known, unknown] = [await askReset(email), await askReset('nobody@atelier.example')];
    expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
    expect(known.status).toBe(202);
    expect(world.mailsTo(email, 'reset_password')).toHaveLength(1);
    expect(world.mailsTo('nobody@atelier.example', 'reset_password')).toHaveLength(0);
  });

  test('mails three links an hour and says nothing of the rest', async () => {
    for (let time = 0; time < 5; time += 1) {
      expect((await askReset(email)).status).toBe(202);
      world.clock.advance(MINUTE_MS);
    }
    expect(world.mailsTo(email, 'reset_password')).toHaveLength(3);
    world.clock.advance(HOUR_MS);
    await askReset(email);
    expect(world.mailsTo(email, 'reset_password')).toHaveLength(4);
  });

  test('works once, within the hour, and not after the password was changed otherwise', async () => {
    await askReset(email);
    const token = world.tokenTo(email, 'reset_password');
    world.clock.advance(MINUTE_MS);
    await askReset(email);
    const second = world.tokenTo(email, 'reset_password');
    expect((await reset(second)).status).toBe(200);
    expect(await reset(second, 'yet another password')).toMatchObject({ status: 410, body: { code: 'link_used' } });
    expect((await reset(token, 'yet another password')).body.code).toBe('link_used');
    world.clock.advance(MINUTE_MS);
    await askReset(email);
    world.clock.advance(HOUR_MS);
    expect(await reset(world.tokenTo(email, 'reset_password'), 'yet another password')).toMatchObject({
      status: 410,
      body: { code: 'link_expired' },
    });
    expect((await check(email, NEW_PASSWORD)).verified).toBe(true);
  });

  test('goes to one of two that use a link at the same time', async () => {
    await askReset(email);
    const token = world.tokenTo(email, 'reset_password');
    const answers = await Promise.all([reset(token, 'the first of the two'), reset(token, 'the second of the two')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
  });

  test('refuses a password against the rules and leaves the link good', async () => {
    await askReset(email);
    const token = world.tokenTo(email, 'reset_password');
    expect(await reset(token, PASSWORD)).toMatchObject({ status: 422, body: { code: 'password_reused' } });
    expect((await reset(token, 'too short')).body.code).toBe('password_too_short');
    const { id = '' } = world.mailsTo(email, 'reset_password')[0]?.link ?? {};
    expect(await reset(world.tokenOf('unlock', id))).toMatchObject({ status: 404, body: { code: 'link_invalid' } });
    expect((await reset(token)).status).toBe(200);
  });

  test('verifies an address that was not', async () => {
    await world.signUp('fresh@new.example');
    await askReset('fresh@new.example');
    await reset(world.tokenTo('fresh@new.example', 'reset_password'), 'yet another password');
    const account = await world.database.asSystem('looking in a test', (tx) =>
      world.accounts.accountByEmail(tx, 'FRESH@new.example'),
    );
    expect(account?.emailVerifiedAt).toEqual(world.clock.now());
  });
});

describe('changing a password', () => {
  test('ends the other sessions and tells the person', async () => {
    const [own, other] = [await world.signInWith(email, PASSWORD), await world.signInWith(email, PASSWORD)];
    const { status, body } = await world.call(changePassword, { session: own, body: change(NEW_PASSWORD) });
    expect([status, body]).toEqual([200, { data: { ended_sessions: 1 } }]);
    expect([await isSignedIn(own), await isSignedIn(other)]).toEqual([true, false]);
    expect(world.mailsTo(email, 'password_changed')).toHaveLength(1);
    const entries = await world.audited('account.change_password');
    expect(entries.at(-1)).toMatchObject({ org_id: orgId, actor_id: accountId, after: { breach_check: 'skipped' } });
    expect((await check(email, NEW_PASSWORD)).verified).toBe(true);
  });

  test('refuses the last five, the current one among them, and takes an older one again', async () => {
    const choose = async (password: string) => {
      world.clock.advance(1_000);
      const session = await world.signInWith(email, current);
      const answer = await world.call(changePassword, { session, body: { password, current_password: current } });
      if (answer.status === 200) current = password;
      return answer.body.code ?? answer.status;
    };
    let current = PASSWORD;
    const later = ['second', 'third', 'fourth', 'fifth', 'sixth'].map((word) => `my ${word} password here`);
    for (const password of later.slice(0, 4)) expect(await choose(password)).toBe(200);
    for (const password of [PASSWORD, ...later.slice(0, 4)])
      expect([password, await choose(password)]).toEqual([password, 'password_reused']);
    expect(await choose(later[4] ?? '')).toBe(200);
    expect(await choose(later[0] ?? '')).toBe('password_reused');
    expect(await choose(PASSWORD)).toBe(200);
    const kept = await world.test.asOwner('select from password_history where account_id = $1', [accountId]);
    expect(kept).toHaveLength(4);
  });

  test('asks for fresh proof', async () => {
    const session = await world.signInWith(email, PASSWORD);
    world.clock.advance(10 * MINUTE_MS);
    const answer = await world.call(changePassword, { session, body: change(NEW_PASSWORD) });
    expect(answer).toMatchObject({ status: 403, body: { code: 'confirmation_required' } });
    expect(await world.accounts.passwordMatches(accountId, PASSWORD)).toBe(true);
    expect(await world.accounts.passwordMatches(accountId, NEW_PASSWORD)).toBe(false);
  });
});

describe('the lock after failed attempts', () => {
  test('comes after five and holds for 15 minutes even against the right password', async () => {
    await fail(email, 4);
    expect(await check(email, 'a wrong password')).toMatchObject({ verified: false, locked: false });
    expect(await check(email, PASSWORD)).toMatchObject({ verified: false, locked: true, lockedForSeconds: 900 });
    world.clock.advance(15 * MINUTE_MS - 1);
    expect(await check(email, PASSWORD)).toMatchObject({ verified: false, locked: true, lockedForSeconds: 1 });
    world.clock.advance(1);
    expect(await check(email, PASSWORD)).toMatchObject({ verified: true, locked: false, lockedForSeconds: 0 });
  });

  test('comes for an address that nobody has just the same, and no mail goes out', async () => {
    const mails = world.mailed.length;
    await fail('nobody.at.all@atelier.example', 5);
    expect(await check(' Nobody.at.all@ATELIER.example', PASSWORD)).toMatchObject({
      locked: true,
      lockedForSeconds: 900,
    });
    expect(world.mailed).toHaveLength(mails);
    const kept = await world.test.asOwner<Record<string, unknown>>('select * from sign_in_failures');
    expect(JSON.stringify(kept)).not.toContain('nobody');
  });

  test('is not reached by four, by a success in between, or by failures long apart', async () => {
    await fail(email, 4);
    expect((await check(email, PASSWORD)).verified).toBe(true);
    await fail(email, 4);
    expect((await check(email, PASSWORD)).verified).toBe(true);
    await fail(email, 4);
    world.clock.advance(15 * MINUTE_MS);
    await fail(email, 1);
    expect(await check(email, PASSWORD)).toMatchObject({ verified: true, locked: false });
  });

  test('lets no more than five guesses through at the same time', async () => {
    const checks = await Promise.all(Array.from({ length: 20 }, () => check(email, 'a wrong password')));
    expect(checks.filter(({ locked }) => !locked)).toHaveLength(5);
    expect(world.mailsTo(email, 'unlock')).toHaveLength(1);
  });

  test('is lifted by the mailed link, once and within the hour', async () => {
    await fail(email, 5);
    const token = world.tokenTo(email, 'unlock');
    const unlock = () => world.call(unlockSignIn, { body: { token } });
    expect((await check(email, PASSWORD)).locked).toBe(true);
    const { status, body } = await unlock();
    expect([status, body]).toEqual([200, { data: { email } }]);
    expect((await check(email, PASSWORD)).verified).toBe(true);
    expect(await unlock()).toMatchObject({ status: 410, body: { code: 'link_used' } });
    await fail(email, 5);
    world.clock.advance(HOUR_MS);
    const late = await world.call(unlockSignIn, { body: { token: world.tokenTo(email, 'unlock') } });
    expect(late.body.code).toBe('link_expired');
    expect((await world.call(unlockSignIn, { body: { token: world.tokenOf('unlock', accountId) } })).body.code).toBe(
      'link_invalid',
    );
  });

  test('is audited, whether or not somebody has the address', async () => {
    await fail(email, 5);
    await fail('someone.else@atelier.example', 5);
    const entries = await world.audited('account.lock_sign_in');
    expect(entries.slice(-2)).toMatchObject([
      { org_id: orgId, resource_id: accountId },
      { org_id: world.systemOrgId, resource_id: 'unknown' },
    ]);
    expect((await attempt(email, PASSWORD)).status).not.toBe(200);
  });
});
