import { type Environment, listParticipants, putParticipant } from '@stepwell/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type AccessWorld, type Answer, type Call, createAccessWorld } from '../../../testing/access-world.ts';
import { createParticipants } from './index.ts';
import { createParticipantsModule } from './module.ts';

let world: AccessWorld;
let atelier: string;
let elsewhere: string;
let mel: string;
let eve: string;
let changes: string[] = [];

beforeAll(async () => {
  world = await createAccessWorld((access) => {
    const participantChanged = (orgId: string, address: { environment: Environment; externalId: string }) =>
      void changes.push(`${orgId} ${address.environment} ${address.externalId}`);
    return [createParticipantsModule({ participants: createParticipants({ ...access, participantChanged }) })];
  });
  atelier = (await world.addOrganization('atelier')).id;
  elsewhere = (await world.addOrganization('elsewhere')).id;
  await world.addMember('mel@atelier.example', [{ orgId: atelier, role: 'member' }]);
  await world.addMember('eve@elsewhere.example', [{ orgId: elsewhere, role: 'owner' }]);
  mel = await world.signIn('mel@atelier.example');
  eve = await world.signIn('eve@elsewhere.example');
});
afterAll(() => world.drop());
beforeEach(() => {
  changes = [];
});

const refusal = ({ status, body }: { status: number; body: { code: string } }) => [status, body.code];
const put = (external_id: string, body: Record<string, unknown>, call: Call = { session: mel }) =>
  world.call(putParticipant, { params: { external_id }, body, ...call });
const list = (query: Record<string, string> = {}, call: Call = { session: mel }) =>
  world.call(listParticipants, { query, ...call });
const idsIn = ({ body }: Answer<typeof listParticipants>) => body.data.map((one) => one.external_id);
async function keyFor(orgId: string, environment: Environment, scope: 'participants:write' | 'participants:read') {
  const key = { name: scope, environment, scopes: [scope], expiresAt: null };
  return (await world.database.asTenant(orgId, (tx) => world.apiKeys.addApiKey(tx, key, null))).secret;
}

describe('putting a participant', () => {
  test('creates them, changes what is sent, clears what is null and keeps the rest', async () => {
    const known = {
      display_name: 'Noor',
      market: 'FR',
      role: 'creator',
      locale: 'fr',
      traits: { plan: 'free', tags: ['a'] },
    };
    const made = await put('noor', known);
    expect(made.status).toBe(200);
    const { id, ...view } = made.body.data;
    expect(view).toEqual({
      external_id: 'noor',
      ...known,
      created_at: world.clock.now().toISOString(),
      last_seen_at: null,
    });
    world.clock.advance(1_000);
    const changed = await put('noor', { market: null, traits: { plan: 'pro' } });
    expect(changed.body.data).toEqual({ ...made.body.data, market: null, traits: { plan: 'pro' } });
    expect((await put('noor', {})).body.data).toEqual(changed.body.data);
    expect(changes).toEqual([`${atelier} live noor`, `${atelier} live noor`]);
    const entries = await world.test.asOwner<Record<string, unknown>>(
      'select org_id, environment, actor_kind, action, after from audit_entries where resource_id = $1 order by id',
      [id],
    );
    const common = { org_id: atelier, environment: 'live', actor_kind: 'member' };
    expect(entries).toEqual([
      {
        ...common,
        action: 'participant.create',
        after: { changed: ['display_name', 'market', 'role', 'locale', 'traits'] },
      },
      { ...common, action: 'participant.change', after: { changed: ['market', 'traits'] } },
    ]);
  });

  test('by an API key stays in the environment of the key', async () => {
    const bearer = await keyFor(atelier, 'test', 'participants:write');
    expect((await put('of the key', { display_name: 'Tested' }, { bearer })).status).toBe(200);
    expect(idsIn(await list({ q: 'of the key' }))).toEqual([]);
    expect(idsIn(await list({ q: 'of the key' }, { session: mel, environment: 'test' }))).toEqual(['of the key']);
  });

  test('changes nobody of another organization or environment who has the same external id', async () => {
    await put('shared', { display_name: 'Here' });
    await put('shared', { display_name: 'There' }, { session: eve });
    await put('shared', { display_name: 'Tested' }, { session: mel, environment: 'test' });
    expect((await list({ q: 'shared' })).body.data[0]?.display_name).toBe('Here');
    expect((await list({ q: 'shared' }, { session: eve })).body.data[0]?.display_name).toBe('There');
  });

  test('at the same time from two sides loses neither change', async () => {
    await Promise.all([
      put('raced', { market: 'FR' }),
      put('raced', { role: 'agent' }),
      put('raced', { locale: 'fr' }),
    ]);
    expect((await put('raced', {})).body.data).toMatchObject({ market: 'FR', role: 'agent', locale: 'fr' });
  });

  test.each([
    [{ market: 'France' }, '/market'],
    [{ locale: 'french!' }, '/locale'],
    [{ role: '' }, '/role'],
    [{ display_name: 'x'.repeat(201) }, '/display_name'],
    [{ traits: { Plan: 'pro' } }, '/traits/Plan'],
    [{ surprise: 1 }, '/surprise'],
  ])('refuses %j, naming the field', async (body, path) => {
    const answer = await put('refused', body);
    expect(refusal(answer)).toEqual([422, 'validation_failed']);
    expect(answer.body.errors?.[0]?.path).toBe(path);
    expect(refusal(await put('x'.repeat(201), {}))).toEqual([422, 'validation_failed']);
  });

  test('is refused to viewers, to keys that may only read, and to participants', async () => {
    await world.addMember('vic@atelier.example', [{ orgId: atelier, role: 'viewer' }]);
    const vic = await world.signIn('vic@atelier.example');
    expect(refusal(await put('noor', {}, { session: vic }))).toEqual([403, 'permission_denied']);
    const bearer = await keyFor(atelier, 'live', 'participants:read');
    expect(refusal(await put('noor', {}, { bearer }))).toEqual([403, 'permission_denied']);
    const { token } = await world.participantTokens.mintParticipantToken(atelier, 'live', 'noor', {}, 60);
    expect(refusal(await put('noor', {}, { bearer: token }))).toEqual([403, 'permission_denied']);
    expect(refusal(await list({}, { bearer: token }))).toEqual([403, 'permission_denied']);
  });
});
