import {
  confirmIdentity,
  createApiKey,
  createParticipantLink,
  getMe,
  listApiKeys,
  revokeApiKey,
} from '@stepwell/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MemberPrincipal } from '../../../platform/http/index.ts';
import {
  type AccessWorld,
  type Answer,
  createAccess,
  createAccessWorld,
  LIVE_FLOW,
  PASSWORD,
} from '../../../testing/access-world.ts';
import { inTurn } from '../../../testing/in-turn.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import { createApiKeys } from './index.ts';

const DAY_MS = 86_400_000;
const TEN_MINUTES_MS = 600_000;
const NOBODYS_ID = '01900000-0000-7000-8000-00000000ffff';

let world: AccessWorld;
let atelier: string;
let elsewhere: string;
let ada: string;
let eve: string;

beforeAll(async () => {
  world = await createAccessWorld();
  atelier = (await world.addOrganization('atelier')).id;
  elsewhere = (await world.addOrganization('elsewhere')).id;
  await world.addMember('ada@atelier.example', [{ orgId: atelier, role: 'admin' }]);
  await world.addMember('mel@atelier.example', [{ orgId: atelier, role: 'member' }]);
  await world.addMember('eve@elsewhere.example', [{ orgId: elsewhere, role: 'owner' }]);
});
// Signing in is the proof that keys ask for, and holds for ten minutes.
beforeEach(async () => {
  ada = await world.signIn('ada@atelier.example');
  eve = await world.signIn('eve@elsewhere.example');
});
afterAll(() => world.drop());

const LINKS = ['participants:write'];
const make = (session: string, body: Record<string, unknown> = {}) =>
  world.call(createApiKey, { session, body: { name: 'backend', environment: 'live', scopes: LINKS, ...body } });
const use = (bearer: string, headers: Record<string, string> = {}) =>
  world.call(createParticipantLink, {
    bearer,
    headers,
    params: { external_id: 'creator-1' },
    body: { flow: LIVE_FLOW },
  });
const refusal = ({ status, body }: { status: number; body: { code: string } }) => [status, body.code];
const audited = (action: string) =>
  world.test.asOwner<Record<string, unknown>>(
    'select org_id, environment, resource_id, before, after from audit_entries where action = $1 order by id',
    [action],
  );

const NO_CREDENTIALS = {
  sessionToken: undefined,
  bearer: undefined,
  organization: undefined,
  environment: undefined,
  unsignedParticipant: undefined,
};

