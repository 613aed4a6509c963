import {
  archiveFlag,
  createApiKey,
  createFlag,
  evaluateFlag,
  getFlag,
  listAuditEntries,
  listFlagChanges,
  listFlags,
  MEMBER_ROLES,
  type MemberRole,
  updateFlag,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type Reply, type World, type WorldOrganization } from '../../../testing/world.ts';
import { booleanFlag, changeFlagIn, createFlagIn, evaluateIn } from '../../../testing/flag-world.ts';

let world: World;
let acme: WorldOrganization;
let globex: WorldOrganization;

beforeAll(async () => {
  world = await createWorld();
  acme = await world.organization('acme');
  globex = await world.organization('globex');
});
afterAll(() => world.drop());

const refusal = ({ status, body }: Reply) => [status, body.code];
const content = (more: object = {}) => ({ name: 'New editor', description: null, definition: booleanFlag(), ...more });

describe('creating a flag', () => {
  it('answers it as it is stored, and it is found by key and in the list', async () => {
    const body = { key: 'new-editor', ...content({ description: 'The editor of 2026' }) };
    const made = await world.send(createFlag, { session: acme.session, body });
    expect(made.status).toBe(201);
    const now = world.clock.now().toISOString();
    const expected = { ...body, row_version: 1, created_at: now, updated_at: now, archived_at: null };
    expect(made.body.data).toEqual({ id: made.body.data.id, ...expected });
    const params = { key: 'new-editor' };
    expect((await world.send(getFlag, { session: acme.session, params })).body.data).toEqual(made.body.data);
    const found = await world.send(listFlags, { session: acme.session, query: { q: 'EDITOR' } });
    expect(found.body.data).toEqual([made.body.data]);
    expect((await world.send(listFlags, { session: acme.session, query: { q: 'nothing' } })).body.data).toEqual([]);
  });

  it('refuses a key that is taken, also by a flag that was archived', async () => {
    await createFlagIn(world, acme, 'taken', booleanFlag());
    expect(refusal(await createFlagIn(world, acme, 'taken', booleanFlag()))).toEqual([409, 'flag_key_taken']);
    await world.send(archiveFlag, { session: acme.session, params: { key: 'taken' } });
    expect(refusal(await createFlagIn(world, acme, 'taken', booleanFlag()))).toEqual([409, 'flag_key_taken']);
  });

  it('refuses what contradicts itself and says where', async () => {
    const refused = await createFlagIn(world, acme, 'odd', booleanFlag({ off_variant: 'nowhere', markets: ['ZZ'] }));
    expect(refusal(refused)).toEqual([422, 'flag_refused']);
    const problems = refused.body.details.problems as { code: string; path: string; message: string }[];
    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ['unknown_variant', 'off_variant'],
      ['invalid_market', 'markets/0'],
    ]);
    expect(refused.body.errors).toEqual(
      problems.map(({ code, path, message }) => ({ code, path: `/definition/${path}`, message })),
    );
    expect((await evaluateIn(world, acme, 'odd')).status).toBe(404);
  });

  it('refuses what has the wrong shape', async () => {
    const send = (definition: object) =>
      world.send(createFlag, { session: acme.session, body: { key: 'shape', name: 'shape', definition } });
    expect(refusal(await send(booleanFlag({ percentage: 101 })))).toEqual([422, 'validation_failed']);
    expect(refusal(await send({ ...booleanFlag(), colour: 'blue' }))).toEqual([422, 'validation_failed']);
  });

  it('stops at 500 in an environment, of which archived ones are none', async () => {
    const org = await world.organization('many');
    await world.test.asOwner(
      `insert into flags (id, org_id, environment, key, name, definition, row_version, created_at, updated_at)
       select gen_random_uuid(), $1, 'live', 'flag-' || lpad(n::text, 3, '0'), 'one of many', $2::jsonb, 1, now(), now()
       from generate_series(1, 499) n`,
      [org.id, JSON.stringify(booleanFlag())],
    );
    expect((await createFlagIn(world, org, 'last', booleanFlag())).status).toBe(201);
    expect(refusal(await createFlagIn(world, org, 'more', booleanFlag()))).toEqual([409, 'too_many_flags']);
    expect((await createFlagIn(world, org, 'more', booleanFlag(), 'test')).status).toBe(201);
    await world.send(archiveFlag, { session: org.session, params: { key: 'flag-001' } });
    expect((await createFlagIn(world, org, 'more', booleanFlag())).status).toBe(201);
    const keys: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const query = { limit: 100, ...(cursor === undefined ? {} : { cursor }) };
      const page = await world.send(listFlags, { session: org.session, query });
      keys.push(...page.body.data.map(({ key }: { key: string }) => key));
      cursor = page.body.meta.next_cursor;
    }
    expect(keys).toHaveLength(500);
    expect(keys).toEqual(keys.toSorted());
  });
});

