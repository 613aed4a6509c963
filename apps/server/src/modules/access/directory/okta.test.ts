import {
  getMe,
  scimCreateGroup,
  scimCreateUser,
  scimDeleteGroup,
  scimGetGroup,
  scimGetUser,
  scimListGroups,
  scimListUsers,
  scimPatchGroup,
  scimPatchUser,
  scimReplaceUser,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Connected, createDirectoryWorld, type DirectoryWorld } from '../../../testing/directory-world.ts';

const PATCH = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];
const USER = ['urn:ietf:params:scim:schemas:core:2.0:User'];

let world: DirectoryWorld;
let atelier: Connected;
beforeAll(async () => {
  world = await createDirectoryWorld();
  atelier = await world.connect('atelier');
});
afterAll(() => world.drop());

const userOf = (name: string, more: object = {}) => ({
  schemas: USER,
  userName: `${name}@atelier.example`,
  name: { givenName: name, familyName: 'Marlow' },
  emails: [{ primary: true, value: `${name}@atelier.example`, type: 'work' }],
  displayName: `${name} Marlow`,
  locale: 'en-US',
  externalId: `00u-${name}`,
  groups: [],
  password: 'Tr0ub4dour-and-3',
  active: true,
  ...more,
});
const membership = (email: string) =>
  world.rows('select m.role from members m join accounts a on a.id = m.account_id where a.email = $1', [email]);

describe('assigning somebody in Okta', () => {
  test('looks for the user name, creates, and finds it then', async () => {
    const query = { filter: 'userName eq "ada@atelier.example"', startIndex: 1, count: 100 };
    const before = await atelier.scim(scimListUsers, { query });
    expect([before.status, before.body.totalResults, before.body.Resources]).toEqual([200, 0, []]);

    const made = await atelier.scim(scimCreateUser, { body: userOf('ada') });
    expect(made.status).toBe(201);
    expect(made.headers['content-type']).toBe('application/scim+json; charset=utf-8');
    expect(made.headers).toMatchObject({ location: made.body.meta.location, etag: 'W/"1"' });
    expect(made.body).toMatchObject({ userName: 'ada@atelier.example', externalId: '00u-ada', active: true });
    expect(made.body).not.toHaveProperty('password');

    const after = await atelier.scim(scimListUsers, {
      query: { ...query, filter: 'userName eq "ADA@atelier.example"' },
    });
    expect(after.body).toMatchObject({ totalResults: 1, itemsPerPage: 1, startIndex: 1 });
    expect(after.body.Resources[0]).toEqual(made.body);
    expect(await membership('ada@atelier.example')).toEqual([{ role: 'member' }]);
  });

  test('makes an account without a password, whose address counts as proved', async () => {
    await atelier.scim(scimCreateUser, { body: userOf('bea', { preferredLanguage: 'fr-FR' }) });
    const [account] = await world.rows('select * from accounts where email = $1', ['bea@atelier.example']);
    expect(account).toMatchObject({ name: 'bea Marlow', locale: 'fr', password_hash: null });
    expect(account?.email_verified_at).not.toBeNull();
    const kept = JSON.stringify(await world.rows('select * from directory_users'));
    expect([kept.includes('bea@atelier.example'), kept.includes('Tr0ub4dour')]).toEqual([true, false]);
  });
});

describe('a changed profile', () => {
  test('comes as PUT of the whole user and renames the account', async () => {
    const { body } = await atelier.scim(scimCreateUser, { body: userOf('cleo', { title: 'Baker' }) });
    const sent = { ...userOf('cleo', { displayName: 'Cleo Oakes', nickName: 'C' }), id: body.id, meta: body.meta };
    const put = await atelier.scim(scimReplaceUser, { params: { id: body.id }, body: sent });
    expect([put.status, put.body.displayName, put.body.nickName, put.body.title]).toEqual([
      200,
      'Cleo Oakes',
      'C',
      undefined,
    ]);
    expect(put.headers.etag).toBe('W/"2"');
    expect(await world.rows('select name from accounts where email = $1', ['cleo@atelier.example'])).toEqual([
      { name: 'Cleo Oakes' },
    ]);
  });

  test('that changes nothing keeps the version', async () => {
    const { body } = await atelier.scim(scimCreateUser, { body: userOf('same') });
    const put = await atelier.scim(scimReplaceUser, { params: { id: body.id }, body: userOf('same') });
    expect([put.status, put.headers.etag]).toEqual([200, 'W/"1"']);
  });
});

