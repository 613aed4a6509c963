import { changeEmail, deleteAccount, getMe, MeView, updateProfile, verifyEmail } from '@stepwell/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PASSWORD } from '../../../testing/access-world.ts';
import { type AccountWorld, createAccountWorld } from './testing/account-world.ts';

const MINUTE_MS = 60_000;

let world: AccountWorld;
let orgId: string;
let email: string;
let accountId: string;
let session: string;
let count = 0;

beforeAll(async () => {
  world = await createAccountWorld();
  orgId = (await world.addOrganization('atelier')).id;
});
beforeEach(async () => {
  count += 1;
  email = `person${count}@atelier.example`;
  accountId = await world.addMember(email, [{ orgId, role: 'member' }]);
  session = await world.signInWith(email, PASSWORD);
});
afterAll(() => world.drop());

const ask = (address: string) => world.call(changeEmail, { session, body: { email: address } });
const follow = (token: string) => world.call(verifyEmail, { body: { token } });
const remove = () => world.call(deleteAccount, { session });
const accountOf = (id: string) =>
  world.database.asSystem('looking in a test', (tx) => world.accounts.accountById(tx, id));

describe('the profile', () => {
  test('is changed field by field', async () => {
    const change = async (body: Record<string, unknown>) =>
      MeView.parse((await world.call(updateProfile, { session, body })).body.data).account;
    expect(await change({ name: ' Grace Hopper ' })).toMatchObject({ name: 'Grace Hopper', locale: null });
    expect(await change({ locale: 'fr' })).toMatchObject({ name: 'Grace Hopper', locale: 'fr' });
    expect(await change({})).toMatchObject({ name: 'Grace Hopper', locale: 'fr' });
    expect(await change({ locale: null })).toMatchObject({ locale: null });
    expect((await world.call(updateProfile, { session, body: { name: '  ' } })).body.code).toBe('validation_failed');
    const entries = await world.audited('account.update');
    expect(entries.slice(-3).map(({ after }) => after)).toEqual([
      { changed: ['name'] },
      { changed: ['locale'] },
      { changed: ['locale'] },
    ]);
  });

  test('decides the language of mails', async () => {
    await world.call(updateProfile, { session, body: { locale: 'fr' } });
    await ask('grace.fr@new.example');
    expect(world.mailsTo('grace.fr@new.example', 'change_email')).toMatchObject([{ locale: 'fr' }]);
  });
});

describe('changing the address', () => {
  test('takes effect when the link is followed, and the old address is told', async () => {
    const next = `next${count}@new.example`;
    expect(await ask(next)).toMatchObject({ status: 202, body: { data: { sent: true } } });
    expect((await accountOf(accountId))?.email).toBe(email);
    const { status, body } = await follow(world.tokenTo(next, 'change_email'));
    expect([status, body]).toEqual([200, { data: { email: next, me: null } }]);
    expect(await accountOf(accountId)).toMatchObject({ email: next, emailVerifiedAt: world.clock.now() });
    expect(world.mailsTo(email, 'email_changed')).toMatchObject([{ data: { new_email: next } }]);
    expect(MeView.parse((await world.call(getMe, { session })).body.data).account.email).toBe(next);
    expect((await follow(world.tokenTo(next, 'change_email'))).body.code).toBe('link_used');
  });

  test('tells only who reads the mails of the address that somebody has it', async () => {
    const taken = `taken${count}@atelier.example`;
    await world.addMember(taken, []);
    expect((await ask(taken.toUpperCase())).status).toBe(202);
    const token = world.tokenTo(taken.toUpperCase(), 'change_email');
    expect(await follow(token)).toMatchObject({ status: 409, body: { code: 'email_taken' } });
    expect((await accountOf(accountId))?.email).toBe(email);
  });

  test('lets one of two have an address that both want', async () => {
    const wanted = `wanted${count}@new.example`;
    await ask(wanted);
    const first = world.tokenTo(wanted, 'change_email');
    await world.addMember(`rival${count}@atelier.example`, []);
    session = await world.signInWith(`rival${count}@atelier.example`, PASSWORD);
    await ask(wanted.toUpperCase());
    const answers = await Promise.all([follow(first), follow(world.tokenTo(wanted.toUpperCase(), 'change_email'))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('is mailed three times an hour, a minute apart', async () => {
    const next = `often${count}@new.example`;
    expect((await ask(next)).status).toBe(202);
    expect(await ask(next)).toMatchObject({ status: 429, body: { code: 'mail_limit_reached', retryAfter: 60 } });
    for (let again = 0; again < 2; again += 1) {
      world.clock.advance(MINUTE_MS);
      expect((await ask(next)).status).toBe(202);
    }
    world.clock.advance(MINUTE_MS);
    expect((await ask(next)).body.code).toBe('mail_limit_reached');
  });

  test('asks for fresh proof', async () => {
    world.clock.advance(10 * MINUTE_MS);
    expect((await ask('late@new.example')).body.code).toBe('confirmation_required');
  });
});

describe('deleting the account', () => {
  test('leaves every organization, ends sessions, and keeps nothing personal', async () => {
    expect((await remove()).status).toBe(204);
    expect((await world.call(getMe, { session })).status).toBe(401);
    const [row] = await world.test.asOwner<Record<string, unknown>>('select * from accounts where id = $1', [
      accountId,
    ]);
    expect(row).toMatchObject({
      email: `deleted-${accountId}@invalid`,
      name: 'Deleted account',
      password_hash: null,
      anonymized_at: world.clock.now(),
    });
    expect(await world.test.asOwner('select from members where account_id = $1', [accountId])).toEqual([]);
    expect(await accountOf(accountId)).toBeUndefined();
    const [left] = (await world.audited('member.leave')).slice(-1);
    expect(left).toMatchObject({ org_id: orgId, actor_id: accountId });
    expect((await world.accounts.checkPassword(email, PASSWORD)).verified).toBe(false);
    await expect(world.signUp(email)).resolves.toBeTypeOf('string');
  });

  test('is refused to the only owner of an organization that lives', async () => {
    const { id } = await world.addOrganization(`own${count}`);
    const owner = `owner${count}@atelier.example`;
    const ownerId = await world.addMember(owner, [{ orgId: id, role: 'owner' }]);
    session = await world.signInWith(owner, PASSWORD);
    expect(await remove()).toMatchObject({ status: 409, body: { code: 'last_owner' } });
    expect(await accountOf(ownerId)).toBeDefined();
    await world.test.asOwner('update organizations set deleted_at = now() where id = $1', [id]);
    expect((await remove()).status).toBe(204);
  });

  test('of two owners at the same time lets one go', async () => {
    const { id } = await world.addOrganization(`pair${count}`);
    const owners = [`left${count}@atelier.example`, `right${count}@atelier.example`];
    const sessions: string[] = [];
    for (const owner of owners) {
      await world.addMember(owner, [{ orgId: id, role: 'owner' }]);
      sessions.push(await world.signInWith(owner, PASSWORD));
    }
    const answers = await Promise.all(sessions.map((own) => world.call(deleteAccount, { session: own })));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  });

  test('asks for fresh proof and for somebody signed in', async () => {
    world.clock.advance(10 * MINUTE_MS);
    expect(await remove()).toMatchObject({ status: 403, body: { code: 'confirmation_required' } });
    expect(await world.call(deleteAccount)).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
  });
});
