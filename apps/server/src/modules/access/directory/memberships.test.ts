import {
  scimCreateGroup,
  scimCreateUser,
  scimDeleteGroup,
  scimDeleteUser,
  scimPatchGroup,
  scimPatchUser,
  scimReplaceUser,
  setDirectoryGroupRole,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Connected, createDirectoryWorld, type DirectoryWorld } from '../../../testing/directory-world.ts';

const PATCH = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];

let world: DirectoryWorld;
let studio: Connected;
beforeAll(async () => {
  world = await createDirectoryWorld();
  studio = await world.connect('studio');
});
afterAll(() => world.drop());

const add = (name: string, more: object = {}) =>
  studio.scim(scimCreateUser, { body: { userName: `${name}@studio.example`, displayName: name, ...more } });
const switchTo = (id: string, active: boolean) =>
  studio.scim(scimPatchUser, {
    params: { id },
    body: { schemas: PATCH, Operations: [{ op: 'replace', path: 'active', value: active }] },
  });
async function roleOf(name: string): Promise<unknown> {
  const text =
    'select m.role from members m join accounts a on a.id = m.account_id where a.email = $1 and m.org_id = $2';
  return (await world.rows(text, [`${name}@studio.example`, studio.orgId]))[0]?.role;
}
async function groupOf(displayName: string, role: string | null, ids: readonly string[]) {
  const body = { displayName, members: ids.map((value) => ({ value })) };
  const { id } = (await studio.scim(scimCreateGroup, { body })).body;
  await give(id, role);
  return id;
}
async function give(id: string, role: string | null) {
  const answer = await world.call(setDirectoryGroupRole, { session: studio.session, params: { id }, body: { role } });
  expect(answer.status).toBe(200);
  return answer.body.data;
}
const patchGroup = (id: string, ...Operations: object[]) =>
  studio.scim(scimPatchGroup, { params: { id }, body: { schemas: PATCH, Operations } });

describe('the account of a user', () => {
  test('is the one that has the address already', async () => {
    const accountId = await world.addMember('known@studio.example', []);
    const { body } = await add('known');
    expect(await roleOf('known')).toBe('member');
    const [user] = await world.rows('select account_id from directory_users where id = $1', [body.id]);
    expect(user?.account_id).toBe(accountId);
    const signedIn = await world.signIn('known@studio.example');
    expect(signedIn).toMatch(/./);
  });

  test('that nobody had verified keeps nothing that whoever signed up could sign in with', async () => {
    const accountId = await world.addMember('squatted@studio.example', []);
    await world.rows('update accounts set email_verified_at = null where id = $1', [accountId]);
    await add('squatted');
    const [account] = await world.rows('select * from accounts where id = $1', [accountId]);
    expect(account).toMatchObject({ password_hash: null });
    expect(account?.email_verified_at).not.toBeNull();
    expect(await roleOf('squatted')).toBe('member');
  });

  test('is made for addresses of verified domains alone', async () => {
    const refused = await add('x', { emails: [{ value: 'x@elsewhere.example', primary: true }] });
    expect([refused.status, refused.body.scimType]).toEqual([400, 'invalidValue']);
    expect(refused.body.detail).toContain('elsewhere.example is not a verified domain');
    expect(await world.rows(`select id from accounts where email = 'x@elsewhere.example'`)).toEqual([]);
    const inactive = await add('x', { emails: [{ value: 'x@elsewhere.example', primary: true }], active: false });
    expect(inactive.status).toBe(201);
    expect((await switchTo(inactive.body.id, true)).status).toBe(400);
  });

  test('stays when the address in the directory changes, which has to be of the same domains', async () => {
    const { body } = await add('moving');
    const put = (email: string) =>
      studio.scim(scimReplaceUser, {
        params: { id: body.id },
        body: { userName: 'moving@studio.example', displayName: 'moving', emails: [{ value: email, primary: true }] },
      });
    expect((await put('moving@elsewhere.example')).body.scimType).toBe('invalidValue');
    expect((await put('moved@studio.example')).status).toBe(200);
    expect(await roleOf('moving')).toBe('member');
    expect(await roleOf('moved')).toBeUndefined();
  });

  test('is no two active users at once', async () => {
    const emails = [{ value: 'twin@studio.example', primary: true }];
    expect((await add('twin', { emails })).status).toBe(201);
    const second = await add('twin2', { emails });
    expect([second.status, second.body.scimType]).toEqual([409, 'uniqueness']);
    expect((await add('twin2', { emails, active: false })).status).toBe(201);
  });
});

