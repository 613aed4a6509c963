import { beginConnection, beginProviderSignIn, completeProviderSignIn, listProviders } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProviderWorld, GITHUB_SECRET, type ProviderWorld } from './testing/provider-world.ts';

const NO_REPLY = { email: '12+octavia@users.noreply.example', primary: false, verified: true };
const person = (id: number, name: string | null, email: string, verified = true) => ({
  id,
  name,
  emails: [NO_REPLY, { email, primary: true, verified }],
});

let world: ProviderWorld;
beforeAll(async () => {
  const github = {
    octavia: person(583_231, ' Octavia Cat ', 'octavia@new.example'),
    renamed: person(583_231, null, 'octavia@elsewhere.example'),
    nameless: person(42, null, 'nameless@new.example'),
    unsure: person(43, 'Unsure', 'unsure@new.example', false),
    silent: person(44, 'Silent', 'silent@new.example'),
  };
  world = await createProviderWorld({ openid: {}, github }, { only: 'github' });
  await world.addOrganization('stepwell', { isSystem: true });
});
afterAll(() => world.drop());

async function visit(login: string, options: { declines?: boolean; grants?: string } = {}, meanwhile = () => {}) {
  const left = await world.leave('github');
  const callback = await world.github.signIn(left.url, login, options);
  meanwhile();
  return world.comeBack({ ...left, callback });
}

const codeOf = ({ status, body }: { status: number; body: { code: string } }) => [status, body.code];

/** What GitHub answers to somebody who has a code and knows this of the client. */
async function exchange(form: Record<string, string>) {
  const answer = await fetch(`${world.github.baseUrl}/login/oauth/access_token`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({ client_id: 'client-github', client_secret: GITHUB_SECRET, ...form }),
  });
  return [answer.status, ((await answer.json()) as { error?: string }).error];
}

describe('signing in with GitHub', () => {
  test('asks for PKCE and for no more than who it is', async () => {
    const { url } = await world.leave('github');
    const { origin, pathname, searchParams } = new URL(url);
    expect(`${origin}${pathname}`).toBe(`${world.github.baseUrl}/login/oauth/authorize`);
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: 'client-github',
      redirect_uri: 'https://onboarding.example.com/sign-in/callback/github',
      scope: 'read:user user:email',
      state: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
  });

  test('takes the primary verified address, and knows people by their number afterwards', async () => {
    const first = await visit('octavia');
    expect([first.status, first.me?.outcome]).toEqual([200, 'signed_up']);
    expect(first.me?.me.account).toMatchObject({ email: 'octavia@new.example', name: 'Octavia Cat', locale: null });
    const again = await visit('renamed');
    expect([again.me?.outcome, again.me?.me.account.id]).toEqual(['signed_in', first.me?.me.account.id]);
    const rows = await world.test.asOwner("select provider, subject from connected_accounts where subject = '583231'");
    expect(rows).toEqual([{ provider: `github:${world.github.baseUrl}`, subject: '583231' }]);
  });

  test('calls somebody who tells no name by the login', async () => {
    expect((await visit('nameless')).me?.me.account.name).toBe('nameless');
  });

  test('does not take an address that is not verified', async () => {
    expect(codeOf(await visit('unsure'))).toEqual([409, 'provider_email_unverified']);
  });

  test('learns no address from somebody who keeps it back; who is known already needs none', async () => {
    const keepsBack = { grants: 'read:user' };
    expect(codeOf(await visit('silent', keepsBack))).toEqual([409, 'provider_email_unverified']);
    expect((await visit('silent')).me?.outcome).toBe('signed_up');
    expect((await visit('silent', keepsBack)).me?.outcome).toBe('signed_in');
  });

  test('is over when the person says no', async () => {
    expect(codeOf(await visit('octavia', { declines: true }))).toEqual([403, 'provider_declined']);
  });

  test.each([
    ['an error with status 200', 200, '{"error":"bad_verification_code"}', [403, 'provider_answer_refused']],
    ['something else than JSON', 200, '<html>', [403, 'provider_answer_refused']],
    ['JSON of another form', 200, '{"id":"x"}', [403, 'provider_answer_refused']],
    ['a client fault', 404, '{}', [403, 'provider_answer_refused']],
    ['a server fault', 502, '<html>', [503, 'provider_unavailable']],
  ])('is refused or put off when GitHub answers %s', async (_name, status, body, expected) => {
    const answers = () => world.github.answerWith((response) => void response.writeHead(status).end(body));
    expect(codeOf(await visit('octavia', {}, answers))).toEqual(expected);
    world.github.answerWith(undefined);
    expect((await visit('octavia')).status).toBe(200);
  });
});

describe('a provider that is not set up', () => {
  test('is not named, and unknown at every door', async () => {
    expect((await world.call(listProviders)).body.data).toEqual([{ id: 'github', name: 'GitHub' }]);
    const params = { provider: 'google' };
    const body = { query: '?code=1&state=2' };
    const { session } = await visit('octavia');
    const answers = [
      await world.call(beginProviderSignIn, { params, body: {} }),
      await world.call(completeProviderSignIn, { params, body }),
      await world.call(beginConnection, { params, session }),
    ];
    for (const answer of answers) expect(codeOf(answer)).toEqual([404, 'provider_unknown']);
  });
});

describe('the double of GitHub', () => {
  async function code(query: Record<string, string> = {}): Promise<string> {
    const { url } = await world.leave('github');
    const departure = new URL(url);
    for (const [name, value] of Object.entries(query)) departure.searchParams.set(name, value);
    if (query['code_challenge'] === undefined) departure.searchParams.delete('code_challenge');
    const back = new URL(await world.github.signIn(departure.href, 'octavia')).searchParams;
    return back.get('code') ?? `error=${back.get('error')}`;
  }

  test('gives a token for a code once, and within ten minutes', async () => {
    const [first, late] = [await code(), await code()];
    expect(await exchange({ code: first })).toEqual([200, undefined]);
    expect(await exchange({ code: first })).toEqual([200, 'bad_verification_code']);
    world.clock.advance(600_000);
    expect(await exchange({ code: late })).toEqual([200, 'bad_verification_code']);
  });

  test('wants the client, its secret, its address and its verifier to be right', async () => {
    expect(await exchange({ code: await code(), client_secret: 'guessed' })).toEqual([
      200,
      'incorrect_client_credentials',
    ]);
    expect(await exchange({ code: await code(), client_id: 'another' })).toEqual([200, 'incorrect_client_credentials']);
    const elsewhere = 'https://evil.example/callback';
    expect(await exchange({ code: await code(), redirect_uri: elsewhere })).toEqual([200, 'redirect_uri_mismatch']);
    expect(await code({ redirect_uri: elsewhere })).toBe('error=redirect_uri_mismatch');
    const guarded = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM' };
    expect(await exchange({ code: await code(guarded) })).toEqual([200, 'bad_verification_code']);
    const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
    expect(await exchange({ code: await code(guarded), code_verifier: verifier })).toEqual([200, undefined]);
  });
});
