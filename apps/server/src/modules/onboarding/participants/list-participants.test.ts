import { type Environment, listParticipants } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AccessWorld, type Answer, createAccessWorld } from '../../../testing/access-world.ts';
import { createParticipants } from './index.ts';
import { createParticipantsModule } from './module.ts';

let world: AccessWorld;
let listed: string;
let lou: string;
let eve: string;

beforeAll(async () => {
  world = await createAccessWorld((access) => [
    createParticipantsModule({ participants: createParticipants({ ...access, participantChanged: () => {} }) }),
  ]);
  listed = (await world.addOrganization('listed')).id;
  const elsewhere = (await world.addOrganization('elsewhere')).id;
  await world.addMember('lou@listed.example', [{ orgId: listed, role: 'viewer' }]);
  await world.addMember('eve@elsewhere.example', [{ orgId: elsewhere, role: 'owner' }]);
  lou = await world.signIn('lou@listed.example');
  eve = await world.signIn('eve@elsewhere.example');
  await insertParticipants();
  await insertJourneys();
});
afterAll(() => world.drop());

const shown = (query: Record<string, string | number> = {}, environment: Environment = 'live') =>
  world.call(listParticipants, { query, session: lou, environment });
const idsIn = ({ body }: Answer<typeof listParticipants>) => body.data.map((one) => one.external_id);

describe('the list of participants', () => {
  test('shows everybody, the most recently active first, with their latest journey', async () => {
    const answer = await shown();
    expect(answer.status).toBe(200);
    expect(idsIn(answer)).toEqual(['p5', 'p4', 'p3', 'p2', 'p1']);
    const [p5, p4, p3] = answer.body.data;
    expect(p5).toEqual({
      id: idOf(5),
      external_id: 'p5',
      display_name: 'Ève 100%',
      market: 'FR',
      role: 'creator',
      locale: 'fr',
      traits: { plan: 'pro' },
      created_at: '2026-01-05T00:00:00.000Z',
      last_seen_at: '2026-02-20T00:00:00.000Z',
      journey: {
        id: journeyId(53),
        flow_key: 'team',
        version: 1,
        percent: 40,
        status: 'active',
        next_step: 'profile',
        last_activity_at: '2026-02-20T00:00:00.000Z',
      },
    });
    expect(p4?.journey).toMatchObject({
      flow_key: 'creator',
      version: 2,
      percent: 100,
      status: 'completed',
      next_step: null,
    });
    expect(p3?.journey).toBeNull();
    expect(answer.body.meta).toEqual({ next_cursor: null });
  });

  test.each([
    [{ flow: 'creator' }, ['p5', 'p4', 'p2']],
    [{ flow: 'team' }, ['p5']],
    [{ flow: 'nobody-s' }, []],
    [{ status: 'active' }, ['p5', 'p2']],
    [{ status: 'completed' }, ['p4']],
    [{ status: 'not_started' }, ['p3', 'p1']],
    [{ flow: 'creator', status: 'completed' }, ['p5', 'p4']],
    [{ flow: 'creator', status: 'active' }, ['p2']],
    [{ flow: 'team', status: 'not_started' }, ['p4', 'p3', 'p2', 'p1']],
    [{ market: 'FR' }, ['p5', 'p1']],
    [{ market: 'FR', status: 'not_started' }, ['p1']],
    [{ q: 'P5' }, ['p5']],
    [{ q: 'èVE' }, ['p5']],
    [{ q: '100%' }, ['p5']],
    [{ q: '%' }, ['p5']],
    [{ q: '_' }, ['p4']],
    [{ q: '\\' }, ['p3']],
    [{ q: "'; --" }, []],
    [{ q: '  p2 ' }, ['p2']],
    [{ q: '' }, ['p5', 'p4', 'p3', 'p2', 'p1']],
  ])('filtered by %j shows %j', async (query, expected) => {
    expect(idsIn(await shown(query))).toEqual(expected);
  });

  test('shows the journey of the flow that was asked for', async () => {
    const answer = await shown({ flow: 'creator', q: 'p5' });
    expect(answer.body.data[0]?.journey).toMatchObject({
      id: journeyId(52),
      flow_key: 'creator',
      version: 1,
      status: 'completed',
    });
  });

  test('comes by pages that show everybody once, also where times are equal to the microsecond', async () => {
    await world.test.asOwner(
      `update participants set last_seen_at = timestamptz '2026-02-10T00:00:00.123456Z' where org_id = $1 and external_id in ('p1', 'p2', 'p3')`,
      [listed],
    );
    const seen: string[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const answer: Answer<typeof listParticipants> = await shown({ limit: 1, ...(cursor && { cursor }) });
      expect(answer.body.data).toHaveLength(1);
      seen.push(...idsIn(answer));
      cursor = answer.body.meta.next_cursor;
    }
    expect(seen).toEqual(['p5', 'p4', 'p3', 'p2', 'p1']);
  });

  test('never mixes environments or organizations', async () => {
    expect(idsIn(await shown({}, 'test'))).toEqual(['tested']);
    expect((await shown({}, 'test')).body.data[0]?.journey).toBeNull();
    expect(idsIn(await world.call(listParticipants, { session: eve }))).toEqual([]);
    const key = { name: 'reader', environment: 'test', scopes: ['participants:read'], expiresAt: null } as const;
    const { secret } = await world.database.asTenant(listed, (tx) => world.apiKeys.addApiKey(tx, key, null));
    expect(idsIn(await world.call(listParticipants, { bearer: secret }))).toEqual(['tested']);
  });

  test.each([
    'nonsense',
    cursorOf(['yesterday', '01900000-0000-7000-8000-000000000001']),
    cursorOf([1.5, '01900000-0000-7000-8000-000000000001']),
    cursorOf([1, 'not an id']),
    cursorOf([1]),
  ])('refuses the damaged cursor %s', async (cursor) => {
    const { status, body } = await shown({ cursor });
    expect([status, body.code]).toEqual([400, 'cursor_damaged']);
  });
});

