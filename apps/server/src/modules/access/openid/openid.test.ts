import { decodeJwt, decodeProtectedHeader, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../platform/clock/index.ts';
import { createOutbound, type Outbound } from '../../../platform/outbound/index.ts';
import {
  type OpenIdProviderOptions,
  startOpenIdProvider,
  type TestOpenIdProvider,
} from '../../../testing/openid-provider.ts';
import { createOpenId, type OpenId, type OpenIdProvider } from './index.ts';

const redirectUri = 'https://onboarding.example.com/sign-in/callback/openid';
const state = 'state-of-the-tests';
const SECRET = 'the secret of the client';
const CLIENTS = [
  { clientId: 'with-secret', clientSecret: SECRET, redirectUris: [redirectUri] },
  { clientId: 'public', clientSecret: null, redirectUris: [redirectUri] },
];
const PEOPLE = {
  'subject-mira': { email: 'mira@example.com', email_verified: true, name: 'Mira Tal', locale: 'fr-CA' },
  'subject-odd': { email: 'not an address', email_verified: true, name: '  ' },
  'subject-unsaid': { email: 'unsaid@example.com' },
  'subject-unsure': { email: 'unsure@example.com', email_verified: false },
};
const refused = { reason: 'refused' };

const started: { close(): Promise<void> }[] = [];
let idp: TestOpenIdProvider;
let outbound: Outbound;
let openId: OpenId;
let known: OpenIdProvider;

async function start(options: Partial<OpenIdProviderOptions> = {}): Promise<TestOpenIdProvider> {
  const provider = await startOpenIdProvider({ clients: CLIENTS, people: PEOPLE, ...options });
  started.push(provider);
  return provider;
}

function outboundTo(...allowedHosts: string[]): Outbound {
  const made = createOutbound({ allowedHosts });
  started.push(made);
  return made;
}

function clientOver(over: Pick<Outbound, 'fetch' | 'assertUrl' | 'allowsPlain'>): OpenId {
  return createOpenId({ clock: fixedClock('2026-03-02T09:00:00.000Z'), outbound: over });
}

beforeAll(async () => {
  idp = await start();
  outbound = outboundTo(idp.host, idp.host.replace('127.0.0.1', 'localhost'));
  openId = clientOver(outbound);
  known = { issuer: idp.issuer, clientId: 'with-secret', clientSecret: SECRET };
});

afterAll(async () => {
  for (const one of started) await one.close();
});

/** Somebody who went to the provider and is back at the client. */
async function back(
  client: OpenId,
  at: TestOpenIdProvider,
  provider: OpenIdProvider,
  person: string,
  declines = false,
) {
  const { url, checks } = await client.depart(provider, { redirectUri, state });
  const { search } = new URL(await at.signIn(url, person, { declines }));
  return { redirectUri, state, query: search, checks };
}

describe('signing in at an OpenID provider', () => {
  it('asks for a code with PKCE, state and nonce, and for no more than who it is', async () => {
    const { url, checks } = await openId.depart(known, { redirectUri, state, loginHint: 'mira@example.com' });
    const asked = Object.fromEntries(new URL(url).searchParams);
    expect(asked).toMatchObject({
      client_id: 'with-secret',
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: 'openid email profile',
      state,
      nonce: checks.nonce,
      code_challenge_method: 'S256',
      login_hint: 'mira@example.com',
    });
    expect(url).not.toContain(checks.verifier);
    expect(url).not.toContain(encodeURIComponent(SECRET));
  });

  it('learns who somebody is', async () => {
    const mira = {
      subject: 'subject-mira',
      email: 'mira@example.com',
      emailVerified: true,
      name: 'Mira Tal',
      locale: 'fr-CA',
      proof: { contexts: [], ageSeconds: null },
    };
    expect(await openId.arrive(known, await back(openId, idp, known, 'subject-mira'))).toEqual(mira);
    const open = { ...known, clientId: 'public', clientSecret: null };
    expect(await openId.arrive(open, await back(openId, idp, open, 'subject-mira'))).toEqual(mira);
  });

  it('takes the query with and without its question mark', async () => {
    const arrival = await back(openId, idp, known, 'subject-mira');
    const answer = await openId.arrive(known, { ...arrival, query: arrival.query.slice(1) });
    expect(answer.subject).toBe('subject-mira');
  });

  it('takes an address that nobody answers for as one, and what is no address as none', async () => {
    expect(await openId.arrive(known, await back(openId, idp, known, 'subject-unsure'))).toMatchObject({
      email: 'unsure@example.com',
      emailVerified: false,
      name: null,
    });
    expect(await openId.arrive(known, await back(openId, idp, known, 'subject-odd'))).toMatchObject({
      email: null,
      emailVerified: null,
      name: null,
    });
  });

  it('tells an address of which nothing is said from one that is denied', async () => {
    const unsaid = await openId.arrive(known, await back(openId, idp, known, 'subject-unsaid'));
    expect(unsaid).toMatchObject({ email: 'unsaid@example.com', emailVerified: null });
  });

  it('asks for the address where the id token does not tell it, and shows its secret as the provider wants it', async () => {
    const other = await start({ authentication: 'client_secret_basic', claimsIn: 'userinfo' });
    const calls: { path: string; authorization: string | null }[] = [];
    const basic = clientOver(
      watched(outboundTo(other.host), async (url, request, answer) => {
        const { authorization = null } = Object.fromEntries(new Headers(request?.headers as HeadersInit));
        calls.push({ path: url.pathname, authorization });
        return answer;
      }),
    );
    const provider = { ...known, issuer: other.issuer };
    const answer = await basic.arrive(provider, await back(basic, other, provider, 'subject-mira'));
    expect(answer).toMatchObject({ email: 'mira@example.com', emailVerified: true, name: 'Mira Tal' });
    expect(calls.find(({ path }) => path === '/token')?.authorization).toMatch(/^Basic /);
    expect(calls.map(({ path }) => path)).toContain('/me');
  });
});

type Watch = (url: URL, request: Parameters<Outbound['fetch']>[1], answer: Response) => Promise<Response>;

/** Reads or changes what comes back. */
function watched(over: Outbound, watch: Watch): Outbound {
  return {
    ...over,
    fetch: async (url, request) => watch(new URL(url), request, await over.fetch(url, request)),
  };
}

/** Replaces id tokens on their way from the provider. */
function forging(over: Outbound, forge: (idToken: string) => Promise<string>): Outbound {
  return watched(over, async (url, _request, answer) => {
    if (url.pathname !== '/token') return answer;
    const tokens = (await answer.json()) as { id_token: string };
    return Response.json({ ...tokens, id_token: await forge(tokens.id_token) });
  });
}

async function signedByAnother(idToken: string): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256');
  const { kid } = decodeProtectedHeader(idToken);
  return new SignJWT(decodeJwt(idToken)).setProtectedHeader({ alg: 'RS256', ...(kid && { kid }) }).sign(privateKey);
}

