import { createHmac } from 'node:crypto';
import type { Environment } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AccessWorld, createAccessWorld } from '../../../testing/access-world.ts';
import type { NewSigningSecret } from './index.ts';

const BODY = '{"id":"evt-1","outcome":"done"}';

let world: AccessWorld;
let atelier: string;
let older: NewSigningSecret;
let newer: NewSigningSecret;
let forTest: NewSigningSecret;
let foreign: NewSigningSecret;

beforeAll(async () => {
  world = await createAccessWorld();
  atelier = (await world.addOrganization('atelier')).id;
  const elsewhere = (await world.addOrganization('elsewhere')).id;
  older = await addSecret(atelier, 'live');
  newer = await addSecret(atelier, 'live');
  forTest = await addSecret(atelier, 'test');
  foreign = await addSecret(elsewhere, 'live');
});
afterAll(() => world.drop());

function addSecret(orgId: string, environment: Environment): Promise<NewSigningSecret> {
  return world.database.asTenant(orgId, (tx) => world.participantTokens.addSigningSecret(tx, { orgId, environment }));
}

const nowSeconds = () => Math.floor(world.clock.nowMs() / 1_000);
const hmac = ({ secret }: { secret: string }, at: number, body = BODY) =>
  createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
const signedBy = (secret: { secret: string }, at = nowSeconds(), body = BODY) => `t=${at},v1=${hmac(secret, at, body)}`;
const verify = (
  header: string | undefined,
  options: { organization?: string; environment?: Environment; rawBody?: string } = {},
) =>
  world.participantTokens.verifyWebhookSignature({
    organization: 'atelier',
    environment: 'live',
    rawBody: BODY,
    header,
    ...options,
  });
const invalid = { code: 'signature_invalid', kind: 'authentication' };

describe('the signature of a webhook', () => {
  test('is good with either live secret and names the organization', async () => {
    expect(await verify(signedBy(older))).toEqual({ orgId: atelier });
    expect(await verify(signedBy(newer))).toEqual({ orgId: atelier });
    expect(await verify(signedBy(forTest), { environment: 'test' })).toEqual({ orgId: atelier });
  });

  test('is good with spaces, upper-case hex, and beside another one', async () => {
    const at = nowSeconds();
    expect(await verify(`t=${at}, v1=${hmac(newer, at).toUpperCase()}`)).toEqual({ orgId: atelier });
    expect(await verify(`t=${at},v1=${'0'.repeat(64)},v1=${hmac(newer, at)}`)).toEqual({ orgId: atelier });
  });

  test('notes the use of the secret', async () => {
    world.clock.advance(60_000);
    await verify(signedBy(older));
    const used = (await world.participantTokens.list(atelier)).find(({ id }) => id === older.id);
    expect(used?.lastUsedAt).toEqual(world.clock.now());
  });

  test('is invalid for another body, organization, environment or secret', async () => {
    await expect(verify(signedBy(newer), { rawBody: `${BODY} ` })).rejects.toMatchObject(invalid);
    await expect(verify(signedBy(newer), { organization: 'elsewhere' })).rejects.toMatchObject(invalid);
    await expect(verify(signedBy(newer), { organization: 'nobody' })).rejects.toMatchObject(invalid);
    await expect(verify(signedBy(newer), { environment: 'test' })).rejects.toMatchObject(invalid);
    await expect(verify(signedBy(forTest))).rejects.toMatchObject(invalid);
    await expect(verify(signedBy(foreign))).rejects.toMatchObject(invalid);
    await expect(verify(signedBy({ secret: '' }))).rejects.toMatchObject(invalid);
  });

  test('cannot be carried over to another time', async () => {
    const at = nowSeconds();
    await expect(verify(`t=${at + 1},v1=${hmac(newer, at)}`)).rejects.toMatchObject(invalid);
  });

  test.each([undefined, '', 'v1', 't=,v1=', 't=now,v1=00', `v1=${'0'.repeat(64)}`, 't=1,t=2,v1=00', `t=1`])(
    'is invalid when the header is %j',
    async (header) => {
      await expect(verify(header)).rejects.toMatchObject(invalid);
    },
  );

  test('expires after 300 seconds, either way', async () => {
    const expired = { code: 'signature_expired', kind: 'authentication' };
    expect(await verify(signedBy(newer, nowSeconds() - 300))).toEqual({ orgId: atelier });
    expect(await verify(signedBy(newer, nowSeconds() + 300))).toEqual({ orgId: atelier });
    await expect(verify(signedBy(newer, nowSeconds() - 301))).rejects.toMatchObject(expired);
    await expect(verify(signedBy(newer, nowSeconds() + 301))).rejects.toMatchObject(expired);
  });
});
