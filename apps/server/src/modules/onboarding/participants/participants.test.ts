import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Environment } from '@stepwell/contract';
import type { ParticipantClaims } from '../../../platform/http/index.ts';
import { type AccessWorld, createAccessWorld } from '../../../testing/access-world.ts';
import { createParticipants, type ImportedParticipant } from './index.ts';

const IMPORT = '01900000-0000-7000-8000-0000000f0001';
const OTHER_IMPORT = '01900000-0000-7000-8000-0000000f0002';

let world: AccessWorld;
let participants: ReturnType<typeof createParticipants>;
let atelier: string;
let elsewhere: string;

beforeAll(async () => {
  world = await createAccessWorld();
  participants = createParticipants({ ...world, participantChanged: () => {} });
  atelier = (await world.addOrganization('atelier')).id;
  elsewhere = (await world.addOrganization('elsewhere')).id;
});
afterAll(() => world.drop());

function ensure(
  externalId: string,
  claims: ParticipantClaims = {},
  orgId = atelier,
  environment: Environment = 'live',
) {
  const now = world.clock.now();
  return world.database.asTenant(orgId, (tx) =>
    participants.ensureParticipant(tx, { environment, externalId, claims, now }),
  );
}
const find = (externalId: string, orgId = atelier, environment: Environment = 'live') =>
  world.database.asTenant(orgId, (tx) => participants.findParticipant(tx, environment, externalId));
/** Changes with every write to the row. */
async function versionOf(externalId: string): Promise<string | undefined> {
  const rows = await world.test.asOwner<{ version: string }>(
    'select xmin::text || ctid::text as version from participants where external_id = $1',
    [externalId],
  );
  return rows[0]?.version;
}

describe('a participant who shows up', () => {
  test('is made from what the token says', async () => {
    const claims = {
      name: 'Noor',
      market: 'FR',
      role: 'creator',
      locale: 'fr',
      traits: { plan: 'pro', tags: ['a', 'b'] },
    };
    const made = await ensure('noor', claims);
    expect(made).toEqual({
      id: made.id,
      externalId: 'noor',
      displayName: 'Noor',
      subject: { market: 'FR', role: 'creator', traits: claims.traits },
      locale: 'fr',
    });
    const now = world.clock.now();
    expect(await find('noor')).toEqual({ ...made, createdAt: now, lastSeenAt: now });
  });

  test('keeps what later tokens leave out, and takes over what they say', async () => {
    await ensure('kim', { name: 'Kim', market: 'DE', traits: { plan: 'free', followers: 10 } });
    const changed = await ensure('kim', { role: 'agent', traits: { plan: 'pro', verified: true } });
    expect(changed).toMatchObject({
      displayName: 'Kim',
      subject: { market: 'DE', role: 'agent', traits: { plan: 'pro', followers: 10, verified: true } },
      locale: null,
    });
    expect(await ensure('kim')).toEqual(changed);
  });

  test('is not written again when nothing is new, but for the time of sight once a minute', async () => {
    const claims = { name: 'Ola', market: 'NO', role: 'creator', locale: 'nb', traits: { plan: 'pro' } };
    const made = await ensure('ola', claims);
    const seenAt = world.clock.nowMs();
    const version = await versionOf('ola');
    world.clock.advance(59_999);
    expect(await ensure('ola', claims)).toEqual(made);
    expect(await ensure('ola', { market: 'NO' })).toEqual(made);
    expect(await versionOf('ola')).toBe(version);
    world.clock.advance(1);
    expect(await ensure('ola', claims)).toEqual(made);
    expect(await versionOf('ola')).not.toBe(version);
    expect((await find('ola'))?.lastSeenAt?.getTime()).toBe(seenAt + 60_000);
  });

  test.each([
    ['a name', { name: 'Other' }],
    ['a market', { market: 'SE' }],
    ['a role', { role: 'agent' }],
    ['a locale', { locale: 'sv' }],
    ['a trait', { traits: { plan: 'free' } }],
    ['one more trait', { traits: { followers: 1 } }],
    ['a shorter list', { traits: { tags: ['a'] } }],
  ])('is written at once when %s is new', async (what, claims) => {
    const known = {
      name: 'Pat',
      market: 'NO',
      role: 'creator',
      locale: 'nb',
      traits: { plan: 'pro', tags: ['a', 'b'] },
    };
    await ensure(`pat ${what}`, known);
    const { displayName: name, locale, subject } = await ensure(`pat ${what}`, claims);
    const expected = { ...known, ...claims, traits: { ...known.traits, ...('traits' in claims ? claims.traits : {}) } };
    expect({ name, locale, ...subject }).toEqual(expected);
    expect((await find(`pat ${what}`))?.subject).toEqual(subject);
  });

  test('is one and the same for all who ask at once', async () => {
    const asked = Array.from({ length: 20 }, (_, index) => ensure('at once', { traits: { [`t${index}`]: index } }));
    const ids = new Set((await Promise.all(asked)).map(({ id }) => id));
    expect(ids.size).toBe(1);
    expect(Object.keys((await find('at once'))?.subject.traits ?? {})).toHaveLength(20);
  });

  test('has at most 50 traits, however many tokens name some', async () => {
    const traits = (from: number, count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`t${from + index}`, index]));
    await ensure('many traits', { traits: traits(0, 50) });
    await expect(ensure('many traits', { traits: traits(50, 1) })).rejects.toMatchObject({ code: 'too_many_traits' });
    expect(Object.keys((await find('many traits'))?.subject.traits ?? {})).toHaveLength(50);
    await expect(ensure('many traits', { traits: traits(49, 1) })).resolves.toBeDefined();
  });
});

