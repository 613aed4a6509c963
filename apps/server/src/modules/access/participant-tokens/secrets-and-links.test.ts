import {
  confirmIdentity,
  createParticipantLink,
  createSigningSecret,
  type Environment,
  listSigningSecrets,
  revokeSigningSecret,
} from '@stepwell/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type AccessWorld,
  type Call,
  createAccessWorld,
  LIVE_FLOW,
  PASSWORD,
  PUBLIC_URL,
} from '../../../testing/access-world.ts';
import { inTurn } from '../../../testing/in-turn.ts';
import { memberPrincipal } from '../../../testing/principals.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import { createParticipantTokens } from './index.ts';

const TEN_MINUTES_MS = 600_000;
const NOBODYS_ID = '01900000-0000-7000-8000-00000000ffff';

let world: AccessWorld;
let atelier: string;
let ada: string;
let mel: string;
let eve: string;

beforeAll(async () => {
  world = await createAccessWorld();
  atelier = (await world.addOrganization('atelier')).id;
  const elsewhere = (await world.addOrganization('elsewhere')).id;
  await world.addMember('ada@atelier.example', [{ orgId: atelier, role: 'admin' }]);
  await world.addMember('mel@atelier.example', [{ orgId: atelier, role: 'member' }]);
  await world.addMember('eve@elsewhere.example', [{ orgId: elsewhere, role: 'owner' }]);
});
// Signing in is the proof that signing secrets ask for, and holds for ten minutes.
beforeEach(async () => {
  ada = await world.signIn('ada@atelier.example');
  mel = await world.signIn('mel@atelier.example');
  eve = await world.signIn('eve@elsewhere.example');
});
afterAll(() => world.drop());

const refusal = ({ status, body }: { status: number; body: { code: string } }) => [status, body.code];
const add = (environment: Environment, session = ada) =>
  world.call(createSigningSecret, { session, body: { environment } });
const revoke = (id: string, session = ada) => world.call(revokeSigningSecret, { session, params: { id } });
const list = async (session = ada) => (await world.call(listSigningSecrets, { session })).body.data;
const audited = (action: string) =>
  world.test.asOwner<Record<string, unknown>>(
    'select org_id, environment, resource_id, after from audit_entries where action = $1 order by id',
    [action],
  );

describe('signing secrets', () => {
  test('are shown once, two may be live in each environment, and each can be revoked but the last', async () => {
    const first = await add('live');
    expect(first.status).toBe(201);
    const { secret, ...record } = first.body.data;
    expect(secret).toMatch(/^ss_live_[\w-]{43}$/);
    expect(await list()).toEqual([record]);
    expect(refusal(await revoke(record.id))).toEqual([409, 'last_secret']);

    const second = await add('live');
    expect(refusal(await add('live'))).toEqual([409, 'two_secrets_live']);
    const other = await add('test');
    expect(other.body.data.secret).toMatch(/^ss_test_/);
    expect(refusal(await revoke(other.body.data.id))).toEqual([409, 'last_secret']);

    world.clock.advance(1_000);
    const revokedAt = world.clock.now().toISOString();
    expect((await revoke(record.id)).status).toBe(204);
    world.clock.advance(1_000);
    expect((await revoke(record.id)).status).toBe(204);
    const listed: { id: string; revoked_at: string | null }[] = await list();
    expect(listed.map(({ id, revoked_at }) => [id, revoked_at])).toEqual([
      [other.body.data.id, null],
      [second.body.data.id, null],
      [record.id, revokedAt],
    ]);
    expect((await add('live')).status).toBe(201);
    expect((await audited('signing_secret.create')).map(({ resource_id }) => resource_id)).toContain(record.id);
    expect(await audited('signing_secret.revoke')).toEqual([
      { org_id: atelier, environment: 'live', resource_id: record.id, after: null },
    ]);
  });

  test('are added and revoked with a fresh proof only', async () => {
    const orgId = (await world.addOrganization('careful')).id;
    await world.addMember('cleo@careful.example', [{ orgId, role: 'owner' }]);
    const cleo = await world.signIn('cleo@careful.example');
    const { id } = (await add('live', cleo)).body.data;
    world.clock.advance(TEN_MINUTES_MS);
    expect(refusal(await add('live', cleo))).toEqual([403, 'confirmation_required']);
    expect(refusal(await revoke(id, cleo))).toEqual([403, 'confirmation_required']);
    await world.call(confirmIdentity, { session: cleo, body: { method: 'password', password: PASSWORD } });
    expect((await add('live', cleo)).status).toBe(201);
    expect((await revoke(id, cleo)).status).toBe(204);
  });

  test('asked for at once do not become three, nor does revoking both leave none', async () => {
    const orgId = (await world.addOrganization('hasty')).id;
    const accountId = await world.addMember('hal@hasty.example', [{ orgId, role: 'owner' }]);
    const hal = memberPrincipal({ orgId, accountId, role: 'owner' });
    const actor = { actorKind: 'member', actorId: accountId } as const;
    const tokens = (audit: AuditWriter) => createParticipantTokens({ ...world, ...world.tokenSettings, audit });
    const first = await tokens(world.audit).create(hal, 'live', actor);
    const create = (audit: AuditWriter) => tokens(audit).create(hal, 'live', actor);
    const [second, third] = await inTurn(world, create, () => create(world.audit));
    expect(third).toMatchObject({ status: 'rejected', reason: { code: 'two_secrets_live' } });
    const secondId = second.status === 'fulfilled' ? second.value.id : '';
    const [one, last] = await inTurn(
      world,
      (audit) => tokens(audit).revoke(hal, first.id, actor),
      () => tokens(world.audit).revoke(hal, secondId, actor),
    );
    expect(one.status).toBe('fulfilled');
    expect(last).toMatchObject({ status: 'rejected', reason: { code: 'last_secret' } });
  });

  test('of another organization are invisible, and revoking one is not_found', async () => {
    const id = (await list())[0]?.id ?? '';
    expect(await list(eve)).toEqual([]);
    expect(refusal(await revoke(id, eve))).toEqual([404, 'not_found']);
    expect(refusal(await revoke(NOBODYS_ID))).toEqual([404, 'not_found']);
  });

  test('are for admins', async () => {
    expect(refusal(await add('live', mel))).toEqual([403, 'permission_denied']);
    expect(refusal(await world.call(listSigningSecrets, { session: mel }))).toEqual([403, 'permission_denied']);
  });
});