describe('creating an API key', () => {
  test('shows the secret once and stores only its SHA-256', async () => {
    const { status, body } = await make(ada, {
      environment: 'test',
      scopes: ['flows:read', 'flows:read', 'gates:read'],
    });
    expect(status).toBe(201);
    const { id, secret, ...shown } = body.data;
    expect(secret).toMatch(/^sk_test_[\w-]{43}$/);
    expect(shown).toEqual({
      name: 'backend',
      environment: 'test',
      prefix: secret.slice(0, 12),
      scopes: ['flows:read', 'gates:read'],
      created_at: world.clock.now().toISOString(),
      created_by: 'ada',
      expires_at: null,
      last_used_at: null,
      revoked_at: null,
    });
    const [row] = await world.test.asOwner<{ hash: Buffer; text: string }>(
      'select secret_hash as hash, k::text as text from api_keys k where id = $1',
      [id],
    );
    expect(row?.hash).toEqual(Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(secret))));
    expect(row?.text).not.toContain(secret.slice(12));
    expect((await world.call(listApiKeys, { session: ada })).body.data[0]).toEqual({ id, ...shown });
    expect((await audited('api_key.create')).at(-1)).toEqual({
      org_id: atelier,
      environment: 'test',
      resource_id: id,
      before: null,
      after: { name: 'backend', scopes: ['flows:read', 'gates:read'], expires_at: null },
    });
  });

  test('is for admins', async () => {
    const mel = await world.signIn('mel@atelier.example');
    expect(refusal(await make(mel))).toEqual([403, 'permission_denied']);
    expect(refusal(await world.call(listApiKeys, { session: mel }))).toEqual([403, 'permission_denied']);
  });

  test('with an expiry that is over is refused', async () => {
    const expires_at = world.clock.now().toISOString();
    expect(refusal(await make(ada, { expires_at }))).toEqual([422, 'expiry_in_past']);
  });

  test('stops at 100 live keys, even when two are asked for at once', async () => {
    const orgId = (await world.addOrganization('many')).id;
    await world.addMember('max@many.example', [{ orgId, role: 'owner' }]);
    const max = await world.signIn('max@many.example');
    const key = { name: 'one of many', environment: 'live', scopes: ['gates:read'], expiresAt: null } as const;
    const expiring = { ...key, expiresAt: new Date(world.clock.nowMs() + DAY_MS) };
    const [first] = await world.database.asTenant(orgId, async (tx) => {
      const keys = [];
      for (let made = 0; made < 99; made += 1)
        keys.push(await world.apiKeys.addApiKey(tx, made < 98 ? key : expiring, null));
      return keys;
    });
    const member = (await world.authenticate({ ...NO_CREDENTIALS, sessionToken: max })) as MemberPrincipal;
    const create = (audit: AuditWriter) =>
      createApiKeys({ ...world, audit }).create(member, key, { actorKind: 'member', actorId: member.accountId });
    const [hundredth, oneMore] = await inTurn(world, create, () => create(world.audit));
    expect(hundredth.status).toBe('fulfilled');
    expect(oneMore).toMatchObject({ status: 'rejected', reason: { code: 'too_many_api_keys' } });
    await world.call(revokeApiKey, { session: max, params: { id: first?.id ?? '' } });
    expect((await make(max)).status).toBe(201);
    expect(refusal(await make(max))).toEqual([409, 'too_many_api_keys']);
    world.clock.advance(DAY_MS);
    expect((await make(await world.signIn('max@many.example'))).status).toBe(201);
  });

  test('asks for a fresh proof, and so does revoking one', async () => {
    const { id } = (await make(ada)).body.data;
    world.clock.advance(TEN_MINUTES_MS - 1);
    expect((await make(ada)).status).toBe(201);
    world.clock.advance(1);
    const revoke = (session: string) => world.call(revokeApiKey, { session, params: { id } });
    expect(refusal(await make(ada))).toEqual([403, 'confirmation_required']);
    expect(refusal(await revoke(ada))).toEqual([403, 'confirmation_required']);
    await world.call(confirmIdentity, { session: ada, body: { method: 'password', password: PASSWORD } });
    expect((await make(ada)).status).toBe(201);
    expect((await revoke(ada)).status).toBe(204);
  });
});

describe('an API key', () => {
  test('acts for its organization in its environment with its scopes', async () => {
    const { secret } = (await make(ada, { environment: 'test', scopes: ['participants:write', 'gates:read'] })).body
      .data;
    expect(await world.apiKeys.authenticateApiKey(secret, undefined)).toMatchObject({
      orgId: atelier,
      environment: 'test',
      scopes: ['participants:write', 'gates:read'],
    });
    expect((await use(secret)).status).toBe(201);
    expect(refusal(await world.call(getMe, { bearer: secret }))).toEqual([403, 'permission_denied']);
    const { secret: reader } = (await make(ada, { scopes: ['participants:read'] })).body.data;
    expect(refusal(await use(reader))).toEqual([403, 'permission_denied']);
  });

  test('is refused where the other environment is asked for', async () => {
    const { secret } = (await make(ada)).body.data;
    expect((await use(secret, { 'stepwell-environment': 'live' })).status).toBe(201);
    expect(refusal(await use(secret, { 'stepwell-environment': 'test' }))).toEqual([401, 'api_key_other_environment']);
  });

  test.each(['sk_live_', 'sk_live_short', `sk_live_${'a'.repeat(43)}`, `sk_prod_${'a'.repeat(43)}`])(
    'that nobody has is refused: %s',
    async (secret) => {
      expect(refusal(await use(secret))).toEqual([401, 'api_key_invalid']);
    },
  );

  test('stops when it expires, and says so', async () => {
    const expires_at = new Date(world.clock.nowMs() + DAY_MS).toISOString();
    const { secret } = (await make(ada, { expires_at })).body.data;
    world.clock.advance(DAY_MS - 1);
    expect((await use(secret)).status).toBe(201);
    world.clock.advance(1);
    expect(refusal(await use(secret))).toEqual([401, 'api_key_expired']);
  });

  test('notes its last use at most once a minute, and none that was refused', async () => {
    const expires_at = new Date(world.clock.nowMs() + DAY_MS).toISOString();
    const { id, secret } = (await make(ada, { expires_at })).body.data;
    const lastUsed = async () => {
      const [row] = await world.test.asOwner<{ at: Date | null }>(
        'select last_used_at as at from api_keys where id = $1',
        [id],
      );
      return row?.at?.getTime();
    };
    expect(await lastUsed()).toBeUndefined();
    const firstAt = world.clock.nowMs();
    await use(secret);
    expect(await lastUsed()).toBe(firstAt);
    world.clock.advance(59_999);
    await use(secret);
    expect(await lastUsed()).toBe(firstAt);
    world.clock.advance(5_000);
    await use(secret);
    expect(await lastUsed()).toBe(firstAt + 64_999);
    world.clock.advance(DAY_MS);
    await use(secret);
    expect(await lastUsed()).toBe(firstAt + 64_999);
  });
});

