import { createHash } from 'node:crypto';
import { ratePassword, signUp } from '@stepwell/contract';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { silentLog } from '../../../platform/database/index.ts';
import { createOutbound } from '../../../platform/outbound/index.ts';
import { createBreachCheck } from './breach-check.ts';
import { assessPassword } from './password-rules.ts';
import { createPasswords } from './passwords.ts';
import { createStrengthMeter } from './strength.ts';
import { type AccountWorld, createAccountWorld } from './testing/account-world.ts';
import { type BreachList, startBreachList } from './testing/breach-list.ts';

const STOLEN = 'nobody stole this one';
const FRESH = 'a new broom sweeps the cellar';
const passwords = createPasswords({ memoryKib: 64, passes: 1, threads: 1 });

const logged: { fields: object; message: string }[] = [];
const log = { ...silentLog, warn: (fields: object, message: string) => void logged.push({ fields, message }) };

let list: BreachList;
let world: AccountWorld;
beforeAll(async () => {
  list = await startBreachList([STOLEN]);
  world = await createAccountWorld({ breachCheckUrl: list.url, log });
});
afterEach(() => {
  list.answerWith(undefined);
  list.asked.length = 0;
  logged.length = 0;
});
afterAll(async () => {
  await world.drop();
  await list.stop();
});

const strength = createStrengthMeter();
const checkAt = (url: string | null) => createBreachCheck({ url, log, outbound: createOutbound({ allowedHosts: [] }) });
const rules = () => ({ passwords, strength, checkBreach: checkAt(list.url) });
const problemsOf = async (password: string) => (await assessPassword(rules(), password)).problems;

/** So many characters, of a pattern that is not guessed. */
const waves = (count: number) => [...'abc🌊xkz🌊qvw🌊mjh🌊'.repeat(9)].slice(0, count).join('');

describe('the length', () => {
  test('is 12 to 128 characters, counted as people count them', async () => {
    expect(await problemsOf('eleven char')).toEqual(['password_too_short']);
    expect(await problemsOf('twelve chars')).toEqual([]);
    expect(await problemsOf('🌊'.repeat(11))).toEqual(['password_too_short']);
    expect(await problemsOf(waves(128))).toEqual([]);
    expect(await problemsOf(waves(129))).toEqual(['password_too_long']);
  });

  test('is that of the composed form', async () => {
    expect(await problemsOf('e\u0301'.repeat(11))).toEqual(['password_too_short']);
    expect(await problemsOf(waves(128).replaceAll('🌊', 'e\u0301'))).toEqual([]);
  });
});

describe('a password that was used before', () => {
  test('is refused', async () => {
    const former = await Promise.all([passwords.hash('the first of them'), passwords.hash('the second of them')]);
    const { problems } = await assessPassword(rules(), 'the second of them', { formerHashes: former });
    expect(problems).toEqual(['password_reused']);
    expect((await assessPassword(rules(), 'the third of them', { formerHashes: former })).problems).toEqual([]);
  });
});