async function altered(idToken: string): Promise<string> {
  const [header = '', , signature = ''] = idToken.split('.');
  const claims = { ...decodeJwt(idToken), email: 'owner@example.com' };
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
}

async function unsigned(idToken: string): Promise<string> {
  const header = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
  return `${header}.${idToken.split('.')[1]}.`;
}

describe('an answer that is not to be believed', () => {
  it('is refused with the state or the nonce of another departure', async () => {
    const arrival = await back(openId, idp, known, 'subject-mira');
    await expect(openId.arrive(known, { ...arrival, state: 'another' })).rejects.toMatchObject(refused);
    const checks = { ...arrival.checks, nonce: 'another' };
    await expect(openId.arrive(known, { ...arrival, checks })).rejects.toMatchObject(refused);
  });

  it('is refused with the verifier of another departure', async () => {
    const arrival = await back(openId, idp, known, 'subject-mira');
    const { checks } = await openId.depart(known, { redirectUri, state });
    const stolen = { ...arrival, checks: { ...arrival.checks, verifier: checks.verifier } };
    await expect(openId.arrive(known, stolen)).rejects.toMatchObject(refused);
  });

  it('is refused the second time', async () => {
    const arrival = await back(openId, idp, known, 'subject-mira');
    expect((await openId.arrive(known, arrival)).subject).toBe('subject-mira');
    await expect(openId.arrive(known, arrival)).rejects.toMatchObject(refused);
  });

  it.each([
    ['signed by another key', signedByAnother],
    ['changed on its way', altered],
    ['not signed', unsigned],
  ])('is refused when the id token is %s, and believed as it was', async (_name, forge) => {
    const forged = clientOver(forging(outbound, forge));
    const arrival = await back(forged, idp, known, 'subject-mira');
    await expect(forged.arrive(known, arrival)).rejects.toMatchObject(refused);
    const honest = clientOver(forging(outbound, async (idToken) => idToken));
    const again = await back(honest, idp, known, 'subject-mira');
    expect((await honest.arrive(known, again)).subject).toBe('subject-mira');
  });

  it('is refused when another provider gave it (mix-up)', async () => {
    const arrival = await back(openId, idp, known, 'subject-mira');
    const query = new URLSearchParams(arrival.query);
    expect(query.get('iss')).toBe(idp.issuer);
    query.set('iss', 'https://other.example.com');
    await expect(openId.arrive(known, { ...arrival, query: `?${query}` })).rejects.toMatchObject(refused);
    query.delete('iss');
    await expect(openId.arrive(known, { ...arrival, query: `?${query}` })).rejects.toMatchObject(refused);
  });

  it('is refused with a wrong client secret', async () => {
    const wrong = { ...known, clientSecret: 'guessed' };
    const arrival = await back(openId, idp, wrong, 'subject-mira');
    await expect(openId.arrive(wrong, arrival)).rejects.toMatchObject(refused);
  });
});