describe('changing a flag', () => {
  it('takes the row version that was read and no other', async () => {
    await createFlagIn(world, acme, 'busy', booleanFlag());
    world.clock.advance(1_000);
    const changed = await changeFlagIn(world, acme, 'busy', booleanFlag({ percentage: 25 }));
    expect(changed.body.data).toMatchObject({ row_version: 2, definition: { percentage: 25 } });
    expect(changed.body.data.updated_at).toBe(world.clock.now().toISOString());
    const stale = await changeFlagIn(world, acme, 'busy', booleanFlag({ percentage: 50 }));
    expect(refusal(stale)).toEqual([409, 'row_version_stale']);
    expect(stale.body.details).toEqual({ row_version: 2, updated_at: changed.body.data.updated_at });
    expect((await changeFlagIn(world, acme, 'busy', booleanFlag({ percentage: 50 }), 2)).status).toBe(200);
  });

  it('into what it is already leaves no trace', async () => {
    await createFlagIn(world, acme, 'calm', booleanFlag());
    expect((await changeFlagIn(world, acme, 'calm', booleanFlag())).body.data.row_version).toBe(1);
    const changes = await world.send(listFlagChanges, { session: acme.session, params: { key: 'calm' } });
    expect(changes.body.data).toHaveLength(1);
  });

  it('refuses a contradiction, an archived flag and one that is not there', async () => {
    await createFlagIn(world, acme, 'firm', booleanFlag());
    const contradiction = await changeFlagIn(
      world,
      acme,
      'firm',
      booleanFlag({ serve: [{ variant: 'x', weight: 1 }] }),
    );
    expect(refusal(contradiction)).toEqual([422, 'flag_refused']);
    await world.send(archiveFlag, { session: acme.session, params: { key: 'firm' } });
    expect(refusal(await changeFlagIn(world, acme, 'firm', booleanFlag(), 2))).toEqual([409, 'flag_archived']);
    expect(refusal(await changeFlagIn(world, acme, 'nobody', booleanFlag()))).toEqual([404, 'not_found']);
  });
});

describe('archiving a flag', () => {
  it('ends its evaluation, keeps its history, and a second time changes nothing', async () => {
    const params = { key: 'ending' };
    await createFlagIn(world, acme, 'ending', booleanFlag());
    expect((await evaluateIn(world, acme, 'ending')).body.value).toBe(true);
    for (const _ of [1, 2]) expect((await world.send(archiveFlag, { session: acme.session, params })).status).toBe(204);
    expect((await evaluateIn(world, acme, 'ending')).body.errorCode).toBe('FLAG_NOT_FOUND');
    const changes = await world.send(listFlagChanges, { session: acme.session, params });
    expect(changes.body.data.map(({ kind }: { kind: string }) => kind)).toEqual(['archived', 'created']);
    const keysOf = async (archived: string) => {
      const page = await world.send(listFlags, { session: acme.session, query: { archived, q: 'ending' } });
      return page.body.data.map(({ key }: { key: string }) => key);
    };
    expect(await keysOf('true')).toEqual(['ending']);
    expect(await keysOf('false')).toEqual([]);
    expect(refusal(await world.send(archiveFlag, { session: acme.session, params: { key: 'nobody' } }))).toEqual([
      404,
      'not_found',
    ]);
  });
});

describe('the history of a flag', () => {
  it('says who changed what, newest first, page by page', async () => {
    const params = { key: 'storied' };
    await world.send(createFlag, { session: acme.session, body: { key: 'storied', ...content() } });
    const half = booleanFlag({ percentage: 50 });
    await world.send(updateFlag, {
      session: await acme.sessionOf('admin'),
      params,
      body: { ...content({ definition: half }), row_version: 1 },
    });
    await changeFlagIn(world, acme, 'storied', booleanFlag(), 2);
    const page = async (query: Record<string, string | number>) =>
      (await world.send(listFlagChanges, { session: acme.session, params, query })).body;
    const whole = await page({});
    const told = ({ actor, kind, definition }: (typeof whole)['data'][number]) => [
      actor.kind,
      actor.name,
      kind,
      definition.percentage,
    ];
    expect(whole.data.map(told)).toEqual([
      ['api_key', 'all of live', 'changed', 100],
      ['member', 'admin of acme', 'changed', 50],
      ['member', 'owner of acme', 'created', 100],
    ]);
    const first = await page({ limit: 2 });
    const rest = await page({ limit: 2, cursor: first.meta.next_cursor });
    expect([...first.data, ...rest.data]).toEqual(whole.data);
    expect(rest.meta.next_cursor).toBeNull();
    const damaged = await world.send(listFlagChanges, { session: acme.session, params, query: { cursor: 'WyJ4Il0' } });
    expect(refusal(damaged)).toEqual([400, 'cursor_damaged']);
  });

  it('can be added to and neither changed nor taken away by the application', async () => {
    await createFlagIn(world, acme, 'kept', booleanFlag());
    const run = (text: string) =>
      world.application.database.asTenant(acme.id, (tx) => tx.run({ name: text, text }, []));
    await expect(run(`update flag_changes set kind = 'archived'`)).rejects.toThrow('never change');
    await expect(run('delete from flag_changes')).rejects.toThrow('never removed');
  });

  it('stands in the audit log in short', async () => {
    const { id } = (await createFlagIn(world, acme, 'audited', booleanFlag())).body.data;
    await changeFlagIn(world, acme, 'audited', booleanFlag({ percentage: 5, markets: ['FR'] }));
    await world.send(archiveFlag, { session: acme.session, params: { key: 'audited' } });
    const entries = await world.send(listAuditEntries, { session: acme.session, query: { resource: id } });
    const reach = { key: 'audited', name: 'audited', is_enabled: true, percentage: 100 };
    expect(entries.body.data).toMatchObject([
      { action: 'flag.archive', environment: 'live', actor: { name: 'owner of acme' } },
      {
        action: 'flag.change',
        before: reach,
        after: { ...reach, percentage: 5, changed: ['markets', 'percentage'] },
      },
      { action: 'flag.create', before: null, after: reach, actor: { name: 'all of live' } },
    ]);
  });
});

