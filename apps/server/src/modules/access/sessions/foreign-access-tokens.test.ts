import { getMe, logIn, TokensView } from '@stepwell/contract';
import { decodeJwt, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AccessWorld, createAccessWorld, PASSWORD } from '../../../testing/access-world.ts';

const EMAIL = 'ada@atelier.example';

let world: AccessWorld;
let sid: string;
let subject: string;

beforeAll(async () => {
  world = await createAccessWorld();
  const { id: orgId } = await world.addOrganization('atelier');
  subject = await world.addMember(EMAIL, [{ orgId, role: 'owner' }]);
  const { body } = await world.call(logIn, { body: { email: EMAIL, password: PASSWORD } });
  const { access_token } = TokensView.parse(body.data);
  sid = String(decodeJwt(access_token.slice('sat_'.length))['sid']);
});
afterAll(() => world.drop());

type Shape = { typ: string; iss: string; aud: string; alg: 'HS256' | 'HS512'; purpose: string; seconds: number };
const RIGHT: Shape = {
  typ: 'at+jwt',
  iss: 'stepwell',
  aud: 'stepwell',
  alg: 'HS256',
  purpose: 'access tokens',
  seconds: 900,
};

/** As only the installation itself could make it. */
async function tokenLike(wrong: Partial<Shape>): Promise<string> {
  const { typ, iss, aud, alg, purpose, seconds } = { ...RIGHT, ...wrong };
  const token = await new SignJWT({ sid })
    .setProtectedHeader({ alg, typ })
    .setIssuer(iss)
    .setAudience(aud)
    .setSubject(subject)
    .setExpirationTime(Math.floor(world.clock.nowMs() / 1_000) + seconds)
    .sign(world.keyring.derive(purpose));
  return `sat_${token}`;
}
const statusOf = async (wrong: Partial<Shape>) => (await world.call(getMe, { bearer: await tokenLike(wrong) })).status;

test('an access token is taken in its one form', async () => {
  expect(await statusOf({})).toBe(200);
});

test.each<[string, Partial<Shape>]>([
  ['of another type', { typ: 'JWT' }],
  ['of another issuer', { iss: 'elsewhere' }],
  ['for another audience', { aud: 'elsewhere' }],
  ['by another algorithm', { alg: 'HS512' }],
  ['under a key for something else', { purpose: 'mailed links' }],
  ['that is over', { seconds: 0 }],
])('an access token %s is refused', async (_, wrong) => {
  expect(await statusOf(wrong)).toBe(401);
});