describe('a provider that can’t be used', () => {
  it('is told when the person said no', async () => {
    const arrival = await back(openId, idp, known, 'subject-mira', true);
    expect(arrival.query).toContain('error=access_denied');
    await expect(openId.arrive(known, arrival)).rejects.toMatchObject({ reason: 'declined' });
  });

  it('is refused when it calls itself otherwise', async () => {
    const named = { ...known, issuer: idp.issuer.replace('127.0.0.1', 'localhost') };
    await expect(openId.probe(named)).rejects.toMatchObject(refused);
    await openId.probe(known);
  });

  it('is unreachable when it does not answer, before departure and after', async () => {
    const brief = await start();
    const to = outboundTo(brief.host);
    const provider = { ...known, issuer: brief.issuer };
    const client = clientOver(to);
    const arrival = await back(client, brief, provider, 'subject-mira');
    await brief.close();
    const unreachable = { reason: 'unreachable' };
    await expect(client.arrive(provider, arrival)).rejects.toMatchObject(unreachable);
    await expect(clientOver(to).depart(provider, { redirectUri, state })).rejects.toMatchObject(unreachable);
    await expect(client.probe(provider)).rejects.toMatchObject(unreachable);
  });

  it('is not called at a private address, whether it is the issuer or what its document names', async () => {
    const guarded = clientOver(outboundTo());
    const refusal = { code: 'outside_address_refused' };
    await expect(guarded.depart(known, { redirectUri, state })).rejects.toMatchObject(refusal);
    await expect(guarded.probe({ ...known, issuer: 'https://10.0.0.1' })).rejects.toMatchObject(refusal);
    const inward = watched(outbound, async (url, _request, answer) => {
      if (!url.pathname.startsWith('/.well-known')) return answer;
      const document = (await answer.json()) as object;
      return Response.json({ ...document, token_endpoint: 'http://169.254.169.254/latest/meta-data' });
    });
    const lured = clientOver(inward);
    const arrival = await back(lured, idp, known, 'subject-mira');
    await expect(lured.arrive(known, arrival)).rejects.toMatchObject(refusal);
  });
});
