import { afterAll, beforeAll, expect, test } from 'vitest';
import { everythingStored, keepingLog, spellingsOf } from '../../../testing/planted-secrets.ts';
import { CLIENT_SECRET, createProviderWorld, GITHUB_SECRET, type ProviderWorld } from './testing/provider-world.ts';

const { log, logged } = keepingLog();

let world: ProviderWorld;
beforeAll(async () => {
  const emails = [{ email: 'octavia@new.example', primary: true, verified: true }];
  const people = {
    openid: { 'subject-mira': { email: 'mira@new.example', email_verified: true } },
    github: { octavia: { id: 583_231, name: 'Octavia', emails } },
  };
  world = await createProviderWorld(people, { log });
  await world.addOrganization('stepwell', { isSystem: true });
});
afterAll(() => world.drop());

const queryOf = (url: string) => new URL(url).searchParams;

test('states, codes, verifiers, nonces, tokens, cookies and client secrets are found nowhere', async () => {
  const google = await world.leave('google');
  const waiting = await world.leave('openid');
  const github = await world.leave('github');
  const callbacks = [
    await world.idp.signIn(google.url, 'subject-mira'),
    await world.github.signIn(github.url, 'octavia'),
  ];
  const [fromGoogle = '', fromGithub = ''] = callbacks;
  const entered = [
    await world.comeBack({ ...google, callback: fromGoogle }),
    await world.comeBack({ ...github, callback: fromGithub }),
  ];
  expect(entered.map(({ me }) => me?.outcome)).toEqual(['signed_up', 'signed_up']);
  const forged = await world.leave('google');
  const callback = new URL(await world.idp.signIn(forged.url, 'subject-mira'));
  callback.searchParams.set('code', 'planted-code-that-is-wrong');
  expect((await world.comeBack({ ...forged, callback: callback.href })).body.code).toBe('provider_answer_refused');

  const departures = [google, waiting, github, forged];
  const secrets = [
    CLIENT_SECRET,
    GITHUB_SECRET,
    'planted-code-that-is-wrong',
    ...world.github.passed,
    ...entered.map(({ session }) => session),
    ...departures.map(({ visit }) => visit),
    ...departures.map(({ url }) => queryOf(url).get('state') ?? ''),
    ...departures.flatMap(({ url }) => queryOf(url).get('nonce') ?? []),
    ...callbacks.map((url) => queryOf(url).get('code') ?? ''),
  ];
  expect(secrets.every((secret) => secret.length > 15)).toBe(true);
  const stored = await everythingStored(world.test);
  const everything = `${stored}\n${logged.join('\n')}`;
  expect(stored).toContain('mira@new.example');
  expect(logged.join()).toContain('signing in with a provider failed');
  for (const secret of secrets) {
    for (const word of spellingsOf(secret)) expect(everything.includes(word), word).toBe(false);
  }
});

test('the verifier, which never leaves before the code is redeemed, can’t be read where it waits', async () => {
  await world.leave('openid');
  const rows = await world.test.asOwner<{ sealed: Buffer }>(
    "select sealed from sign_in_ceremonies where kind = 'oauth'",
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const { sealed } of rows) expect(sealed.toString('latin1')).not.toMatch(/verifier|nonce|provider/);
});
