import { hashRaw } from '@node-rs/argon2';
import { beginPasskey, beginPasskeySignIn, beginTotp, confirmTotp, requestMagicLink } from '@stepwell/contract';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type AccessWorld, createAccessWorld } from '../../../testing/access-world.ts';
import { addDevice, appCode, turnTotpOn } from '../../../testing/second-factors.ts';
import { softwareAuthenticator } from '../../../testing/software-authenticator.ts';
import { createBackupCodes } from './backup-codes.ts';

let world: AccessWorld;
let orgId: string;
let people = 0;

beforeAll(async () => {
  world = await createAccessWorld();
  await world.addOrganization('stepwell', { isSystem: true });
  orgId = (await world.addOrganization('atelier')).id;
});
afterEach(() => void vi.restoreAllMocks());
afterAll(() => world.drop());

async function somebody() {
  people += 1;
  const email = `somebody-${people}@atelier.example`;
  const id = await world.addMember(email, [{ orgId, role: 'owner' }]);
  return { id, email, session: await world.signIn(email) };
}

describe('a backup code', () => {
  test('is kept as Argon2id under a salt of its set, 16 random bytes', async () => {
    const cost = { memoryKib: 64, passes: 1, threads: 1 };
    const { codes, set } = await createBackupCodes(cost).make();
    const [code = ''] = codes;
    const kept = await hashRaw(code.replace('-', ''), { salt: set.salt, memoryCost: 64, timeCost: 1, parallelism: 1 });
    expect(set.hashes.map((hash) => hash.toString('hex'))).toContain(kept.toString('hex'));
    const another = await createBackupCodes(cost).make();
    expect([set.salt.length, another.set.salt.length]).toEqual([16, 16]);
    expect(another.set.salt.equals(set.salt)).toBe(false);
    expect((await createBackupCodes(cost).hash(code, another.set.salt)).equals(kept)).toBe(false);
  });
});

describe('challenges to passkeys', () => {
  test('are 32 bytes, and none comes twice', async () => {
    const { session } = await somebody();
    const challenges: string[] = [];
    for (let at = 0; at < 50; at += 1) {
      const registration = await world.call(beginPasskey, { session });
      const signIn = await world.call(beginPasskeySignIn, { body: {} });
      challenges.push(String(registration.body.data.options.challenge), String(signIn.body.data.options.challenge));
    }
    expect(new Set(challenges).size).toBe(100);
    for (const challenge of challenges) expect(Buffer.from(challenge, 'base64url')).toHaveLength(32);
  });
});

describe('secrets', () => {
  test('are never drawn from a generator that can be foreseen', async () => {
    const { email, session } = await somebody();
    vi.spyOn(Math, 'random').mockImplementation(() => {
      throw new Error('a secret was drawn from Math.random');
    });
    expect(() => Math.random()).toThrow('a secret was drawn');
    const { secret } = (await world.call(beginTotp, { session })).body.data;
    const code = appCode(secret, world.clock.nowMs());
    expect((await world.call(confirmTotp, { session, body: { code } })).status).toBe(200);
    expect((await world.call(beginPasskey, { session })).status).toBe(200);
    expect((await world.call(requestMagicLink, { body: { email } })).status).toBe(202);
  });
});

describe('keys and secrets of accounts', () => {
  const TABLES = ['passkeys', 'totp_secrets', 'backup_codes', 'backup_code_sets'];

  test('are neither seen nor changed by work for an organization', async () => {
    const { session, email } = await somebody();
    await turnTotpOn(world, session);
    await addDevice(world, session, softwareAuthenticator(email));
    for (const table of TABLES) {
      const [kept] = await world.test.asOwner<{ count: number }>(`select count(*)::int as count from ${table}`);
      expect(kept?.count, table).toBeGreaterThan(0);
      const touched = await world.database.asTenant(orgId, async (tx) => [
        ...(await tx.run({ name: `see_${table}`, text: `select account_id from ${table}` })),
        ...(await tx.run({
          name: `change_${table}`,
          text: `update ${table} set account_id = account_id returning account_id`,
        })),
        ...(await tx.run({ name: `remove_${table}`, text: `delete from ${table} returning account_id` })),
      ]);
      expect(touched, table).toEqual([]);
    }
  });
});