describe('the same external id', () => {
  test('is somebody else in another organization and in the other environment', async () => {
    const here = await ensure('shared', { name: 'Here' });
    const there = await ensure('shared', { name: 'There' }, elsewhere);
    const tested = await ensure('shared', { name: 'Tested' }, atelier, 'test');
    expect(new Set([here.id, there.id, tested.id]).size).toBe(3);
    expect((await find('shared'))?.displayName).toBe('Here');
    expect((await find('shared', elsewhere))?.displayName).toBe('There');
    expect((await find('shared', atelier, 'test'))?.displayName).toBe('Tested');
    await ensure('only here');
    expect(await find('only here', elsewhere)).toBeUndefined();
    expect(await find('only here', atelier, 'test')).toBeUndefined();
  });
});

describe('an import', () => {
  const row = (externalId: string, more: Partial<ImportedParticipant> = {}): ImportedParticipant => ({
    environment: 'live',
    externalId,
    displayName: null,
    market: null,
    role: null,
    locale: null,
    traits: {},
    createdAt: new Date('2025-01-05T10:00:00.000Z'),
    lastSeenAt: null,
    ...more,
  });
  const add = (rows: ImportedParticipant[], importId = IMPORT, orgId = atelier) =>
    world.database.asTenant(orgId, (tx) => participants.addParticipants(tx, rows, importId));

  test('adds those who are not there, with the times of the source, and leaves the others alone', async () => {
    const known = await ensure('known before', { name: 'Known' });
    const lastSeenAt = new Date('2025-02-01T00:00:00.000Z');
    const full = row('imported', {
      displayName: 'Ïmported, "quoted"',
      market: 'NL',
      role: 'agent',
      locale: 'nl',
      lastSeenAt,
    });
    const traits = { plan: 'pro', tags: ['a"b', 'c,d'], agency: null, followers: 1.5 };
    const rows = [{ ...full, traits }, row('plain'), row('known before', { displayName: 'Overwritten' }), row('plain')];
    expect(await add(rows)).toBe(2);
    expect(await add(rows)).toBe(0);
    expect(await find('imported')).toMatchObject({
      displayName: 'Ïmported, "quoted"',
      subject: { market: 'NL', role: 'agent', traits },
      locale: 'nl',
      createdAt: new Date('2025-01-05T10:00:00.000Z'),
      lastSeenAt,
    });
    expect(await find('known before')).toMatchObject({ id: known.id, displayName: 'Known' });
    expect(await add([])).toBe(0);
  });

  test('finds the ids of those who exist', async () => {
    await add([row('findable')]);
    const ids = await world.database.asTenant(atelier, (tx) =>
      participants.participantIds(tx, 'live', ['findable', 'nobody']),
    );
    expect([...ids]).toEqual([['findable', (await find('findable'))?.id]]);
    const others = await world.database.asTenant(elsewhere, (tx) =>
      participants.participantIds(tx, 'live', ['findable']),
    );
    expect(others.size).toBe(0);
  });

  test('is taken back whole, except for those who started a journey since', async () => {
    await add([row('undone 1'), row('undone 2'), row('journeying')], OTHER_IMPORT);
    await startJourney('journeying');
    const remove = (orgId: string) =>
      world.database.asTenant(orgId, (tx) => participants.removeImportedParticipants(tx, OTHER_IMPORT));
    expect(await remove(elsewhere)).toBe(0);
    expect(await remove(atelier)).toBe(2);
    expect(await find('undone 1')).toBeUndefined();
    expect(await find('journeying')).toBeDefined();
    expect(await find('imported')).toBeDefined();
  });

  async function startJourney(externalId: string): Promise<void> {
    const participant = await find(externalId);
    const [flow, version, journey] = ['a001', 'a002', 'a003'].map((tail) => `01900000-0000-7000-8000-00000000${tail}`);
    const at = world.clock.now();
    await world.test.asOwner(
      `insert into flows (id, org_id, key, name, status, created_at, updated_at) values ($1, $2, 'creator', 'Creator', 'published', $3, $3)`,
      [flow, atelier, at],
    );
    await world.test.asOwner(
      `insert into flow_versions (id, org_id, flow_id, number, definition, published_at, active_from) values ($1, $2, $3, 1, '{}', $4, $4)`,
      [version, atelier, flow, at],
    );
    await world.test.asOwner(
      `insert into journeys (id, org_id, environment, participant_id, flow_id, version_id, started_at, last_activity_at)
       values ($1, $2, 'live', $3, $4, $5, $6, $6)`,
      [journey, atelier, participant?.id, flow, version, at],
    );
  }
});
