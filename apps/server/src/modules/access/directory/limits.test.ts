import { scimCreateGroup, scimCreateUser, scimListGroups, scimListUsers, scimPatchGroup } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Connected, createDirectoryWorld, type DirectoryWorld } from '../../../testing/directory-world.ts';

let world: DirectoryWorld;
let crowd: Connected;
beforeAll(async () => {
  world = await createDirectoryWorld();
  crowd = await world.connect('crowd');
});
afterAll(() => world.drop());

const ID = `('00000000-0000-7000-8000-' || lpad(to_hex($2::int + n), 12, '0'))::uuid`;
const fillUsers = (first: number, count: number) =>
  world.rows(
    `insert into directory_users (id, org_id, user_name, email, is_active, resource, created_at, updated_at)
     select ${ID}, $1, 'u' || ($2::int + n), 'u' || ($2::int + n) || '@crowd.example', false, '{}', now(), now()
     from generate_series(1, $3::int) n`,
    [crowd.orgId, first, count],
  );

describe('a directory', () => {
  test('has groups of ten thousand members, changed by a thousand operations at once', async () => {
    await fillUsers(0, 10_000);
    const ids = (await world.rows('select id from directory_users order by id')).map(({ id }) => String(id));
    const made = await crowd.scim(scimCreateGroup, {
      body: { displayName: 'Everybody', members: ids.map((value) => ({ value })) },
    });
    expect([made.status, made.body.members?.length]).toEqual([201, 10_000]);
    const Operations = ids.slice(0, 1_000).map((id) => ({ op: 'remove', path: `members[value eq "${id}"]` }));
    const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];
    const patched = await crowd.scim(scimPatchGroup, { params: { id: made.body.id }, body: { schemas, Operations } });
    expect([patched.status, patched.body.members?.length]).toEqual([200, 9_000]);
  });

  test('ends a page of groups before it grows too large, and goes on with the next', async () => {
    for (const copy of ['2', '3']) {
      await crowd.scim(scimCreateGroup, { body: { displayName: `Everybody ${copy}` } });
      await world.rows(
        `insert into directory_group_members select g.id, u.id, u.org_id from directory_groups g, directory_users u
         where g.display_name = $1`,
        [`Everybody ${copy}`],
      );
    }
    const page = async (startIndex: number) =>
      (await crowd.scim(scimListGroups, { query: { startIndex, count: 10 } })).body;
    const [first, second] = [await page(1), await page(3)];
    expect([first.totalResults, first.itemsPerPage, second.itemsPerPage]).toEqual([3, 2, 1]);
    const lean = await crowd.scim(scimListGroups, { query: { excludedAttributes: 'members' } });
    expect(lean.body.itemsPerPage).toBe(3);
  });

  test('holds at most fifty thousand users and five thousand groups', async () => {
    await fillUsers(10_000, 39_999);
    const add = (userName: string) => crowd.scim(scimCreateUser, { body: { userName, active: false } });
    expect((await add('last@crowd.example')).status).toBe(201);
    const refused = await add('more@crowd.example');
    expect([refused.status, refused.body.scimType]).toEqual([409, undefined]);
    expect(refused.body.detail).toContain('at most 50000 users');
    expect((await crowd.scim(scimListUsers, { query: { count: 0 } })).body.totalResults).toBe(50_000);

    await world.rows(
      `insert into directory_groups (id, org_id, display_name, created_at, updated_at)
       select ${ID}, $1, 'g' || n, now(), now() from generate_series(1, $3::int) n`,
      [crowd.orgId, 0, 4_997],
    );
    const full = await crowd.scim(scimCreateGroup, { body: { displayName: 'more' } });
    expect(full.status).toBe(409);
    expect(full.body.detail).toContain('at most 5000 groups');
  });
});
