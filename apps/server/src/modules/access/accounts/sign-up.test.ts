import { getMe, MeView, resendVerification, signIn, signUp, verifyEmail } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD } from '../../../testing/access-world.ts';
import { type AccountWorld, cookieIn, createAccountWorld, NEW_PASSWORD } from './testing/account-world.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const ADA = 'ada@atelier.example';

let world: AccountWorld;
beforeAll(async () => {
  world = await createAccountWorld();
  const { id: orgId } = await world.addOrganization('atelier');
  await world.addMember(ADA, [{ orgId, role: 'owner' }]);
  await world.test.asOwner(
    `insert into legal_documents (id, kind, version, is_major, texts, published_at) values
       ('01900000-0000-7000-8000-00000000aaa1', 'terms', '1', true, '{}', '2026-01-01'),
       ('01900000-0000-7000-8000-00000000aaa2', 'terms', '2', false, '{}', '2026-02-01'),
       ('01900000-0000-7000-8000-00000000aaa3', 'privacy', '1', true, '{}', '2026-01-01'),
       ('01900000-0000-7000-8000-00000000aaa4', 'terms', '3', true, '{}', '2027-01-01')`,
  );
});
afterAll(() => world.drop());

const ask = (email: string, more: Record<string, unknown> = {}) =>
  world.call(signUp, { body: { email, name: 'Grace', password: NEW_PASSWORD, accept_terms: true, ...more } });
const follow = (token: string, session?: string) =>
  world.call(verifyEmail, { body: { token }, ...(session === undefined ? {} : { session }) });
const accountRow = async (email: string) =>
  (await world.test.asOwner<Record<string, unknown>>('select * from accounts where email = $1', [email]))[0];

describe('signing up', () => {
  test('makes an account that is unverified and belongs nowhere, accepts what is in force, and mails a link', async () => {
    const { status, body } = await ask('grace@new.example', { locale: 'fr' });
    expect([status, body]).toEqual([202, { data: { sent: true } }]);
    expect(await accountRow('grace@new.example')).toMatchObject({
      name: 'Grace',
      locale: 'fr',
      email_verified_at: null,
    });
    const accepted = await world.test.asOwner<{ kind: string; version: string }>(
      `select d.kind, d.version from legal_acceptances l join legal_documents d on d.id = l.document_id
       join accounts a on a.id = l.account_id where a.email = 'grace@new.example' order by d.kind`,
    );
    expect(accepted).toEqual([
      { kind: 'privacy', version: '1' },
      { kind: 'terms', version: '2' },
    ]);
    expect(world.mailsTo('grace@new.example', 'verify_email')).toMatchObject([
      { locale: 'fr', data: { name: 'Grace' } },
    ]);
    expect(await world.audited('account.sign_up')).toMatchObject([
      { org_id: world.systemOrgId, after: { breach_check: 'skipped' } },
    ]);
  });

  test('with an address that somebody has reads the same, changes nothing and tells them, three times an hour', async () => {
    const before = await accountRow(ADA);
    const { status, body } = await ask('ADA@atelier.example');
    expect([status, body]).toEqual([202, { data: { sent: true } }]);
    expect(await accountRow(ADA)).toEqual(before);
    expect(world.mailsTo(ADA, 'already_signed_up')).toHaveLength(1);
    for (let again = 0; again < 5; again += 1) {
      world.clock.advance(MINUTE_MS);
      expect((await ask(ADA)).status).toBe(202);
    }
    expect(world.mailsTo(ADA, 'already_signed_up')).toHaveLength(3);
    expect(world.mailsTo(ADA, 'verify_email')).toHaveLength(0);
  });

  test('refuses a password against the rules, an invitation it never made, and terms that are not accepted', async () => {
    expect(await ask('x@new.example', { password: 'eleven char' })).toMatchObject({
      status: 422,
      body: { code: 'password_too_short' },
    });
    expect((await ask('x@new.example', { password: 'a'.repeat(129) })).body.code).toBe('password_too_long');
    const invitation = world.tokenOf('invitation', '01900000-0000-7000-8000-0000000000ff');
    const forged = `${invitation.slice(0, -1)}${invitation.endsWith('A') ? 'B' : 'A'}`;
    expect(await ask('x@new.example', { invitation: forged })).toMatchObject({
      status: 410,
      body: { code: 'invitation_gone' },
    });
    expect((await ask('x@new.example', { accept_terms: false })).body.code).toBe('validation_failed');
    expect(await accountRow('x@new.example')).toBeUndefined();
    expect((await ask('x@new.example', { invitation })).status).toBe(202);
  });
});

