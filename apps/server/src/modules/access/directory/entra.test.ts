import {
  scimCreateGroup,
  scimCreateUser,
  scimDeleteUser,
  scimGetUser,
  scimListGroups,
  scimListUsers,
  scimPatchGroup,
  scimPatchUser,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Connected, createDirectoryWorld, type DirectoryWorld } from '../../../testing/directory-world.ts';

const PATCH = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

let world: DirectoryWorld;
let works: Connected;
beforeAll(async () => {
  world = await createDirectoryWorld();
  works = await world.connect('works');
});
afterAll(() => world.drop());

const userOf = (name: string, more: object = {}) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE],
  externalId: `ext-${name}`,
  userName: `${name}@works.example`,
  active: true,
  addresses: [{ primary: false, type: 'work', country: 'Norway', formatted: '' }],
  displayName: name,
  emails: [{ primary: true, type: 'work', value: `${name}@works.example` }],
  meta: { resourceType: 'User' },
  name: { formatted: `${name} Berg`, familyName: 'Berg', givenName: name },
  phoneNumbers: [],
  roles: [],
  ...more,
});
const add = async (name: string, more: object = {}) => {
  const { status, body } = await works.scim(scimCreateUser, { body: userOf(name, more) });
  expect(status).toBe(201);
  return body;
};
const patch = (id: string, ...Operations: object[]) =>
  works.scim(scimPatchUser, { params: { id }, body: { schemas: PATCH, Operations } });

describe('users of Microsoft Entra ID', () => {
  test('are found by external id, with the case it has', async () => {
    const { id } = await add('anna');
    const find = async (filter: string) => (await works.scim(scimListUsers, { query: { filter } })).body;
    expect((await find('externalId eq "ext-anna"')).Resources.map((user) => user.id)).toEqual([id]);
    expect((await find('externalId eq "EXT-ANNA"')).totalResults).toBe(0);
    expect((await find('emails[type eq "work"].value eq "anna@works.example"')).totalResults).toBe(1);
    expect((await find('emails[type eq "home"].value eq "anna@works.example"')).totalResults).toBe(0);
  });

  test('are changed by operations in capitals, with dotted names and chosen values', async () => {
    const { id } = await add('bert');
    const manager = await add('boss');
    const { status, body } = await patch(
      id,
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'bert.new@works.example' },
      { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '+47 22 00 00 00' },
      { op: 'Replace', path: 'addresses[type eq "work"].country', value: 'Sweden' },
      { op: 'Replace', path: 'name.givenName', value: 'Bertil' },
      { op: 'Add', path: `${ENTERPRISE}:department`, value: 'Ovens' },
      { op: 'Add', path: `${ENTERPRISE}:manager`, value: manager.id },
      { op: 'Replace', value: { title: 'Baker', 'name.familyName': 'Dahl', [`${ENTERPRISE}:employeeNumber`]: '17' } },
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      title: 'Baker',
      name: { formatted: 'bert Berg', givenName: 'Bertil', familyName: 'Dahl' },
      emails: [{ type: 'work', primary: true, value: 'bert.new@works.example' }],
      phoneNumbers: [{ type: 'mobile', value: '+47 22 00 00 00' }],
      addresses: [{ type: 'work', country: 'Sweden' }],
      [ENTERPRISE]: { department: 'Ovens', employeeNumber: '17', manager: { value: manager.id } },
    });
    expect(body.meta.version).toBe('W/"2"');
    const [kept] = await world.rows(
      `select a.email from directory_users u join accounts a on a.id = u.account_id where u.id = $1`,
      [id],
    );
    expect(kept).toEqual({ email: 'bert@works.example' });
  });

  test('lose attributes, and a manager that is sent empty', async () => {
    const manager = await add('chief');
    const { id } = await add('carl', {
      title: 'Cook',
      [ENTERPRISE]: { department: 'Pans', manager: { value: manager.id } },
    });
    const { status, body } = await patch(
      id,
      { op: 'Remove', path: 'title' },
      { op: 'Replace', path: `${ENTERPRISE}:manager`, value: '' },
      { op: 'remove', path: 'phoneNumbers[type eq "fax"].value' },
    );
    expect([status, body.title, body[ENTERPRISE]]).toEqual([200, undefined, { department: 'Pans' }]);
  });

  test('are switched off and on by text, and deleted', async () => {
    const { id } = await add('dag');
    const members = () =>
      world.rows('select m.role from members m join accounts a on a.id = m.account_id where a.email = $1', [
        'dag@works.example',
      ]);
    const off = await patch(id, { op: 'Replace', path: 'active', value: 'False' });
    expect([off.status, off.body.active, await members()]).toEqual([200, false, []]);
    const on = await patch(id, { op: 'Replace', path: 'active', value: 'True' });
    expect([on.body.active, await members()]).toEqual([true, [{ role: 'member' }]]);
    expect((await works.scim(scimDeleteUser, { params: { id } })).status).toBe(204);
    expect(await members()).toEqual([]);
    expect((await works.scim(scimGetUser, { params: { id } })).status).toBe(404);
    expect((await works.scim(scimDeleteUser, { params: { id } })).status).toBe(404);
  });

  test('have one primary address: a new one takes the place of the former', async () => {
    const { id } = await add('elsa');
    const value = [{ type: 'other', value: 'elsa2@works.example', primary: 'True' }];
    const { body } = await patch(id, { op: 'Add', path: 'emails', value });
    expect(body.emails).toEqual([
      { type: 'work', value: 'elsa@works.example', primary: false },
      { type: 'other', value: 'elsa2@works.example', primary: true },
    ]);
  });
});

describe('groups of Microsoft Entra ID', () => {
  test('gain and lose members by a list of values and by a filter', async () => {
    const [finn, gro] = [await add('finn'), await add('gro')];
    const schemas = ['urn:ietf:params:scim:schemas:core:2.0:Group'];
    const body = { schemas, externalId: 'g-1', displayName: 'Everybody', meta: { resourceType: 'Group' } };
    const { body: group } = await works.scim(scimCreateGroup, { body });
    const change = async (...Operations: object[]) => {
      const answer = await works.scim(scimPatchGroup, {
        params: { id: group.id },
        body: { schemas: PATCH, Operations },
      });
      expect(answer.status).toBe(200);
      return (answer.body.members ?? []).map(({ value }) => value);
    };
    const both = [{ value: finn.id }, { value: gro.id }];
    expect(await change({ op: 'Add', path: 'members', value: both })).toEqual([finn.id, gro.id]);
    const list = (filter: string) => works.scim(scimListGroups, { query: { filter, excludedAttributes: 'members' } });
    const asked = await list(`id eq "${group.id}" and members eq "${gro.id}"`);
    expect([asked.body.totalResults, asked.body.Resources[0]?.members]).toEqual([1, undefined]);
    expect(await change({ op: 'Remove', path: 'members', value: [{ value: finn.id, $ref: null }] })).toEqual([gro.id]);
    expect((await list(`members[value eq "${finn.id}"]`)).body.totalResults).toBe(0);
    expect(await change({ op: 'Remove', path: `members[value eq "${gro.id}"]` })).toEqual([]);
    expect(await change({ op: 'Add', value: { members: both } }, { op: 'Remove', path: 'members' })).toEqual([]);
    expect((await list('externalId eq "g-1"')).body.totalResults).toBe(1);
  });
});