describe('who may', () => {
  const MAY_WRITE: Readonly<Record<MemberRole, boolean>> = { viewer: false, member: false, admin: true, owner: true };

  it.each(MEMBER_ROLES)('as %s', async (role) => {
    const session = await acme.sessionOf(role);
    expect((await world.send(listFlags, { session })).status).toBe(200);
    const made = await world.send(createFlag, { session, body: { key: `by-${role}`, ...content() } });
    expect([made.status, made.body.code]).toEqual(MAY_WRITE[role] ? [201, undefined] : [403, 'permission_denied']);
  });

  it.each([
    ['flags:read', [200, 403, 404]],
    ['flags:write', [403, 201, 403]],
    ['gates:read', [403, 403, 403]],
  ])('a key with %s', async (scope, statuses) => {
    const body = { name: 'narrow', environment: 'live', scopes: [scope] };
    const bearer = (await world.send(createApiKey, { session: acme.session, body })).body.data.secret;
    const key = `key-${scope.replace(':', '-')}`;
    const replies = [
      await world.send(listFlags, { bearer }),
      await world.send(createFlag, { bearer, body: { key, ...content() } }),
      await world.send(evaluateFlag, { bearer, params: { key: 'nobody' }, body: {} }),
    ];
    expect(replies.map(({ status }) => status)).toEqual(statuses);
  });

  it('nobody keeps flags with a participant’s token, and no member asks for a value', async () => {
    const bearer = await acme.token('creator-1');
    expect(refusal(await world.send(listFlags, { bearer }))).toEqual([403, 'permission_denied']);
    const asked = await world.send(evaluateFlag, { session: acme.session, params: { key: 'kept' }, body: {} });
    expect(refusal(asked)).toEqual([403, 'permission_denied']);
  });
});

describe('flags stay apart', () => {
  it('by environment', async () => {
    await createFlagIn(world, acme, 'apart', booleanFlag());
    await createFlagIn(world, acme, 'apart', booleanFlag({ is_enabled: false }), 'test');
    const inTest = await world.send(evaluateFlag, { bearer: acme.keys.test, params: { key: 'apart' }, body: {} });
    expect((await evaluateIn(world, acme, 'apart')).body).toMatchObject({ value: true, reason: 'STATIC' });
    expect(inTest.body).toMatchObject({ value: false, reason: 'DISABLED' });
    const member = { session: acme.session, params: { key: 'apart' } };
    await world.send(archiveFlag, { ...member, environment: 'test' });
    expect((await world.send(getFlag, { ...member, environment: 'test' })).body.data.archived_at).not.toBeNull();
    expect((await world.send(getFlag, member)).body.data.archived_at).toBeNull();
  });

  it('by organization: another one’s is not there', async () => {
    await createFlagIn(world, acme, 'ours', booleanFlag());
    const stranger = { session: globex.session, params: { key: 'ours' } };
    const body = { ...content(), row_version: 1 };
    expect(refusal(await world.send(getFlag, stranger))).toEqual([404, 'not_found']);
    expect(refusal(await world.send(updateFlag, { ...stranger, body }))).toEqual([404, 'not_found']);
    expect(refusal(await world.send(archiveFlag, stranger))).toEqual([404, 'not_found']);
    expect(refusal(await world.send(listFlagChanges, stranger))).toEqual([404, 'not_found']);
    expect((await evaluateIn(world, globex, 'ours')).body.errorCode).toBe('FLAG_NOT_FOUND');
    expect((await evaluateIn(world, acme, 'ours')).body.value).toBe(true);
  });
});
