import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AccessWorld, createAccessWorld, PASSWORD } from '../../../testing/access-world.ts';
import { createMailedTokens } from '../../../platform/crypto/index.ts';
import { ARGON2ID, createPasswords } from './passwords.ts';

let world: AccessWorld;
let orgId: string;
let accountId: string;
beforeAll(async () => {
  world = await createAccessWorld();
  orgId = (await world.addOrganization('atelier')).id;
  await world.addOrganization('stepwell', { isSystem: true });
  accountId = await world.addMember('Ada@atelier.example', [{ orgId, role: 'owner' }]);
});
afterAll(() => world.drop());

describe('a password', () => {
  test('is verified for its account, whatever the case of the address', async () => {
    const free = { locked: false, lockedForSeconds: 0, suspended: false };
    const found = { verified: true, accountId, homeOrgId: orgId, ...free };
    expect(await world.accounts.checkPassword('ada@ATELIER.example', PASSWORD)).toEqual(found);
    expect(await world.accounts.checkPassword(' Ada@atelier.example ', PASSWORD)).toEqual(found);
  });

  test('is refused when it is wrong, and when nobody has the address', async () => {
    expect(await world.accounts.checkPassword('ada@atelier.example', `${PASSWORD}!`)).toMatchObject({
      verified: false,
    });
    const free = { locked: false, lockedForSeconds: 0, suspended: false };
    const nobody = { verified: false, accountId: null, homeOrgId: null, ...free };
    expect(await world.accounts.checkPassword('nobody@atelier.example', PASSWORD)).toEqual(nobody);
  });

  test('opens no account that has none', async () => {
    const make = (email: string) =>
      world.database.asSystem('preparing a test', (tx) =>
        world.accounts.createAccount(tx, { email, name: 'Grace', passwordHash: null }),
      );
    await make('grace@atelier.example');
    expect(await world.accounts.checkPassword('grace@atelier.example', PASSWORD)).toMatchObject({ verified: false });
    expect(await world.accounts.checkPassword('grace@atelier.example', 'no account has this password')).toMatchObject({
      verified: false,
    });
  });

  test('is hashed with Argon2id at the cost OWASP asks for', async () => {
    const passwords = createPasswords(ARGON2ID);
    const hashed = await passwords.hash(PASSWORD);
    expect(hashed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwords.matches(PASSWORD, hashed)).toBe(true);
  });

  test('takes as long to refuse when there is nothing to compare with', async () => {
    const passwords = createPasswords({ memoryKib: 65_536, passes: 3, threads: 1 });
    const hashed = await passwords.hash(PASSWORD);
    const fastest = async (against: string | null) => {
      const times: number[] = [];
      for (let round = 0; round < 3; round += 1) {
        const startedAt = performance.now();
        await passwords.matches('a wrong password', against);
        times.push(performance.now() - startedAt);
      }
      return Math.min(...times);
    };
    const [wrong, nobody] = [await fastest(hashed), await fastest(null)];
    expect(nobody).toBeGreaterThan(wrong / 4);
    expect(nobody).toBeLessThan(wrong * 4);
  });

  test('is the same however a keyboard composes it', async () => {
    const hashed = await createPasswords({ memoryKib: 64, passes: 1, threads: 1 }).hash('caf\u00e9 de la gare');
    const passwords = createPasswords({ memoryKib: 64, passes: 1, threads: 1 });
    expect(await passwords.matches('cafe\u0301 de la gare', hashed)).toBe(true);
  });

  test('has 12 to 128 characters', async () => {
    const { accounts } = world;
    await expect(accounts.hashPassword('eleven char')).rejects.toMatchObject({ code: 'password_too_short' });
    await expect(accounts.hashPassword('a'.repeat(129))).rejects.toMatchObject({ code: 'password_too_long' });
    await expect(accounts.hashPassword('twelve chars')).resolves.toContain('$argon2id$');
    await expect(accounts.hashPassword('é'.repeat(128))).resolves.toContain('$argon2id$');
  });
});