describe('revoking an API key', () => {
  test('stops it at once, here and in other processes; again changes nothing', async () => {
    const { apiKeys: others } = createAccess(world.database, world.clock, world.ids);
    const following = await others.followRevocations();
    const { id, secret } = (await make(ada)).body.data;
    await use(secret);
    await others.authenticateApiKey(secret, undefined);
    expect((await world.call(revokeApiKey, { session: ada, params: { id } })).status).toBe(204);
    expect(refusal(await use(secret))).toEqual([401, 'api_key_invalid']);
    await vi.waitFor(
      () => expect(others.authenticateApiKey(secret, undefined)).rejects.toMatchObject({ code: 'api_key_invalid' }),
      {
        timeout: 10_000,
      },
    );
    following.stop();
    const revokedAt = world.clock.now().toISOString();
    world.clock.advance(1_000);
    expect((await world.call(revokeApiKey, { session: ada, params: { id } })).status).toBe(204);
    const [newest] = (await world.call(listApiKeys, { session: ada })).body.data;
    expect(newest).toMatchObject({ id, revoked_at: revokedAt });
    expect((await audited('api_key.revoke')).filter(({ resource_id }) => resource_id === id)).toEqual([
      { org_id: atelier, environment: 'live', resource_id: id, before: { name: 'backend' }, after: null },
    ]);
  });

  test('of another organization, or one that does not exist, is not_found', async () => {
    const { id, secret } = (await make(ada)).body.data;
    expect(refusal(await world.call(revokeApiKey, { session: eve, params: { id } }))).toEqual([404, 'not_found']);
    expect(refusal(await world.call(revokeApiKey, { session: ada, params: { id: NOBODYS_ID } }))).toEqual([
      404,
      'not_found',
    ]);
    expect((await use(secret)).status).toBe(201);
  });

  test('is remembered for 5 seconds where word of it does not arrive', async () => {
    const { id, secret } = (await make(ada)).body.data;
    await use(secret);
    await world.test.asOwner('update api_keys set revoked_at = now() where id = $1', [id]);
    world.clock.advance(4_999);
    expect((await use(secret)).status).toBe(201);
    world.clock.advance(1);
    expect(refusal(await use(secret))).toEqual([401, 'api_key_invalid']);
  });
});

describe('the list of API keys', () => {
  test('comes by pages, newest first, each key once, and none of another organization', async () => {
    const orgId = (await world.addOrganization('paged')).id;
    await world.addMember('pia@paged.example', [{ orgId, role: 'owner' }]);
    const pia = await world.signIn('pia@paged.example');
    const made: string[] = [];
    for (const name of ['first', 'second', 'third', 'fourth', 'fifth'])
      made.push((await make(pia, { name })).body.data.id);
    const pages: string[][] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const { body }: Answer<typeof listApiKeys> = await world.call(listApiKeys, {
        session: pia,
        query: { limit: 2, ...(cursor && { cursor }) },
      });
      pages.push(body.data.map((key: { id: string }) => key.id));
      cursor = body.meta.next_cursor;
    }
    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
    expect(pages.flat()).toEqual(made.toReversed());
  });

  test.each(['nonsense', Buffer.from('["not an id"]').toString('base64url'), Buffer.from('[1]').toString('base64url')])(
    'refuses the damaged cursor %s',
    async (cursor) => {
      expect(refusal(await world.call(listApiKeys, { session: ada, query: { cursor } }))).toEqual([
        400,
        'cursor_damaged',
      ]);
    },
  );
});