describe('an owner', () => {
  test('is adopted as they are, and neither switched off nor deleted nor given another role', async () => {
    const { body } = await add('owner');
    expect(await roleOf('owner')).toBe('owner');
    for (const refused of [
      await switchTo(body.id, false),
      await studio.scim(scimDeleteUser, { params: { id: body.id } }),
    ]) {
      expect([refused.status, refused.body.scimType]).toEqual([409, 'mutability']);
      expect(refused.body.detail).toContain('An owner is not removed by a directory');
    }
    await groupOf('Owners', 'viewer', [body.id]);
    expect(await roleOf('owner')).toBe('owner');
  });
});

describe('the role of a member', () => {
  test('is the highest of their groups, and follows them', async () => {
    const { body } = await add('gina');
    const viewers = await groupOf('Viewers', 'viewer', [body.id]);
    expect(await roleOf('gina')).toBe('viewer');
    const admins = await groupOf('Admins', 'admin', []);
    await patchGroup(admins, { op: 'add', path: 'members', value: [{ value: body.id }] });
    expect(await roleOf('gina')).toBe('admin');
    await patchGroup(admins, { op: 'remove', path: `members[value eq "${body.id}"]` });
    expect(await roleOf('gina')).toBe('viewer');
    await give(viewers, 'admin');
    expect(await roleOf('gina')).toBe('admin');
    expect(await give(viewers, null)).toMatchObject({ role: null, members: 1 });
    expect(await roleOf('gina')).toBe('member');
    const entries = await world.rows(
      `select actor_kind, after ->> 'role' as role from audit_entries
       where action = 'member.change_role' and org_id = $1 order by at, id`,
      [studio.orgId],
    );
    expect(entries).toContainEqual({ actor_kind: 'directory', role: 'admin' });
    expect(entries).toContainEqual({ actor_kind: 'member', role: 'member' });
  });

  test('goes with a deleted group, and comes back with the user', async () => {
    const { body } = await add('hugo');
    const group = await groupOf('Managers', 'admin', [body.id]);
    expect((await switchTo(body.id, false)).status).toBe(200);
    expect(await roleOf('hugo')).toBeUndefined();
    await switchTo(body.id, true);
    expect(await roleOf('hugo')).toBe('admin');
    await studio.scim(scimDeleteGroup, { params: { id: group } });
    expect(await roleOf('hugo')).toBe('member');
  });

  test('given by hand stays where it is higher', async () => {
    await world.addMember('ines@studio.example', [{ orgId: studio.orgId, role: 'admin' }]);
    const { body } = await add('ines');
    const group = await groupOf('Interns', 'viewer', [body.id]);
    expect(await roleOf('ines')).toBe('admin');
    await studio.scim(scimDeleteGroup, { params: { id: group } });
    expect(await roleOf('ines')).toBe('admin');
  });
});

describe('whether somebody was switched off', () => {
  const isOff = (email: string) =>
    world.database.asSystem('a test', (tx) => world.directory.isDeactivated(tx, studio.orgId, email));

  test('is known of users of the directory alone', async () => {
    const { body } = await add('jan');
    expect(await isOff('jan@studio.example')).toBe(false);
    await switchTo(body.id, false);
    expect(await isOff('JAN@studio.example')).toBe(true);
    expect(await isOff('stranger@studio.example')).toBe(false);
    const other = await world.connect('isolated');
    const elsewhere = await world.database.asSystem('a test', (tx) =>
      world.directory.isDeactivated(tx, other.orgId, 'jan@studio.example'),
    );
    expect(elsewhere).toBe(false);
  });
});