describe('an account', () => {
  const inTx = <T>(work: Parameters<typeof world.database.asSystem<T>>[1]) =>
    world.database.asSystem('preparing a test', work);

  test('made by code has a verified address unless that is denied', async () => {
    const make = (email: string, more = {}) =>
      inTx((tx) =>
        world.accounts.createAccount(tx, { email, name: 'Linus', passwordHash: null, locale: 'fr', ...more }),
      );
    const id = await make('linus@atelier.example');
    await make('not.yet@atelier.example', { emailVerified: false });
    const found = await inTx((tx) => world.accounts.accountByEmail(tx, ' LINUS@atelier.example'));
    const known = { email: 'linus@atelier.example', name: 'Linus', locale: 'fr' };
    expect(found).toEqual({ id, ...known, emailVerifiedAt: world.clock.now(), suspended: false });
    const other = await inTx((tx) => world.accounts.accountByEmail(tx, 'not.yet@atelier.example'));
    expect(other?.emailVerifiedAt).toBeNull();
    expect(await inTx((tx) => world.accounts.accountById(tx, id))).toEqual(found);
    expect(await inTx((tx) => world.accounts.accountById(tx, orgId))).toBeUndefined();
    expect(await inTx((tx) => world.accounts.accountByEmail(tx, 'nobody@atelier.example'))).toBeUndefined();
  });

  test('that is suspended says so', async () => {
    const id = await world.addMember('barred@atelier.example', [{ orgId, role: 'viewer' }]);
    await world.test.asOwner('update accounts set suspended_at = now() where id = $1', [id]);
    expect(await world.accounts.checkPassword('barred@atelier.example', PASSWORD)).toMatchObject({
      verified: true,
      suspended: true,
    });
    expect((await inTx((tx) => world.accounts.accountById(tx, id)))?.suspended).toBe(true);
  });

  test('is let in by a magic link that was mailed, once and for 15 minutes', async () => {
    const id = await world.addMember('magic@atelier.example', []);
    const wanted = { id, email: 'magic@atelier.example', visit: 'digest' };
    const issue = async () => (await inTx((tx) => world.accounts.issueMagicLink(tx, wanted))).link;
    const use = (token: string) => inTx((tx) => world.accounts.useMagicLink(tx, token));
    const tokens = createMailedTokens(world.keyring);
    const token = tokens.tokenOf('magic_link', (await issue())?.id ?? '');
    expect(await issue()).toBeUndefined();
    expect(await use(token)).toMatchObject({ id, email: 'magic@atelier.example' });
    await expect(use(token)).rejects.toMatchObject({ code: 'link_used' });
    world.clock.advance(60_000);
    const late = tokens.tokenOf('magic_link', (await issue())?.id ?? '');
    world.clock.advance(15 * 60_000);
    await expect(use(late)).rejects.toMatchObject({ code: 'link_expired' });
    await expect(use(tokens.tokenOf('unlock', id))).rejects.toMatchObject({ code: 'link_invalid' });
  });

  test('that was signed up by somebody else is cleared of their password when its owner comes by mail', async () => {
    const email = 'waited.for@atelier.example';
    const passwordHash = await world.accounts.hashPassword(PASSWORD);
    const account = { email, name: 'Somebody else', passwordHash, emailVerified: false };
    const id = await inTx((tx) => world.accounts.createAccount(tx, account));
    const theirs = await world.signIn(email);
    const { link } = await inTx((tx) => world.accounts.issueMagicLink(tx, { id, email, visit: 'digest' }));
    const token = createMailedTokens(world.keyring).tokenOf('magic_link', link?.id ?? '');
    const owner = await inTx((tx) => world.accounts.useMagicLink(tx, token));
    expect(owner.emailVerifiedAt).toEqual(world.clock.now());
    expect((await world.accounts.checkPassword(email, PASSWORD)).verified).toBe(false);
    expect(await world.sessions.authenticateSession(theirs)).toBeUndefined();
  });

  test('cannot take the address of another, whatever the case', async () => {
    await expect(world.addMember('ADA@atelier.EXAMPLE', [])).rejects.toMatchObject({ code: 'email_taken' });
  });

  test('joins an organization once', async () => {
    const join = () =>
      world.database.asSystem('preparing a test', (tx) =>
        world.accounts.addMember(tx, { orgId, accountId, role: 'viewer' }),
      );
    await expect(join()).rejects.toMatchObject({ code: 'already_member' });
  });

  test('is seen only by the organizations it belongs to', async () => {
    const other = await world.addOrganization('elsewhere');
    const stranger = await world.addMember('stranger@elsewhere.example', [{ orgId: other.id, role: 'owner' }]);
    const accounts = { name: 'test_account_ids', text: 'select id from accounts' };
    const members = { name: 'test_member_ids', text: 'select account_id from members' };
    const seen = await world.database.asTenant(other.id, async (tx) => [await tx.run(accounts), await tx.run(members)]);
    expect(seen).toEqual([[{ id: stranger }], [{ account_id: stranger }]]);
  });
});
