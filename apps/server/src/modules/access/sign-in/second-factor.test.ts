import { getMe, getSignInMethods, logIn, logInWithSecondFactor, proveSecondFactor, signIn } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AccessWorld, createAccessWorld, PASSWORD } from '../../../testing/access-world.ts';
import { appCode, askedForSecondFactor, sessionIn, turnTotpOn } from '../../../testing/second-factors.ts';

let world: AccessWorld;
let orgId: string;
let people = 0;

beforeAll(async () => {
  world = await createAccessWorld();
  await world.addOrganization('stepwell', { isSystem: true });
  orgId = (await world.addOrganization('atelier')).id;
});
afterAll(() => world.drop());

/** Somebody with an authenticator app, its last window used up and over. */
async function somebody() {
  people += 1;
  const email = `somebody-${people}@atelier.example`;
  const id = await world.addMember(email, [{ orgId, role: 'owner' }]);
  const app = await turnTotpOn(world, await world.signIn(email));
  world.clock.advance(30_000);
  return { id, email, ...app };
}

const ask = (email: string) => askedForSecondFactor(world, email);
const shown = (secret: string) => appCode(secret, world.clock.nowMs());
const wrongCode = (secret: string) => (shown(secret) === '000000' ? '000001' : '000000');
const prove = (token: string, method: string, code: string) =>
  world.call(proveSecondFactor, { body: { token, method, code } });
const audited = async (action: string, accountId: string) =>
  (
    await world.test.asOwner<{ n: number }>(
      'select count(*)::int as n from audit_entries where action = $1 and resource_id = $2',
      [action, accountId],
    )
  )[0]?.n;

describe('a right password of an account with a second factor', () => {
  test('opens nothing yet: it is answered with what to prove next', async () => {
    const { id, email } = await somebody();
    const { status, body, headers } = await world.call(signIn, { body: { email, password: PASSWORD } });
    expect(status).toBe(202);
    expect(body.data).toEqual({
      second_factor: { token: expect.stringMatching(/^[\w-]{43}$/), methods: ['totp', 'backup_code'] },
    });
    expect(headers['set-cookie']).toBeUndefined();
    expect(await audited('session.second_factor_asked', id)).toBe(1);
  });

  test('a wrong one is answered as ever', async () => {
    const { email } = await somebody();
    const { status, body } = await world.call(signIn, { body: { email, password: 'not the password' } });
    expect([status, body.code]).toEqual([401, 'sign_in_failed']);
  });

  test('the code of the app completes it', async () => {
    const { email, secret } = await somebody();
    const answer = await prove(await ask(email), 'totp', shown(secret));
    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({ account: { email }, session: { second_factor: true } });
    const me = await world.call(getMe, { session: sessionIn(answer) });
    expect(me.body).toEqual(answer.body);
  });

  test('API clients do the same and get tokens', async () => {
    const { email, secret } = await somebody();
    const asked = await world.call(logIn, { body: { email, password: PASSWORD } });
    expect(asked.status).toBe(202);
    const token = 'second_factor' in asked.body.data ? asked.body.data.second_factor.token : '';
    const body = { token, method: 'totp', code: shown(secret) };
    const { status, body: reply } = await world.call(logInWithSecondFactor, { body });
    expect(status).toBe(200);
    const me = await world.call(getMe, { bearer: reply.data.access_token });
    expect(me.body.data.session.second_factor).toBe(true);
  });

  test('what was begun for a browser gives no tokens, nor the other way round', async () => {
    const { email, secret } = await somebody();
    const body = { token: await ask(email), method: 'totp', code: shown(secret) };
    const { status, body: reply } = await world.call(logInWithSecondFactor, { body });
    expect([status, reply.code]).toEqual([410, 'ceremony_over']);
    expect((await world.call(proveSecondFactor, { body })).status).toBe(200);
  });
});

describe('a code', () => {
  test('works once, also inside its window, and none before it works after it', async () => {
    const { email, secret, code: former } = await somebody();
    const code = shown(secret);
    const tokens = [await ask(email), await ask(email), await ask(email)];
    expect((await prove(tokens[0] ?? '', 'totp', code)).status).toBe(200);
    const replayed = await prove(tokens[1] ?? '', 'totp', code);
    expect([replayed.status, replayed.body.code]).toEqual([401, 'code_wrong']);
    expect((await prove(tokens[1] ?? '', 'totp', former)).body.code).toBe('code_wrong');
    world.clock.advance(30_000);
    expect((await prove(tokens[2] ?? '', 'totp', shown(secret))).status).toBe(200);
  });

  test('used twice at the same time opens one session', async () => {
    const { email, secret } = await somebody();
    const code = shown(secret);
    const tokens = [await ask(email), await ask(email)];
    const answers = await Promise.all(tokens.map((token) => prove(token, 'totp', code)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401]);
  });

  test('of another account is wrong, and the failure is audited', async () => {
    const [one, other] = [await somebody(), await somebody()];
    const refused = await prove(await ask(one.email), 'totp', shown(other.secret));
    expect([refused.status, refused.body.code]).toEqual([401, 'code_wrong']);
    expect(await audited('session.second_factor_failed', one.id)).toBe(1);
  });
});

