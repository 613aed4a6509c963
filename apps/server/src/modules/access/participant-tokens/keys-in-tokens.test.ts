import { createHmac, generateKeyPairSync } from 'node:crypto';
import { exportJWK, type JWTHeaderParameters, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AccessWorld, createAccessWorld } from '../../../testing/access-world.ts';
import type { NewSigningSecret } from './index.ts';

const GUESSED = 'a secret that the attacker brings along';

let world: AccessWorld;
let secret: NewSigningSecret;

beforeAll(async () => {
  world = await createAccessWorld();
  const { id: orgId } = await world.addOrganization('atelier');
  secret = await world.database.asTenant(orgId, (tx) =>
    world.participantTokens.addSigningSecret(tx, { orgId, environment: 'live' }),
  );
});
afterAll(() => world.drop());

const hints = { organization: 'atelier', environment: undefined };
const verify = (token: string) => world.participantTokens.verifyParticipantToken(token, hints);
const claims = () => ({ sub: 'creator-1', exp: Math.floor(world.clock.nowMs() / 1_000) + 3_600 });
const sign = (key: string, header: Partial<JWTHeaderParameters>) =>
  new SignJWT(claims()).setProtectedHeader({ ...header, alg: 'HS256' }).sign(Buffer.from(key));

const ATTACKERS_KEY = { kty: 'oct', k: Buffer.from(GUESSED).toString('base64url'), alg: 'HS256' };

describe('a token that brings its own key', () => {
  test.each<[string, Partial<JWTHeaderParameters>]>([
    ['inside it', { jwk: ATTACKERS_KEY }],
    ['at an address', { jku: 'https://evil.example/keys.json' }],
    ['as a certificate', { x5c: [Buffer.from(GUESSED).toString('base64')] }],
    ['as a certificate at an address', { x5u: 'https://evil.example/cert.pem' }],
  ])('%s is judged by the organization’s secret alone', async (_, header) => {
    await expect(verify(await sign(GUESSED, header))).rejects.toMatchObject({ code: 'token_signature_invalid' });
    expect(await verify(await sign(secret.secret, header))).toMatchObject({ externalId: 'creator-1' });
  });

  test('of another kind of signature is refused', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const header = { alg: 'RS256', jwk: await exportJWK(publicKey) };
    const token = await new SignJWT(claims()).setProtectedHeader(header).sign(privateKey);
    await expect(verify(token)).rejects.toMatchObject({ code: 'token_algorithm_refused' });
    const [, payload] = token.split('.');
    const head = Buffer.from(JSON.stringify({ alg: 'HS256' })).toString('base64url');
    const publicText = publicKey.export({ type: 'spki', format: 'pem' });
    const mac = createHmac('sha256', publicText).update(`${head}.${payload}`).digest('base64url');
    await expect(verify(`${head}.${payload}.${mac}`)).rejects.toMatchObject({ code: 'token_signature_invalid' });
  });
});