function cursorOf(values: unknown[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

function idOf(number: number): string {
  return `01900000-0000-7000-8000-0000000b000${number}`;
}

function journeyId(number: number): string {
  return `01900000-0000-7000-8000-0000000c00${number}`;
}

async function insertParticipants(): Promise<void> {
  const insert = (
    id: string,
    environment: Environment,
    externalId: string,
    name: string | null,
    market: string | null,
    seen: string | null,
  ) =>
    world.test.asOwner(
      `insert into participants (id, org_id, environment, external_id, display_name, market, role, locale, traits, created_at, last_seen_at)
       values ($1, $2, $3, $4, $5, $6, 'creator', 'fr', '{"plan": "pro"}', '2026-01-05T00:00:00Z', $7)`,
      [id, listed, environment, externalId, name, market, seen],
    );
  await insert(idOf(1), 'live', 'p1', null, 'FR', null);
  await insert(idOf(2), 'live', 'p2', 'Bo', 'DE', '2026-01-06T00:00:00Z');
  await insert(idOf(3), 'live', 'p3', 'Back\\slash', null, '2026-01-07T00:00:00Z');
  await insert(idOf(4), 'live', 'p4', 'Under_score', 'DE', '2026-02-19T00:00:00Z');
  await insert(idOf(5), 'live', 'p5', 'Ève 100%', 'FR', '2026-02-20T00:00:00Z');
  await insert(idOf(9), 'test', 'tested', null, null, null);
}

async function insertJourneys(): Promise<void> {
  const flow = { creator: '01900000-0000-7000-8000-0000000d0001', team: '01900000-0000-7000-8000-0000000d0002' };
  const version = ['0000000e0011', '0000000e0012', '0000000e0021'].map((tail) => `01900000-0000-7000-8000-${tail}`);
  for (const [key, id] of Object.entries(flow)) {
    await world.test.asOwner(
      `insert into flows (id, org_id, key, name, status, created_at, updated_at) values ($1, $2, $3, $3, 'published', '2026-01-01', '2026-01-01')`,
      [id, listed, key],
    );
  }
  for (const [id, flowId, number] of [
    [version[0], flow.creator, 1],
    [version[1], flow.creator, 2],
    [version[2], flow.team, 1],
  ]) {
    await world.test.asOwner(
      `insert into flow_versions (id, org_id, flow_id, number, definition, published_at, active_from) values ($1, $2, $3, $4, '{}', '2026-01-01', '2026-01-01')`,
      [id, listed, flowId, number],
    );
  }
  const insert = (
    id: string,
    participant: number,
    flowId: string,
    versionId: string | undefined,
    percent: number,
    next: string | null,
    active: string,
  ) =>
    world.test.asOwner(
      `insert into journeys (id, org_id, environment, participant_id, flow_id, version_id, percent, next_step, started_at, completed_at, last_activity_at)
       values ($1, $2, 'live', $3, $4, $5, $6::smallint, $7, '2026-01-10', case when $6::smallint = 100 then $8::timestamptz end, $8::timestamptz)`,
      [id, listed, idOf(participant), flowId, versionId, percent, next, active],
    );
  await insert(journeyId(21), 2, flow.creator, version[0], 10, 'welcome', '2026-01-06T00:00:00Z');
  await insert(journeyId(41), 4, flow.creator, version[1], 100, null, '2026-02-19T00:00:00Z');
  await insert(journeyId(52), 5, flow.creator, version[0], 100, null, '2026-02-01T00:00:00Z');
  await insert(journeyId(53), 5, flow.team, version[2], 40, 'profile', '2026-02-20T00:00:00Z');
}