describe('a link for a participant', () => {
  const make = (call: Call, body: Record<string, unknown> = {}) =>
    world.call(createParticipantLink, {
      params: { external_id: 'créateur/1' },
      body: { flow: LIVE_FLOW, ...body },
      ...call,
    });

  test('leads to the hosted flow with a token in its fragment, for an hour', async () => {
    const { status, body } = await make({ session: mel });
    expect(status).toBe(201);
    const { url, token, expires_at } = body.data;
    expect(url).toBe(`${PUBLIC_URL}/o/atelier/${LIVE_FLOW}#token=${token}`);
    expect(expires_at).toBe(new Date(world.clock.nowMs() + 3_600_000).toISOString());
    expect(await world.authenticate(bearing(token))).toEqual({
      kind: 'participant',
      orgId: atelier,
      environment: 'live',
      externalId: 'créateur/1',
      claims: {},
    });
    expect((await audited('participant_link.create')).at(-1)).toEqual({
      org_id: atelier,
      environment: 'live',
      resource_id: 'créateur/1',
      after: { flow: LIVE_FLOW, ttl_seconds: 3_600 },
    });
  });

  test('names the environment when it is test', async () => {
    const { url, token } = (await make({ session: mel, environment: 'test' }, { ttl_seconds: 60 })).body.data;
    expect(url).toBe(`${PUBLIC_URL}/o/atelier/${LIVE_FLOW}#token=${token}&environment=test`);
    expect(await world.authenticate(bearing(token))).toMatchObject({ environment: 'test' });
  });

  test('is made by an API key in its own environment', async () => {
    const { secret } = await world.database.asTenant(atelier, (tx) =>
      world.apiKeys.addApiKey(
        tx,
        { name: 'k', environment: 'test', scopes: ['participants:write'], expiresAt: null },
        null,
      ),
    );
    const { token } = (await make({ bearer: secret })).body.data;
    expect(await world.authenticate(bearing(token))).toMatchObject({ orgId: atelier, environment: 'test' });
  });

  test('is refused to a flow that is not live', async () => {
    expect(refusal(await make({ session: mel }, { flow: 'draft' }))).toEqual([409, 'flow_not_live']);
  });

  test('is refused to viewers and to participants', async () => {
    await world.addMember('vic@atelier.example', [{ orgId: atelier, role: 'viewer' }]);
    expect(refusal(await make({ session: await world.signIn('vic@atelier.example') }))).toEqual([
      403,
      'permission_denied',
    ]);
    const { token } = (await make({ session: mel })).body.data;
    expect(refusal(await make({ bearer: token }))).toEqual([403, 'permission_denied']);
  });

  function bearing(bearer: string) {
    return {
      bearer,
      sessionToken: undefined,
      organization: undefined,
      environment: undefined,
      unsignedParticipant: undefined,
    };
  }
});
