import { signOut } from '@stepwell/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type AccessWorld, createAccess, createAccessWorld } from '../../../testing/access-world.ts';
import type { SessionService } from './service.ts';

const PEOPLE = 40;
const DAY_MS = 86_400_000;
const NOBODY = 'n'.repeat(43);

let world: AccessWorld;
let orgId: string;
let accounts: string[];
let tokens: string[];
/** As a process that has just begun: nothing is remembered. */
let sessions: SessionService;

beforeAll(async () => {
  world = await createAccessWorld();
  await world.addOrganization('stepwell', { isSystem: true });
  orgId = (await world.addOrganization('atelier')).id;
  const emails = Array.from({ length: PEOPLE }, (_, at) => `person-${at}@atelier.example`);
  accounts = [];
  for (const email of emails) accounts.push(await world.addMember(email, [{ orgId, role: 'viewer' }]));
  tokens = [];
  for (const email of emails) tokens.push(await world.signIn(email));
});
beforeEach(() => {
  ({ sessions } = createAccess(world.database, world.clock, world.ids));
});
afterAll(() => world.drop());

const askAll = (asked: readonly string[]) => Promise.all(asked.map((token) => sessions.authenticateSession(token)));
const accountsOf = async (asked: readonly string[]) => (await askAll(asked)).map((session) => session?.accountId);

describe('sessions asked for at once', () => {
  test('are each their own', async () => {
    expect(await accountsOf(tokens)).toEqual(accounts);
    expect(await accountsOf(tokens.toReversed())).toEqual(accounts.toReversed());
  });

  test('say the same as one asked for alone', async () => {
    const [first] = await askAll(tokens);
    const { sessions: another } = createAccess(world.database, world.clock, world.ids);
    expect(first).toEqual(await another.authenticateSession(tokens[0] ?? ''));
    expect(first).toMatchObject({ accountId: accounts[0], orgId, role: 'viewer', pendingTerms: false });
  });

  test('are nobody’s where they are unknown, ended or malformed, whatever stands beside them', async () => {
    const ended = await world.signIn('person-3@atelier.example');
    await world.call(signOut, { session: ended });
    const asked = [tokens[0], NOBODY, tokens[1], ended, 'short', tokens[0], tokens[2]].map((token) => token ?? '');
    expect(await accountsOf(asked)).toEqual([
      accounts[0],
      undefined,
      accounts[1],
      undefined,
      undefined,
      accounts[0],
      accounts[2],
    ]);
  });

  test('note their last use, each its own', async () => {
    world.clock.advance(60_000);
    await askAll(tokens.slice(0, 5));
    const noted = await world.test.asOwner<{ account: string }>(
      'select account_id as account from sessions where last_active_at = $1 order by account_id',
      [world.clock.now()],
    );
    expect(noted.map(({ account }) => account)).toEqual(accounts.slice(0, 5).toSorted());
  });

  test('tell everybody who waits when the database fails, and are found once it answers again', async () => {
    await world.test.asOwner('alter table sessions rename to sessions_away');
    const outcomes = await Promise.allSettled(tokens.map((token) => sessions.authenticateSession(token)));
    await world.test.asOwner('alter table sessions_away rename to sessions');
    expect(outcomes).toHaveLength(PEOPLE);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: { code: '42P01' } });
    expect(await accountsOf(tokens)).toEqual(accounts);
  });

  test('are over at their end, and only those', async () => {
    world.clock.advance(30 * DAY_MS - 120_000);
    const late = await world.signIn('person-0@atelier.example');
    world.clock.advance(120_000);
    expect(await accountsOf([...tokens.slice(0, 3), late])).toEqual([undefined, undefined, undefined, accounts[0]]);
  });
});
