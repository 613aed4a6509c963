import { setTimeout } from 'node:timers/promises';
import { signIn } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Mails } from '../../messaging/mail/index.ts';
import { checkPassword } from './lockout.ts';
import { requestPasswordReset } from './new-passwords.ts';
import { type AccountWorld, createAccountWorld } from './testing/account-world.ts';
import { rankSumDistance, timeInTurn } from './testing/rank-sum.ts';
import { type AccountWork, createAccountWork } from './work.ts';

const ROUNDS = 60;
const WARM_UP = 10;
/** Beyond it two distributions are told apart. */
const APART = 4;
const ORIGIN = { ip: '192.0.2.1', userAgent: 'tests', correlationId: 'correlation-of-the-tests' };
/** Dear enough to stand out, cheap enough to be paid often. */
const COST = { memoryKib: 4_096, passes: 2, threads: 1 };

const known = (round: number) => `person${round}@atelier.example`;
const unknown = (round: number) => `nobody${round}@atelier.example`;

let world: AccountWorld;
let work: AccountWork;
beforeAll(async () => {
  world = await createAccountWorld({ passwordCost: COST });
  const { id: orgId } = await world.addOrganization('atelier');
  for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
    await world.addMember(known(round), [{ orgId, role: 'member' }]);
  }
  // A difference that nobody could miss, were the answer not to wait.
  const mails: Mails = { send: () => setTimeout(10) };
  work = createAccountWork({ ...world, mails, checkBreach: async () => 'skipped', passwordCost: COST });
});
afterAll(() => world.drop());

type Timed = (email: string) => Promise<unknown>;

/** The first rounds only warm up and are dropped. */
async function distance(ask: Timed): Promise<number> {
  const [left, right] = await timeInTurn(
    ROUNDS + WARM_UP,
    (round) => ask(known(round)),
    (round) => ask(unknown(round)),
  );
  return rankSumDistance(left.slice(WARM_UP), right.slice(WARM_UP));
}

describe('the time of a refused sign-in', () => {
  const check = (own: AccountWork) => (email: string) => checkPassword(own, email, 'a wrong password', ORIGIN);

  test('does not tell whether somebody has the address', async () => {
    expect(await distance(check(work))).toBeLessThan(APART);
    world.clock.advance(3_600_000);
    const ask: Timed = (email) => world.call(signIn, { body: { email, password: 'a wrong password' } });
    expect(await distance(ask)).toBeLessThan(APART);
  });

  test('would tell if nothing were hashed for an address that nobody has', async () => {
    world.clock.advance(3_600_000);
    const { passwords } = work;
    const matches: typeof passwords.matches = async (password, hashed) =>
      hashed !== null && passwords.matches(password, hashed);
    expect(await distance(check({ ...work, passwords: { ...passwords, matches } }))).toBeGreaterThan(APART);
  });
});

describe('the time of asking for a new password', () => {
  const ask = (own: AccountWork) => (email: string) => requestPasswordReset(own, email, ORIGIN);

  test('does not tell whether somebody has the address', async () => {
    expect(await distance(ask({ ...work, evenAnswerMs: 40 }))).toBeLessThan(APART);
  });

  test('would tell if the answer did not wait', async () => {
    world.clock.advance(3_600_000);
    expect(await distance(ask({ ...work, evenAnswerMs: 0 }))).toBeGreaterThan(APART);
  });
});
