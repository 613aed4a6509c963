import { logIn, proveSecondFactor, signIn } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AccessWorld, createAccessWorld, PASSWORD } from '../../../testing/access-world.ts';
import { appCode, askedForSecondFactor, turnTotpOn } from '../../../testing/second-factors.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const LATER_FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0';
const SAFARI =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15';
const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';

let world: AccessWorld;
let orgId: string;
let people = 0;

beforeAll(async () => {
  world = await createAccessWorld();
  await world.addOrganization('stepwell', { isSystem: true });
  orgId = (await world.addOrganization('atelier')).id;
});
afterAll(() => world.drop());

async function somebody() {
  people += 1;
  const email = `somebody-${people}@atelier.example`;
  return { email, id: await world.addMember(email, [{ orgId, role: 'owner' }]) };
}

const enter = (email: string, userAgent: string) =>
  world.call(signIn, { body: { email, password: PASSWORD }, headers: { 'user-agent': userAgent } });
const told = (email: string, template: string) =>
  world.mailed.filter((mail) => mail.recipient === email && mail.template === template);

describe('a browser that was not known', () => {
  test('is mailed to the owner, with what it is and from where; the very first is not', async () => {
    const { email, id } = await somebody();
    await enter(email, FIREFOX);
    expect(told(email, 'sign_in_new_device')).toEqual([]);
    expect((await enter(email, SAFARI)).status).toBe(200);
    expect(told(email, 'sign_in_new_device')).toMatchObject([
      { locale: 'en', accountId: id, data: { device: 'Safari, macOS', ip: '127.0.0.1', at: expect.any(String) } },
    ]);
  });

  test('is a known one in another version', async () => {
    const { email } = await somebody();
    await enter(email, FIREFOX);
    await enter(email, LATER_FIREFOX);
    expect(told(email, 'sign_in_new_device')).toEqual([]);
  });

  test('is mailed once an hour at most', async () => {
    const { email } = await somebody();
    for (const agent of [FIREFOX, SAFARI, CHROME]) await enter(email, agent);
    expect(told(email, 'sign_in_new_device')).toHaveLength(1);
    world.clock.advance(HOUR_MS);
    await enter(email, `${CHROME} Edg/126.0.0.0`);
    expect(told(email, 'sign_in_new_device')).toHaveLength(2);
  });

  test('is one again after 90 days without it', async () => {
    const { email } = await somebody();
    for (const agent of [SAFARI, FIREFOX]) await enter(email, agent);
    expect(told(email, 'sign_in_new_device')).toHaveLength(1);
    world.clock.advance(89 * DAY_MS);
    await enter(email, SAFARI);
    expect(told(email, 'sign_in_new_device')).toHaveLength(1);
    world.clock.advance(2 * DAY_MS);
    await enter(email, FIREFOX);
    expect(told(email, 'sign_in_new_device')).toHaveLength(2);
  });

  test('is noticed where a program signs in as well', async () => {
    const { email } = await somebody();
    await enter(email, FIREFOX);
    await world.call(logIn, { body: { email, password: PASSWORD }, headers: { 'user-agent': 'curl/8.5.0' } });
    expect(told(email, 'sign_in_new_device')).toHaveLength(1);
  });

  test('tells nothing of a browser that did not get in', async () => {
    const { email } = await somebody();
    await enter(email, FIREFOX);
    const body = { email, password: 'not the password' };
    await world.call(signIn, { body, headers: { 'user-agent': SAFARI } });
    expect(told(email, 'sign_in_new_device')).toEqual([]);
  });
});

describe('a right password with wrong second factors', () => {
  test('is mailed to the owner when the fifth has failed, once', async () => {
    const { email, id } = await somebody();
    const { secret } = await turnTotpOn(world, await world.signIn(email));
    world.clock.advance(30_000);
    const token = await askedForSecondFactor(world, email);
    const right = appCode(secret, world.clock.nowMs());
    const code = right === '000000' ? '000001' : '000000';
    const fail = () => world.call(proveSecondFactor, { body: { token, method: 'totp', code } });
    for (let attempt = 1; attempt < 5; attempt += 1) await fail();
    expect(told(email, 'sign_in_suspicious')).toEqual([]);
    expect((await fail()).body.code).toBe('code_wrong');
    expect((await fail()).body.code).toBe('ceremony_over');
    expect(told(email, 'sign_in_suspicious')).toMatchObject([{ accountId: id, data: { ip: '127.0.0.1' } }]);
  });

  test('is not mailed where the right one comes in time', async () => {
    const { email } = await somebody();
    const { secret } = await turnTotpOn(world, await world.signIn(email));
    world.clock.advance(30_000);
    const token = await askedForSecondFactor(world, email);
    const code = appCode(secret, world.clock.nowMs());
    const wrong = code === '000000' ? '000001' : '000000';
    const prove = (given: string) => world.call(proveSecondFactor, { body: { token, method: 'totp', code: given } });
    for (let attempt = 1; attempt < 5; attempt += 1) await prove(wrong);
    expect((await prove(code)).status).toBe(200);
    expect(told(email, 'sign_in_suspicious')).toEqual([]);
  });
});
