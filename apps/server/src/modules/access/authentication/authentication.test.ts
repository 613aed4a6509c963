import { getMe, signIn } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Credentials } from '../../../platform/http/index.ts';
import { type AccessWorld, createAccessWorld, OPERATIONS_TOKEN, PASSWORD } from '../../../testing/access-world.ts';
import { memberPrincipal } from '../../../testing/principals.ts';
import { createAuthenticator } from './index.ts';

const ADA = 'ada@atelier.example';

let world: AccessWorld;
let orgId: string;
let accountId: string;
let session: string;
let apiKey: string;
let token: string;

beforeAll(async () => {
  world = await createAccessWorld(undefined, { domainsOf: () => ['atelier.example'] });
  orgId = (await world.addOrganization('atelier')).id;
  accountId = await world.addMember(ADA, [{ orgId, role: 'owner' }]);
  session = await world.signIn(ADA);
  const key = { name: 'backend', environment: 'test', scopes: ['gates:read'], expiresAt: null } as const;
  apiKey = (await world.database.asTenant(orgId, (tx) => world.apiKeys.addApiKey(tx, key, accountId))).secret;
  token = (await world.participantTokens.mintParticipantToken(orgId, 'live', 'creator-1', {}, 3_600)).token;
});
afterAll(() => world.drop());

const NOTHING: Credentials = {
  sessionToken: undefined,
  bearer: undefined,
  organization: undefined,
  environment: undefined,
  unsignedParticipant: undefined,
};
const authenticate = (credentials: Partial<Credentials>) => world.authenticate({ ...NOTHING, ...credentials });

describe('who calls', () => {
  test('is nobody in particular without credentials', async () => {
    expect(await authenticate({})).toEqual({ kind: 'public' });
  });

  test('is a member by the cookie, in live unless test is asked for', async () => {
    const sessionId = (await world.sessions.authenticateSession(session))?.sessionId ?? '';
    const confirmedAt = world.clock.now();
    const member = memberPrincipal({ orgId, accountId, sessionId, role: 'owner', confirmedAt });
    expect(await authenticate({ sessionToken: session })).toEqual(member);
    expect(await authenticate({ sessionToken: session, environment: 'test' })).toEqual({
      ...member,
      environment: 'test',
    });
  });

  test('is an API key by its secret', async () => {
    expect(await authenticate({ bearer: apiKey })).toMatchObject({
      kind: 'api_key',
      orgId,
      environment: 'test',
      scopes: ['gates:read'],
    });
  });

  test('is a directory by its token, where directories connect', async () => {
    const actor = { actorKind: 'member', actorId: accountId } as const;
    const sessionId = (await world.sessions.authenticateSession(session))?.sessionId ?? '';
    const owner = memberPrincipal({ orgId, accountId, sessionId, role: 'owner', confirmedAt: world.clock.now() });
    const bearer = await world.directory.issueToken(owner, actor);
    const { token: kept } = await world.directory.summary(orgId);
    expect(await authenticate({ bearer, sessionToken: session })).toEqual({
      kind: 'directory',
      orgId,
      tokenId: kept?.id,
    });
    const guessed = `scim_${'a'.repeat(43)}`;
    await expect(authenticate({ bearer: guessed })).rejects.toMatchObject({ code: 'directory_token_invalid' });
    const { directory: _, ...rest } = world;
    const without = createAuthenticator(rest);
    await expect(without({ ...NOTHING, bearer })).rejects.toMatchObject({ code: 'token_malformed' });
  });

  test('is a participant by a token', async () => {
    expect(await authenticate({ bearer: token })).toMatchObject({
      kind: 'participant',
      orgId,
      externalId: 'creator-1',
    });
  });

  test('is an operator by the operations token', async () => {
    expect(await authenticate({ bearer: OPERATIONS_TOKEN })).toEqual({ kind: 'operations' });
    await expect(authenticate({ bearer: `${OPERATIONS_TOKEN}x` })).rejects.toMatchObject({ code: 'token_malformed' });
  });

  test.each([undefined, ''])('is no operator where the operations token is %j', async (operationsToken) => {
    const without = createAuthenticator({ ...world, operationsToken });
    for (const bearer of ['', 'undefined', OPERATIONS_TOKEN]) {
      await expect(without({ ...NOTHING, bearer })).rejects.toMatchObject({ code: 'token_malformed' });
    }
  });

  test('is a participant by a bare id in test only', async () => {
    const unsigned = { unsignedParticipant: 'creator-2', organization: 'atelier' };
    expect(await authenticate({ ...unsigned, environment: 'test' })).toMatchObject({
      kind: 'participant',
      externalId: 'creator-2',
    });
    await expect(authenticate(unsigned)).rejects.toMatchObject({ code: 'unsigned_participant_refused' });
  });
});

describe('several credentials at once', () => {
  test('let the bearer speak, and no cookie makes good a bearer that is refused', async () => {
    expect(await authenticate({ bearer: token, sessionToken: session })).toMatchObject({ kind: 'participant' });
    const guessed = { bearer: `sk_live_${'a'.repeat(43)}`, sessionToken: session };
    await expect(authenticate(guessed)).rejects.toMatchObject({ code: 'api_key_invalid', kind: 'authentication' });
  });

  test('let the cookie speak before a bare id', async () => {
    const both = {
      sessionToken: session,
      unsignedParticipant: 'creator-2',
      organization: 'atelier',
      environment: 'test',
    } as const;
    expect(await authenticate(both)).toMatchObject({ kind: 'member' });
  });
});

describe('a cookie that is over', () => {
  const over = 'a'.repeat(43);

  test('counts as none, so that signing in still works with it', async () => {
    expect(await authenticate({ sessionToken: over })).toEqual({ kind: 'public' });
    const headers = { origin: 'https://onboarding.example.com' };
    expect(
      (await world.call(signIn, { session: over, headers, body: { email: ADA, password: PASSWORD } })).status,
    ).toBe(200);
  });

  test('is refused where somebody has to be signed in', async () => {
    const { status, body } = await world.call(getMe, { session: over });
    expect([status, body.code]).toEqual([401, 'not_signed_in']);
  });
});
