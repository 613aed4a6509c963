import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixedClock } from '../../../platform/clock/index.ts';
import { createOutbound, type Outbound } from '../../../platform/outbound/index.ts';
import { startOpenIdProvider, type TestOpenIdProvider } from '../../../testing/openid-provider.ts';
import { createOpenId, type OpenId } from './index.ts';

const redirectUri = 'https://onboarding.example.com/sign-in/callback/openid';
const state = 'state-of-the-tests';
const client = { clientId: 'with-secret', clientSecret: 'the secret of the client', redirectUris: [redirectUri] };

let idp: TestOpenIdProvider;
let outbound: Outbound;

beforeAll(async () => {
  const people = { 'subject-mira': { email: 'mira@example.com', email_verified: true } };
  idp = await startOpenIdProvider({ clients: [client], people });
  outbound = createOutbound({ allowedHosts: [idp.host] });
});
afterAll(async () => {
  await outbound.close();
  await idp.close();
});

/** A provider whose id tokens say something else, under a key of its own that it publishes. */
async function saying(claims: Record<string, unknown>): Promise<OpenId> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const published = { ...(await exportJWK(publicKey)), kid: 'of-the-tests', alg: 'RS256', use: 'sig' };
  const fetch: Outbound['fetch'] = async (url, request) => {
    const answer = await outbound.fetch(url, request);
    const { pathname } = new URL(url);
    if (pathname === '/jwks') return Response.json({ keys: [published] });
    if (pathname !== '/token') return answer;
    const tokens = (await answer.json()) as { id_token: string };
    const idToken = new SignJWT({ ...decodeJwt(tokens.id_token), ...claims });
    const header = { alg: 'RS256', kid: published.kid };
    return Response.json({ ...tokens, id_token: await idToken.setProtectedHeader(header).sign(privateKey) });
  };
  return createOpenId({ clock: fixedClock('2026-03-02T09:00:00.000Z'), outbound: { ...outbound, fetch } });
}

async function arriving(claims: Record<string, unknown>) {
  const openId = await saying(claims);
  const provider = { issuer: idp.issuer, clientId: client.clientId, clientSecret: client.clientSecret };
  const { url, checks } = await openId.depart(provider, { redirectUri, state });
  const { search: query } = new URL(await idp.signIn(url, 'subject-mira'));
  return openId.arrive(provider, { redirectUri, state, query, checks });
}

test.each([
  ['for another client', { aud: 'another-client' }],
  ['for another client beside us', { aud: [client.clientId, 'another-client'], azp: 'another-client' }],
  ['of another issuer', { iss: 'https://another.example' }],
  ['whose time is over', { exp: 1 }],
])('an id token %s is refused though its signature is right', async (_name, claims) => {
  await expect(arriving(claims)).rejects.toMatchObject({ reason: 'refused' });
});

test('one that says what it should is believed', async () => {
  expect(await arriving({})).toMatchObject({ subject: 'subject-mira', email: 'mira@example.com' });
});