describe('the list of stolen passwords', () => {
  test('is asked by five digits of a hash, padded, and never by the password', async () => {
    expect(await assessPassword(rules(), STOLEN)).toMatchObject({
      problems: ['password_breached'],
      breachCheck: 'breached',
    });
    const digest = createHash('sha1').update(STOLEN).digest('hex').toUpperCase();
    const [{ path, headers } = { path: '', headers: {} }] = list.asked;
    expect(path).toBe(`/range/${digest.slice(0, 5)}`);
    expect(headers['add-padding']).toBe('true');
    expect(JSON.stringify(headers)).not.toContain(digest.slice(5));
    expect(await assessPassword(rules(), FRESH)).toEqual({ problems: [], breachCheck: 'clean', score: 4 });
  });

  test('takes padding for what it is', async () => {
    const digest = createHash('sha1').update(FRESH).digest('hex').toUpperCase();
    list.answerWith((response) => void response.end(`${digest.slice(5)}:0`));
    expect((await assessPassword(rules(), FRESH)).breachCheck).toBe('clean');
    list.answerWith((response) => void response.end(`${digest.slice(5)}:1`));
    expect((await assessPassword(rules(), FRESH)).breachCheck).toBe('breached');
  });

  test.each([
    ['fails', (response: { writeHead(status: number): { end(): void } }) => response.writeHead(503).end()],
    ['is hidden behind a page', (response: { end(text: string): unknown }) => response.end('<html>Log in</html>')],
    ['breaks off', (response: { destroy(): unknown }) => response.destroy()],
    ['says nothing', () => undefined],
  ] as const)('is skipped when it %s, and that is logged without telling of whom', async (_, answer) => {
    list.answerWith((response) => void answer(response));
    const startedAt = performance.now();
    expect(await assessPassword(rules(), STOLEN)).toMatchObject({ problems: [], breachCheck: 'skipped' });
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    expect(logged).toHaveLength(1);
    const digest = createHash('sha1').update(STOLEN).digest('hex').toUpperCase();
    expect(JSON.stringify(logged)).not.toMatch(new RegExp(`${STOLEN}|${digest.slice(0, 5)}`, 'i'));
  });

  test('is skipped when nobody listens, and not asked at all when that is switched off', async () => {
    const closed = await startBreachList([]);
    await closed.stop();
    expect(await checkAt(closed.url)(STOLEN)).toBe('skipped');
    expect(logged).toMatchObject([{ fields: { reason: 'ECONNREFUSED' } }]);
    expect(await checkAt(null)(STOLEN)).toBe('skipped');
    expect([list.asked, logged]).toMatchObject([[], [{}]]);
  });

  test('decides over a sign-up, and the audit says when it was skipped', async () => {
    const ask = (email: string, password: string) =>
      world.call(signUp, { body: { email, name: 'Grace', password, accept_terms: true } });
    expect(await ask('grace@new.example', STOLEN)).toMatchObject({ status: 422, body: { code: 'password_breached' } });
    expect((await ask('grace@new.example', FRESH)).status).toBe(202);
    list.answerWith((response) => void response.writeHead(500).end());
    expect((await ask('linus@new.example', STOLEN)).status).toBe(202);
    const entries = await world.audited('account.sign_up');
    expect(entries.map(({ after }) => after)).toEqual([{ breach_check: 'clean' }, { breach_check: 'skipped' }]);
  });
});

describe('rating a password', () => {
  const rate = async (password: string, known?: string[]) =>
    (await world.call(ratePassword, { body: { password, ...(known ? { known } : {}) } })).body.data;

  test('tells how good it is, whether it would be accepted, and why not', async () => {
    expect(await rate(STOLEN)).toMatchObject({
      accepted: false,
      problems: ['password_breached'],
      breach_check: 'breached',
    });
    expect(await rate(FRESH)).toEqual({ score: 4, accepted: true, problems: [], breach_check: 'clean' });
    expect(await rate('azerty')).toMatchObject({ score: 0, accepted: false, problems: ['password_too_short'] });
    list.answerWith((response) => void response.writeHead(500).end());
    expect(await rate(FRESH)).toMatchObject({ accepted: true, breach_check: 'skipped' });
  });

  test('counts what is known of the person as easy to guess', async () => {
    const alone = await rate('zanzibarkowalczyk');
    const known = await rate('zanzibarkowalczyk', ['zanzibarkowalczyk']);
    expect(known.score).toBeLessThan(alone.score);
  });

  test('leaves the process free for others while a long one is judged', async () => {
    const meter = createStrengthMeter();
    await meter.rate('warming up', []);
    let longestMs = 0;
    let lastAt = performance.now();
    const timer = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - lastAt);
      lastAt = performance.now();
    }, 5);
    const startedAt = performance.now();
    await meter.rate('4@8({[<369&#!1|/0$5+7%2'.repeat(3), []);
    const tookMs = performance.now() - startedAt;
    clearInterval(timer);
    expect(longestMs).toBeLessThan(Math.max(tookMs / 2, 50));
  });

  test('is refused when too many wait', async () => {
    const meter = createStrengthMeter();
    const asked = Array.from({ length: 20 }, (_, index) => meter.rate(`password ${index}`, []));
    expect(() => meter.rate('one too many', [])).toThrow('Too many requests');
    expect((await Promise.all(asked)).every((score) => score >= 0 && score <= 4)).toBe(true);
  });
});
