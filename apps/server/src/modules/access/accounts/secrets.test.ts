import {
  changeEmail,
  changePassword,
  ratePassword,
  requestPasswordReset,
  resetPassword,
  signIn,
  signUp,
  unlockSignIn,
  verifyEmail,
} from '@stepwell/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { everythingStored, keepingLog, spellingsOf } from '../../../testing/planted-secrets.ts';
import { type AccountWorld, cookieIn, createAccountWorld } from './testing/account-world.ts';
import { type BreachList, startBreachList } from './testing/breach-list.ts';

const GRACE = 'grace@new.example';
const NEXT = 'grace.next@new.example';
const TYPED_ADDRESS = 'planted.address@typed.example';

const { log, logged } = keepingLog();

let list: BreachList;
let world: AccountWorld;
beforeAll(async () => {
  list = await startBreachList(['planted but stolen']);
  world = await createAccountWorld({ breachCheckUrl: list.url, log });
});
afterAll(async () => {
  await world.drop();
  await list.stop();
});

test('passwords, tokens of links, cookies and addresses typed in vain are found nowhere', async () => {
  const passwords = [
    'planted but stolen',
    'planted at sign-up',
    'planted by mistake',
    'planted at the reset',
    'planted at last',
  ];
  const [stolen = '', first = '', wrong = '', second = '', third = ''] = passwords;
  const join = (password: string) => ({ body: { email: GRACE, name: 'Grace', password, accept_terms: true } });
  await world.call(signUp, join(stolen));
  list.answerWith((response) => void response.writeHead(503).end());
  await world.call(signUp, join(first));
  await world.call(signUp, join(second));
  const tokens = [world.tokenTo(GRACE, 'verify_email')];
  await world.call(verifyEmail, { body: { token: tokens[0] } });
  for (let time = 0; time < 5; time += 1) {
    await world.call(signIn, { body: { email: GRACE, password: wrong } });
    await world.call(signIn, { body: { email: TYPED_ADDRESS, password: wrong } });
  }
  tokens.push(world.tokenTo(GRACE, 'unlock'));
  expect((await world.call(unlockSignIn, { body: { token: tokens[1] } })).status).toBe(200);
  await world.call(requestPasswordReset, { body: { email: GRACE } });
  await world.call(requestPasswordReset, { body: { email: TYPED_ADDRESS } });
  tokens.push(world.tokenTo(GRACE, 'reset_password'));
  expect((await world.call(resetPassword, { body: { token: tokens[2], password: second } })).status).toBe(200);
  const session = cookieIn((await world.call(signIn, { body: { email: GRACE, password: second } })).headers) ?? '';
  expect(
    (await world.call(changePassword, { session, body: { password: third, current_password: second } })).status,
  ).toBe(200);
  expect((await world.call(changeEmail, { session, body: { email: NEXT } })).status).toBe(202);
  tokens.push(world.tokenTo(NEXT, 'change_email'));
  await world.call(ratePassword, { body: { password: wrong, known: [TYPED_ADDRESS] } });

  const stored = await everythingStored(world.test);
  const everything = `${stored}\n${logged.join('\n')}`;
  expect(stored).toContain(GRACE);
  expect(logged.join()).toContain('stolen passwords');
  const macs = tokens.map((token) => token.slice(32));
  for (const secret of [...passwords, ...macs, session, TYPED_ADDRESS]) {
    for (const word of spellingsOf(secret)) expect(everything.includes(word), word).toBe(false);
  }
});
