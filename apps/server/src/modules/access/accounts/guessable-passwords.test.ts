import { dictionary as common } from '@zxcvbn-ts/language-common';
import { changePassword, ratePassword, requestPasswordReset, resetPassword, signUp } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD } from '../../../testing/access-world.ts';
import { commonDigests, isCommon } from './common-passwords.ts';
import { isMostlyKnown, knownWords } from './known-words.ts';
import { createStrengthMeter } from './strength.ts';
import { type AccountWorld, createAccountWorld, NEW_PASSWORD } from './testing/account-world.ts';

/** No list of stolen passwords is asked in this file. */
let world: AccountWorld;
let orgId: string;
let people = 0;
const meter = createStrengthMeter();

beforeAll(async () => {
  world = await createAccountWorld();
  orgId = (await world.addOrganization('fernhill-pottery')).id;
});
afterAll(() => world.drop());

async function somebody() {
  people += 1;
  const email = `philippa.okonkwo${people}@kiln-house.example`;
  await world.addMember(email, [{ orgId, role: 'member' }]);
  return email;
}

async function atSignUp(password: string) {
  people += 1;
  const email = `philippa.okonkwo${people}@kiln-house.example`;
  const { status, body } = await world.call(signUp, {
    body: { email, name: 'Philippa Okonkwo', password, accept_terms: true },
  });
  return body.code ?? status;
}

async function atChange(password: string) {
  const session = await world.signInWith(await somebody(), PASSWORD);
  const answer = await world.call(changePassword, { session, body: { password, current_password: PASSWORD } });
  return answer.body.code ?? answer.status;
}

async function atReset(password: string) {
  const email = await somebody();
  await world.call(requestPasswordReset, { body: { email } });
  const answer = await world.call(resetPassword, {
    body: { token: world.tokenTo(email, 'reset_password'), password },
  });
  return answer.body.code ?? answer.status;
}

async function rated(password: string, known: string[] = []) {
  const { data } = (await world.call(ratePassword, { body: { password, known } })).body;
  return data.problems;
}

const COMMON = ['1qaz2wsx3edc', 'qwerty123456', '123456789012', 'administrator', 'passwordpassword', 'P@ssw0rd1234'];
/** Nothing in them is a word, a row of keys or a date to zxcvbn; they are common all the same. */
const COMMON_AND_UNGUESSED = ['sleepyhollow', 'rikitikitavi', 'WhySoSerious', '142536475869'];
const OF_KNOWN_WORDS = ['Stepwell2026!', 'philippa-1985!', '0k0nkw0_summer', 'kilnhouse2026', 'St3pw3ll St3pw3ll'];
const OF_THE_ORGANIZATION = ['Fernhill-Pottery!', 'f3rnh1ll 2026'];
const GOOD = [PASSWORD, NEW_PASSWORD, 'walk down to water', 'philippa sings to nine grey herons', 'xk4Jq9vTz2Lm'];

describe('a password that is easy to guess', () => {
  test.each(COMMON)('is refused at sign-up, change and reset though no list is asked: %s', async (password) => {
    expect(await atSignUp(password)).toBe('password_guessable');
    expect(await atChange(password)).toBe('password_guessable');
    expect(await atReset(password)).toBe('password_guessable');
    expect(await rated(password)).toEqual(['password_guessable']);
  });

  test('is any in the list of common ones, as every twentieth of those shows that are long enough', async () => {
    const long = common['passwords-common'].map(String).filter((password) => password.length >= 12);
    expect(long.length).toBeGreaterThan(300);
    for (const password of long.filter((_, at) => at % 20 === 0))
      expect([password, (await meter.rate(password, [])) <= 1]).toEqual([password, true]);
  });

  test.each(COMMON_AND_UNGUESSED)('is one of the most common, whatever zxcvbn makes of it: %s', async (password) => {
    expect(await meter.rate(password, [])).toBeGreaterThan(1);
    expect(await atSignUp(password)).toBe('password_guessable');
    expect(await atChange(password)).toBe('password_guessable');
    expect(await atReset(password)).toBe('password_guessable');
    expect(await rated(password)).toEqual(['password_guessable']);
  });

  test('is looked up among ten thousand that are long enough, each once', () => {
    const digests = commonDigests();
    expect(digests.length).toBeGreaterThanOrEqual(3_000);
    expect([digests.length, new Set(digests).size]).toEqual([10_000, 10_000]);
    expect(digests.filter((digest) => !/^[\w-]{11}$/.test(digest))).toEqual([]);
    const inLists = common['passwords-common'].map(String).filter((password) => password.length >= 12);
    // Two lists of different makers mostly agree.
    expect(inLists.filter(isCommon).length).toBeGreaterThan(inLists.length / 2);
    expect([...GOOD, 'sleepyhollowz', ''].filter(isCommon)).toEqual([]);
  });

  test.each(GOOD)('is not one of several words or of chance: %s', async (password) => {
    expect(await atSignUp(password)).toBe(202);
    expect(await atReset(password)).toBe(password === PASSWORD ? 'password_reused' : 200);
    expect(await rated(password, ['Philippa Okonkwo'])).toEqual([]);
  });
});

describe('a password that is made of what is known of the person', () => {
  test.each(OF_KNOWN_WORDS)('is refused at sign-up, change and reset: %s', async (password) => {
    expect(await atSignUp(password)).toBe('password_guessable');
    expect(await atReset(password)).toBe('password_guessable');
    expect(await rated(password, ['Philippa Okonkwo', 'po@kiln-house.example'])).toEqual(['password_guessable']);
  });

  test.each(OF_THE_ORGANIZATION)('is refused to whoever works where it is called so: %s', async (password) => {
    expect(await atChange(password)).toBe('password_guessable');
    expect(await atReset(password)).toBe('password_guessable');
    expect(await atSignUp(password)).toBe(202);
  });

  test('holds half of it or more, whatever case, accents and marks', () => {
    const words = knownWords(['Zoé Lindqvist', 'zoe@brook.example']);
    expect(words).toEqual(expect.arrayContaining(['stepwell', 'lindqvist', 'brook']));
    expect(words).not.toContain('zoé');
    for (const password of ['LINDQVIST.1970', 'l1ndqv1st!!!!!', 'brook_Stepwell', 'lindqvist9charsxx']) {
      expect([password, isMostlyKnown(password, words)]).toEqual([password, true]);
    }
    for (const password of ['lindqvist and ten more', 'the brook runs on', '🌊🌊🪜🪜🏺🏺', '']) {
      expect([password, isMostlyKnown(password, words)]).toEqual([password, false]);
    }
  });
});