describe('the link that verifies an address', () => {
  test('verifies and signs in, once', async () => {
    const token = await world.signUp('once@new.example');
    const { status, body, headers } = await follow(token);
    expect([status, body.data]).toMatchObject([200, { email: 'once@new.example', me: { organization: null } }]);
    const me = await world.call(getMe, { session: cookieIn(headers) ?? '' });
    expect(MeView.parse(me.body.data).account.email_verified).toBe(true);
    const [session] = await world.test.asOwner('select method from sessions order by id desc limit 1');
    expect(session).toEqual({ method: 'sign_up' });
    expect(await follow(token)).toMatchObject({ status: 410, body: { code: 'link_used' } });
  });

  test('is good for 24 hours', async () => {
    const [early, late] = [await world.signUp('early@new.example'), await world.signUp('late@new.example')];
    world.clock.advance(DAY_MS - 1);
    expect((await follow(early)).status).toBe(200);
    world.clock.advance(1);
    expect(await follow(late)).toMatchObject({ status: 410, body: { code: 'link_expired' } });
  });

  test('is refused when it was altered, made for something else, or the row is gone', async () => {
    const token = await world.signUp('altered@new.example');
    const { id = '' } = world.mailsTo('altered@new.example', 'verify_email')[0]?.link ?? {};
    const altered = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
    for (const bad of [
      altered,
      world.tokenOf('reset_password', id),
      world.tokenOf('verify_email', '01900000-0000-7000-8000-0000000000fe'),
    ]) {
      expect(await follow(bad)).toMatchObject({ status: 404, body: { code: 'link_invalid' } });
    }
    expect((await follow('short')).body.code).toBe('validation_failed');
    expect((await follow(token)).status).toBe(200);
  });

  test('signs nobody in who is signed in, who was verified before, or who has a second factor', async () => {
    const first = await world.signUp('again@new.example');
    const session = await world.signInWith('again@new.example', NEW_PASSWORD);
    const own = await follow(first, session);
    expect(cookieIn(own.headers)).toBeUndefined();
    expect(own.body.data.me?.account).toMatchObject({ email: 'again@new.example', email_verified: true });

    const other = await follow(await world.signUp('other@new.example'), session);
    expect([other.status, other.body.data.me, cookieIn(other.headers)]).toEqual([200, null, undefined]);

    const guarded = await world.signUp('guarded@new.example');
    await world.test.asOwner(
      `insert into totp_secrets (account_id, sealed, created_at, confirmed_at)
       select id, '\\x00', now(), now() from accounts where email = 'guarded@new.example'`,
    );
    const answer = await follow(guarded);
    expect([answer.status, answer.body.data.me, cookieIn(answer.headers)]).toEqual([200, null, undefined]);
  });

  test('of a suspended account is refused', async () => {
    const token = await world.signUp('barred@new.example');
    const suspend = (at: string) =>
      world.test.asOwner(`update accounts set suspended_at = ${at} where email = 'barred@new.example'`);
    await suspend('now()');
    expect((await follow(token)).body.code).toBe('link_invalid');
    await suspend('null');
    expect((await follow(token)).status).toBe(200);
  });
});

describe('another link', () => {
  test('is mailed three times an hour, a minute apart', async () => {
    await world.signUp('resend@new.example');
    const session = await world.signInWith('resend@new.example', NEW_PASSWORD);
    const again = () => world.call(resendVerification, { session });
    expect(await again()).toMatchObject({ status: 429, body: { code: 'mail_limit_reached', retryAfter: 60 } });
    world.clock.advance(MINUTE_MS);
    expect((await again()).status).toBe(202);
    world.clock.advance(MINUTE_MS);
    expect((await again()).status).toBe(202);
    world.clock.advance(MINUTE_MS);
    expect(await again()).toMatchObject({ status: 429, body: { retryAfter: 57 * 60 } });
    world.clock.advance(57 * MINUTE_MS);
    expect((await again()).status).toBe(202);
    expect(world.mailsTo('resend@new.example', 'verify_email')).toHaveLength(4);
    await follow(world.tokenTo('resend@new.example', 'verify_email'));
    world.clock.advance(MINUTE_MS);
    expect(await again()).toMatchObject({ status: 409, body: { code: 'already_verified' } });
  });

  test('is for who is signed in', async () => {
    expect((await world.call(resendVerification)).body.code).toBe('not_signed_in');
  });
});

describe('the upkeep', () => {
  test('removes accounts that stayed unverified for a week and belong to nobody', async () => {
    await world.signUp('stale@new.example');
    await world.signInWith('stale@new.example', NEW_PASSWORD);
    const kept = await world.signUp('kept@new.example');
    await follow(kept);
    const purge = () =>
      world.database.asSystem('upkeep in a test', (tx) => world.accounts.purgeUnverified(tx, world.clock.now()));
    world.clock.advance(7 * DAY_MS);
    await purge();
    expect(await accountRow('stale@new.example')).toBeDefined();
    world.clock.advance(1);
    expect(await purge()).toBeGreaterThan(0);
    expect(await accountRow('stale@new.example')).toBeUndefined();
    expect(await accountRow('kept@new.example')).toBeDefined();
    expect(await accountRow(ADA)).toBeDefined();
    expect((await world.call(signIn, { body: { email: ADA, password: PASSWORD } })).status).toBe(200);
    expect(await purge()).toBe(0);
  });
});