describe('a backup code', () => {
  test('works once, however it is typed, and its use is mailed', async () => {
    const { email, backupCodes } = await somebody();
    const code = backupCodes[3] ?? '';
    const typed = ` ${code.replace('-', ' ').replaceAll('0', 'O').replaceAll('1', 'l').toUpperCase()} `;
    const entered = await prove(await ask(email), 'backup_code', typed);
    expect(entered.status).toBe(200);
    const left = await world.call(getSignInMethods, { session: sessionIn(entered) });
    expect(left.body.data.backup_codes_left).toBe(9);
    expect(world.mailed.at(-1)).toMatchObject({ recipient: email, data: { change: 'backup_code_used' } });
    const again = await prove(await ask(email), 'backup_code', code);
    expect([again.status, again.body.code]).toEqual([401, 'code_wrong']);
  });

  test('used twice at the same time opens one session', async () => {
    const { email, backupCodes } = await somebody();
    const tokens = [await ask(email), await ask(email)];
    const answers = await Promise.all(tokens.map((token) => prove(token, 'backup_code', backupCodes[0] ?? '')));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401]);
  });

  test('of another account is wrong', async () => {
    const [one, other] = [await somebody(), await somebody()];
    const code = other.backupCodes[0] ?? '';
    expect((await prove(await ask(one.email), 'backup_code', code)).body.code).toBe('code_wrong');
    expect((await prove(await ask(other.email), 'backup_code', code)).status).toBe(200);
  });

  test('no longer helps once the last is used', async () => {
    const { email, id } = await somebody();
    await world.test.asOwner('update backup_codes set used_at = now() where account_id = $1', [id]);
    const { body } = await world.call(signIn, { body: { email, password: PASSWORD } });
    expect(body.data).toMatchObject({ second_factor: { methods: ['totp'] } });
  });
});

describe('the token of the second half', () => {
  test('is good for one success', async () => {
    const { email, secret } = await somebody();
    const token = await ask(email);
    expect((await prove(token, 'totp', shown(secret))).status).toBe(200);
    world.clock.advance(30_000);
    const again = await prove(token, 'totp', shown(secret));
    expect([again.status, again.body.code]).toEqual([410, 'ceremony_over']);
  });

  test('is good for five attempts, also when they come together', async () => {
    const { email, secret } = await somebody();
    const token = await ask(email);
    const attempts = Array.from({ length: 8 }, () => prove(token, 'totp', wrongCode(secret)));
    const codes = (await Promise.all(attempts)).map(({ body }) => body.code);
    expect(codes.filter((code) => code === 'code_wrong')).toHaveLength(5);
    expect(codes.filter((code) => code === 'ceremony_over')).toHaveLength(3);
    expect((await prove(token, 'totp', shown(secret))).body.code).toBe('ceremony_over');
    expect((await prove(await ask(email), 'totp', shown(secret))).status).toBe(200);
  });

  test('is good for ten minutes', async () => {
    const { email, secret } = await somebody();
    const [early, late] = [await ask(email), await ask(email)];
    world.clock.advance(599_999);
    expect((await prove(early, 'totp', shown(secret))).status).toBe(200);
    world.clock.advance(30_000);
    expect((await prove(late, 'totp', shown(secret))).body.code).toBe('ceremony_over');
  });

  test('is kept as a hash, with its state sealed, and goes when it has long expired', async () => {
    const { email } = await somebody();
    const token = await ask(email);
    const kept = async () => {
      const rows = await world.test.asOwner<{ row: string; sealed: Buffer }>(
        'select c::text as row, sealed from sign_in_ceremonies c',
      );
      return rows.map(({ row, sealed }) => row + sealed.toString('latin1'));
    };
    expect((await kept()).join()).toContain('second_factor');
    for (const secret of [token, Buffer.from(token).toString('hex'), 'password', 'challenge']) {
      expect((await kept()).join()).not.toContain(secret);
    }
    world.clock.advance(7_200_000);
    const last = await ask(email);
    expect(await world.ceremonies.purge()).toBeGreaterThan(0);
    expect(await kept()).toHaveLength(1);
    expect((await prove(last, 'totp', '000000')).body.code).toBe('code_wrong');
  });

  test('is not given out without end: after 20 failed attempts an account waits for an hour', async () => {
    const { email, secret } = await somebody();
    for (let round = 0; round < 4; round += 1) {
      const token = await ask(email);
      for (let attempt = 0; attempt < 5; attempt += 1) await prove(token, 'totp', wrongCode(secret));
    }
    const { status, body } = await world.call(signIn, { body: { email, password: PASSWORD } });
    expect([status, body.code, body.retryAfter]).toEqual([429, 'sign_in_locked', 3_600]);
    world.clock.advance(3_600_000);
    expect((await prove(await ask(email), 'totp', shown(secret))).status).toBe(200);
  });

  test('is nothing that could be made up', async () => {
    const refused = await prove('a'.repeat(43), 'totp', '000000');
    expect([refused.status, refused.body.code]).toEqual([410, 'ceremony_over']);
  });
});

test('an account that was suspended meanwhile is refused', async () => {
  const { id, email, secret } = await somebody();
  const token = await ask(email);
  await world.test.asOwner('update accounts set suspended_at = now() where id = $1', [id]);
  const refused = await prove(token, 'totp', shown(secret));
  expect([refused.status, refused.body.code]).toEqual([403, 'account_suspended']);
  const before = await world.call(signIn, { body: { email, password: PASSWORD } });
  expect([before.status, before.body.code]).toEqual([403, 'account_suspended']);
  const stranger = await world.call(signIn, { body: { email, password: 'not the password' } });
  expect(stranger.body.code).toBe('sign_in_failed');
});
