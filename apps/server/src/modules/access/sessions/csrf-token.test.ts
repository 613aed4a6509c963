import { confirmIdentity, getMe, signIn, signOut, switchOrganization } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCsrfTokens } from '../../../platform/http/index.ts';
import { type AccessWorld, createAccessWorld, PASSWORD, PUBLIC_URL } from '../../../testing/access-world.ts';
import { sessionIn } from '../../../testing/second-factors.ts';

const ADA = 'ada@atelier.example';
const body = { email: ADA, password: PASSWORD };

let world: AccessWorld;
let orgId: string;
let tokens: ReturnType<typeof createCsrfTokens>;

beforeAll(async () => {
  world = await createAccessWorld();
  await world.addOrganization('stepwell', { isSystem: true });
  orgId = (await world.addOrganization('atelier')).id;
  await world.addMember(ADA, [{ orgId, role: 'owner' }]);
  tokens = createCsrfTokens(world.keyring, PUBLIC_URL);
});
afterAll(() => world.drop());

const cookiesIn = (headers: Readonly<Record<string, unknown>>) => [headers['set-cookie'] ?? []].flat().map(String);
const tokenIn = (headers: Readonly<Record<string, unknown>>) =>
  /__Host-stepwell_csrf=(\w*)/.exec(cookiesIn(headers).join('\n'))?.[1];
const move = (session: string, csrfToken: string) =>
  world.call(switchOrganization, {
    body: { organization_id: orgId },
    headers: { cookie: `stepwell_session=${session}`, 'x-csrf-token': csrfToken },
  });

describe('the token against forged calls', () => {
  test('comes with the session at sign-in, and lets it change something', async () => {
    const { headers } = await world.call(signIn, { body });
    const token = tokenIn(headers);
    expect(token).toBe(tokens.tokenOf(sessionIn({ headers })));
    expect((await move(sessionIn({ headers }), token ?? '')).status).toBe(200);
    expect((await move(sessionIn({ headers }), '')).body.code).toBe('csrf_token_invalid');
  });

  test('is renewed when a proof renews the session: the one before is of no use', async () => {
    const session = await world.signIn(ADA);
    const proof = { method: 'password', password: PASSWORD };
    const { headers } = await world.call(confirmIdentity, { session, body: proof });
    const renewed = sessionIn({ headers });
    expect(tokenIn(headers)).toBe(tokens.tokenOf(renewed));
    expect((await move(renewed, tokens.tokenOf(session))).body.code).toBe('csrf_token_invalid');
    expect((await move(renewed, tokens.tokenOf(renewed))).status).toBe(200);
  });

  test('leaves with the session', async () => {
    const { headers } = await world.call(signOut, { session: await world.signIn(ADA) });
    expect(cookiesIn(headers)).toEqual([
      expect.stringMatching(/^stepwell_session=; Max-Age=0;/),
      expect.stringMatching(/^__Host-stepwell_csrf=; Max-Age=0;/),
    ]);
  });

  test('is given to a session that began before there were any, when it reads something', async () => {
    const session = await world.signIn(ADA);
    const bare = { cookie: `stepwell_session=${session}; __Host-stepwell_csrf=` };
    const { status, headers } = await world.call(getMe, { headers: bare });
    expect([status, tokenIn(headers)]).toEqual([200, tokens.tokenOf(session)]);
  });
});
