import {
  disconnectDirectory,
  getDirectory,
  issueDirectoryToken,
  listDirectoryGroups,
  scimCreateGroup,
  scimCreateUser,
  scimListUsers,
  scimServiceProviderConfig,
  setDirectoryGroupRole,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PUBLIC_URL } from '../../../testing/access-world.ts';
import { createDirectoryWorld, type DirectoryWorld } from '../../../testing/directory-world.ts';
import { createDirectory } from './index.ts';

let world: DirectoryWorld;
beforeAll(async () => {
  world = await createDirectoryWorld();
});
afterAll(() => world.drop());

const reach = async (bearer: string) => (await world.call(scimListUsers, { bearer })).status;

describe('the token of a directory', () => {
  test('is shown once, kept as a hash, and works until a new one is made', async () => {
    const { session, token, orgId } = await world.connect('one');
    expect(token).toMatch(/^scim_[\w-]{43}$/);
    const kept = JSON.stringify(await world.rows('select prefix, token_hash::text from directory_tokens'));
    expect([kept.includes(token.slice(0, 9)), kept.includes(token.slice(9))]).toEqual([true, false]);
    expect(await reach(token)).toBe(200);
    const shown = await world.call(getDirectory, { session });
    expect(shown.body.data).toMatchObject({ base_url: `${PUBLIC_URL}/scim/v2`, token: { prefix: token.slice(0, 9) } });
    expect(JSON.stringify(shown.body)).not.toContain(token);

    const { status, body } = await world.call(issueDirectoryToken, { session });
    expect(status).toBe(201);
    expect([await reach(token), await reach(body.data.secret)]).toEqual([401, 200]);
    const actions = await world.rows(
      `select action, actor_kind from audit_entries where org_id = $1 and action like 'directory.%'`,
      [orgId],
    );
    expect(actions).toEqual(Array.from({ length: 2 }, () => ({ action: 'directory.connect', actor_kind: 'member' })));
  });

  test('ends when the directory is disconnected, and members stay', async () => {
    const { session, token, scim } = await world.connect('two');
    await scim(scimCreateUser, { body: { userName: 'ada@two.example' } });
    for (const _ of [1, 2]) expect((await world.call(disconnectDirectory, { session })).status).toBe(204);
    expect(await reach(token)).toBe(401);
    const { body } = await world.call(getDirectory, { session });
    expect(body.data).toMatchObject({ token: null, users: { active: 1, inactive: 0 }, groups: 0 });
  });

  test('ends in other processes at once', async () => {
    const { session, token } = await world.connect('three');
    const domains = { verifiedOf: async () => [] };
    const elsewhere = createDirectory({ ...world, ...world.tokenSettings, members: world.members, domains });
    const following = await elsewhere.followRevocations();
    await elsewhere.authenticateDirectory(token);
    await world.call(issueDirectoryToken, { session });
    await expect
      .poll(() =>
        elsewhere.authenticateDirectory(token).then(
          () => 'known',
          () => 'refused',
        ),
      )
      .toBe('refused');
    following.stop();
  });

  test('tells when it was used, once a minute', async () => {
    const { session, token } = await world.connect('four');
    const lastUsed = async () => (await world.call(getDirectory, { session })).body.data.token?.last_used_at;
    expect(await lastUsed()).toBeNull();
    await reach(token);
    const first = world.clock.now().toISOString();
    expect(await lastUsed()).toBe(first);
    world.clock.advance(30_000);
    await reach(token);
    expect(await lastUsed()).toBe(first);
    world.clock.advance(31_000);
    await reach(token);
    expect(await lastUsed()).toBe(world.clock.now().toISOString());
  });

  test('is refused for an organization that is suspended or deleted', async () => {
    for (const [slug, column] of [
      ['five', 'suspended_at'],
      ['six', 'deleted_at'],
    ] as const) {
      const { token, orgId } = await world.connect(slug);
      expect(await reach(token)).toBe(200);
      await world.rows(`update organizations set ${column} = now() where id = $1`, [orgId]);
      world.clock.advance(6_000);
      expect(await reach(token)).toBe(401);
    }
  });

  test('is refused as SCIM says where it is guessed or absent, and is no key to anything else', async () => {
    const { token, session } = await world.connect('seven');
    for (const bearer of [`scim_${'a'.repeat(43)}`, 'scim_', token.slice(0, -1)]) {
      const { status, headers } = await world.call(scimServiceProviderConfig, { bearer });
      expect([status, headers['content-type']]).toEqual([401, 'application/scim+json; charset=utf-8']);
    }
    expect((await world.call(scimServiceProviderConfig)).status).toBe(401);
    expect((await world.call(scimServiceProviderConfig, { session })).status).toBe(403);
    expect((await world.call(getDirectory, { bearer: token })).status).toBe(403);
  });
});

describe('connecting a directory', () => {
  test('needs a verified domain', async () => {
    const { id: orgId } = await world.addOrganization('bare');
    await world.addMember('owner@bare.example', [{ orgId, role: 'owner' }]);
    const session = await world.signIn('owner@bare.example');
    const { status, body } = await world.call(issueDirectoryToken, { session });
    expect([status, body.code]).toEqual([409, 'directory_domain_needed']);
  });

  test('is for owners who confirmed that it is them; administrators may look', async () => {
    const { orgId, session } = await world.connect('ranks');
    await world.addMember('admin@ranks.example', [{ orgId, role: 'admin' }]);
    const admin = await world.signIn('admin@ranks.example');
    expect((await world.call(getDirectory, { session: admin })).status).toBe(200);
    expect((await world.call(issueDirectoryToken, { session: admin })).status).toBe(403);
    world.clock.advance(601_000);
    expect((await world.call(issueDirectoryToken, { session })).body.code).toBe('confirmation_required');
  });
});

describe('the groups in the settings', () => {
  test('come by page, and a role is set on those of the organization alone', async () => {
    const { session, scim } = await world.connect('eight');
    const ids: string[] = [];
    for (const displayName of ['A', 'B', 'C']) {
      ids.push((await scim(scimCreateGroup, { body: { displayName } })).body.id);
    }
    const first = (await world.call(listDirectoryGroups, { session, query: { limit: 2 } })).body;
    const cursor = first.meta.next_cursor ?? '';
    const second = (await world.call(listDirectoryGroups, { session, query: { limit: 2, cursor } })).body;
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(ids);
    expect(second.meta.next_cursor).toBeNull();
    const set = (by: string) =>
      world.call(setDirectoryGroupRole, { session: by, params: { id: ids[0] ?? '' }, body: { role: 'admin' } });
    const other = await world.connect('nine');
    expect((await set(other.session)).status).toBe(404);
    expect((await set(session)).body.data).toMatchObject({ display_name: 'A', role: 'admin', members: 0 });
    expect((await world.call(listDirectoryGroups, { session: other.session })).body.data).toEqual([]);
  });
});