describe('unassigning somebody in Okta', () => {
  test('is a PATCH without path that ends the membership and takes the sessions along; assigning brings back', async () => {
    const { body } = await atelier.scim(scimCreateUser, { body: userOf('dora') });
    const [account] = await world.rows('select id from accounts where email = $1', ['dora@atelier.example']);
    const accountId = String(account?.id);
    const origin = { ip: '192.0.2.1', userAgent: 'tests', correlationId: 'correlation-of-the-tests' };
    const opened = await world.database.asSystem('preparing a test', (tx) =>
      world.sessions.openSession(tx, { accountId, kind: 'web', method: 'password', secondFactor: false, origin }),
    );
    expect((await world.call(getMe, { session: opened.token })).body.data.organization?.id).toBe(atelier.orgId);

    const off = { schemas: PATCH, Operations: [{ op: 'replace', value: { active: false } }] };
    const patched = await atelier.scim(scimPatchUser, { params: { id: body.id }, body: off });
    expect([patched.status, patched.body.active]).toEqual([200, false]);
    expect(await membership('dora@atelier.example')).toEqual([]);
    const me = await world.call(getMe, { session: opened.token });
    expect(me.body.data.organization).toBeNull();

    const on = { schemas: PATCH, Operations: [{ op: 'replace', value: { active: true } }] };
    expect((await atelier.scim(scimPatchUser, { params: { id: body.id }, body: on })).body.active).toBe(true);
    expect(await membership('dora@atelier.example')).toEqual([{ role: 'member' }]);
  });
});

describe('pushing groups from Okta', () => {
  async function groupOf(name: string) {
    const people: string[] = [];
    for (const one of ['1', '2', '3']) {
      people.push((await atelier.scim(scimCreateUser, { body: userOf(`${name}${one}`) })).body.id);
    }
    const members = people.slice(0, 1).map((value) => ({ value, display: 'shown' }));
    const schemas = ['urn:ietf:params:scim:schemas:core:2.0:Group'];
    const made = await atelier.scim(scimCreateGroup, { body: { schemas, displayName: name, members } });
    expect(made.status).toBe(201);
    return { id: made.body.id, people };
  }
  const patch = (id: string, ...Operations: object[]) =>
    atelier.scim(scimPatchGroup, { params: { id }, body: { schemas: PATCH, Operations } });
  const ids = (members: readonly { value: string }[] = []) => members.map(({ value }) => value);

  test('adds and removes members by PATCH, and replaces them all', async () => {
    const { id, people } = await groupOf('bakers');
    const [one = '', two = '', three = ''] = people;
    const added = await patch(id, {
      op: 'add',
      path: 'members',
      value: [{ value: two, display: 'x' }, { value: three }],
    });
    expect(ids(added.body.members)).toEqual(people);
    const removed = await patch(id, { op: 'remove', path: `members[value eq "${two}"]` });
    expect(ids(removed.body.members)).toEqual([one, three]);
    const replaced = await patch(id, { op: 'replace', path: 'members', value: [{ value: two }] });
    expect(ids(replaced.body.members)).toEqual([two]);
    expect((await patch(id, { op: 'add', path: 'members', value: [{ value: two }] })).headers.etag).toBe('W/"4"');
    const user = await atelier.scim(scimGetUser, { params: { id: two } });
    expect(user.body.groups).toMatchObject([{ value: id, display: 'bakers', type: 'direct' }]);
  });

  test('renames with the id in the value', async () => {
    const { id } = await groupOf('cooks');
    const { status, body } = await patch(id, { op: 'replace', value: { id, displayName: 'Chefs' } });
    expect([status, body.displayName, body.members?.length]).toEqual([200, 'Chefs', 1]);
    const found = await atelier.scim(scimListGroups, { query: { filter: 'displayName eq "chefs"' } });
    expect(found.body.Resources.map((group) => group.id)).toEqual([id]);
  });

  test('deletes a group and leaves its users', async () => {
    const { id, people } = await groupOf('waiters');
    expect((await atelier.scim(scimDeleteGroup, { params: { id } })).status).toBe(204);
    expect((await atelier.scim(scimGetGroup, { params: { id } })).status).toBe(404);
    expect((await atelier.scim(scimGetUser, { params: { id: people[0] ?? '' } })).status).toBe(200);
  });
});
