import {
  type Route,
  scimCreateGroup,
  scimCreateUser,
  scimDeleteGroup,
  scimDeleteUser,
  scimGetGroup,
  scimGetUser,
  scimListGroups,
  scimListUsers,
  scimPatchGroup,
  scimPatchUser,
  scimReplaceGroup,
  scimReplaceUser,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Connected,
  createDirectoryWorld,
  type DirectoryWorld,
  type ScimReply,
} from '../../../testing/directory-world.ts';

const PATCH = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

let world: DirectoryWorld;
let mill: Connected;
let other: Connected;
beforeAll(async () => {
  world = await createDirectoryWorld();
  mill = await world.connect('mill');
  other = await world.connect('rival');
});
afterAll(() => world.drop());

const add = (name: string, more: object = {}) =>
  mill.scim(scimCreateUser, { body: { userName: `${name}@mill.example`, ...more } });
const addGroup = (displayName: string, more: object = {}) =>
  mill.scim(scimCreateGroup, { body: { displayName, ...more } });
const patch = (route: Route, id: string, ...Operations: object[]) =>
  mill.scim(route, { params: { id }, body: { schemas: PATCH, Operations } });

function expectRefusal({ status, headers, body }: ScimReply, expected: number, scimType?: string) {
  expect([status, body.scimType, body.schemas, body.status]).toEqual([expected, scimType, [ERROR], String(expected)]);
  expect(headers['content-type']).toBe('application/scim+json; charset=utf-8');
  expect(body.detail).toMatch(/\w/);
}

describe('one directory', () => {
  test('never sees another: what is there is not found, or not known', async () => {
    const { id } = (await add('own')).body;
    const group = (await addGroup('Own', { members: [{ value: id }] })).body.id;
    const body = { userName: 'own@rival.example', displayName: 'Own' };
    const operation = { schemas: PATCH, Operations: [{ op: 'replace', path: 'displayName', value: 'taken' }] };
    const attempts: [Route, Route][] = [
      [scimGetUser, scimGetGroup],
      [scimReplaceUser, scimReplaceGroup],
      [scimPatchUser, scimPatchGroup],
      [scimDeleteUser, scimDeleteGroup],
    ];
    for (const [ofUser, ofGroup] of attempts) {
      for (const [route, target] of [[ofUser, id] as const, [ofGroup, group] as const]) {
        const sent = route.method === 'PUT' ? { body } : route.method === 'PATCH' ? { body: operation } : {};
        expectRefusal(await other.scim(route, { params: { id: target }, ...sent }), 404);
      }
    }
    expect((await other.scim(scimListUsers)).body.totalResults).toBe(0);
    expect((await other.scim(scimListGroups, { query: { filter: `members eq "${id}"` } })).body.totalResults).toBe(0);
    expectRefusal(
      await other.scim(scimCreateGroup, { body: { displayName: 'G', members: [{ value: id }] } }),
      400,
      'invalidValue',
    );
    expect((await other.scim(scimCreateUser, { body: { ...body, userName: 'own@rival.example' } })).status).toBe(201);
    expect((await mill.scim(scimGetUser, { params: { id } })).status).toBe(200);
  });

  test.each(['nobody', '01900000-0000-7000-8000-00000000ffff', '%00', "' or 1=1"])('knows nobody by %j', async (id) => {
    expectRefusal(await mill.scim(scimGetUser, { params: { id } }), 404);
    expectRefusal(await patch(scimPatchGroup, id, { op: 'remove', path: 'members' }), 404);
    expectRefusal(await mill.scim(scimDeleteUser, { params: { id } }), 404);
  });
});

describe('a name that is taken', () => {
  test('is refused in any case, also to a second who asks at the same time', async () => {
    const both = await Promise.all([
      add('twice'),
      mill.scim(scimCreateUser, { body: { userName: 'TWICE@mill.example' } }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    const refused = both.find(({ status }) => status === 409);
    if (refused !== undefined) expectRefusal(refused, 409, 'uniqueness');
    const { id } = (await add('free')).body;
    expectRefusal(
      await patch(scimPatchUser, id, { op: 'replace', path: 'userName', value: 'Twice@mill.example' }),
      409,
      'uniqueness',
    );
    const own = await patch(scimPatchUser, id, { op: 'replace', path: 'userName', value: 'FREE@mill.example' });
    expect([own.status, own.body.userName]).toEqual([200, 'FREE@mill.example']);
  });

  test('is refused for groups as well', async () => {
    await addGroup('Millers');
    expectRefusal(await addGroup('MILLERS'), 409, 'uniqueness');
    const { id } = (await addGroup('Others')).body;
    expectRefusal(
      await patch(scimPatchGroup, id, { op: 'replace', value: { displayName: 'millers' } }),
      409,
      'uniqueness',
    );
  });
});

describe('a user that is refused', () => {
  test.each([
    ['no name', { userName: '' }],
    ['name of another type', { userName: { a: 1 } }],
    ['long name', { userName: `${'a'.repeat(320)}@mill.example` }],
    ['no address', { userName: 'plain' }],
    ['damaged address', { emails: [{ value: 'nonsense', primary: true }] }],
    [
      'two primary addresses',
      {
        emails: [
          { value: 'a@mill.example', primary: true },
          { value: 'b@mill.example', primary: true },
        ],
      },
    ],
    ['no truth', { active: 'perhaps' }],
    ['too many values', { phoneNumbers: Array.from({ length: 51 }, (_, at) => ({ value: String(at) })) }],
    ['long text', { title: 'x'.repeat(1_001) }],
    ['unfit text', { title: 'a\u0000b' }],
  ])('for %s', async (_, more) => {
    expectRefusal(await add('refused', more), 400, 'invalidValue');
  });

  test('leaves nothing behind', async () => {
    expect((await mill.scim(scimListUsers, { query: { filter: 'userName sw "refused"' } })).body.totalResults).toBe(0);
    expect((await add('refused')).status).toBe(201);
  });
});

describe('a change that is refused', () => {
  test.each([
    ['unknown operation', { op: 'move', path: 'title', value: 'x' }, 'invalidSyntax'],
    ['no operation', { path: 'title', value: 'x' }, 'invalidSyntax'],
    ['no value', { op: 'add', path: 'title' }, 'invalidSyntax'],
    ['no object', { op: 'replace', value: 'x' }, 'invalidSyntax'],
    ['removal of nothing', { op: 'remove' }, 'noTarget'],
    ['unknown attribute', { op: 'add', path: 'shoeSize', value: '44' }, 'invalidPath'],
    ['unknown schema', { op: 'add', path: 'urn:example:User:a', value: '44' }, 'invalidPath'],
    ['unknown part', { op: 'add', path: 'name.nothing', value: 'x' }, 'invalidPath'],
    ['damaged path', { op: 'add', path: 'emails[type eq "work"', value: 'x' }, 'invalidPath'],
    ['path of another type', { op: 'add', path: 5, value: 'x' }, 'invalidPath'],
    ['long path', { op: 'add', path: 'a'.repeat(301), value: 'x' }, 'invalidPath'],
    ['choice in what is single', { op: 'add', path: 'title[value eq "a"]', value: 'x' }, 'invalidPath'],
    ['damaged filter', { op: 'replace', path: 'emails[type]', value: 'x' }, 'invalidFilter'],
    ['id', { op: 'replace', path: 'id', value: 'x' }, 'mutability'],
    ['time', { op: 'replace', path: 'meta.created', value: 'x' }, 'mutability'],
    ['groups', { op: 'add', path: 'groups', value: [{ value: 'x' }] }, 'mutability'],
    ['value of another type', { op: 'replace', path: 'name', value: true }, 'invalidValue'],
    ['name taken away', { op: 'remove', path: 'userName' }, 'invalidValue'],
    [
      'nothing chosen',
      { op: 'replace', path: 'emails[type eq "fax"]', value: { value: 'x@mill.example' } },
      'noTarget',
    ],
    ['own properties', { op: 'add', path: 'constructor.prototype.polluted', value: 'x' }, 'invalidPath'],
    ['prototype', { op: 'add', path: 'name.__proto__', value: 'x' }, 'invalidPath'],
  ])('for %s', async (_, operation, scimType) => {
    const found = (await mill.scim(scimListUsers, { query: { filter: 'userName eq "changed@mill.example"' } })).body;
    const user =
      found.Resources[0] ?? (await add('changed', { emails: [{ value: 'changed@mill.example', type: 'work' }] })).body;
    expectRefusal(await patch(scimPatchUser, user.id, operation), 400, scimType);
    expect((await mill.scim(scimGetUser, { params: { id: user.id } })).body.meta.version).toBe('W/"1"');
  });

  test('undoes what came before it in the same request', async () => {
    const { id } = (await add('whole')).body;
    const title = { op: 'add', path: 'title', value: 'Miller' };
    expectRefusal(
      await patch(scimPatchUser, id, title, { op: 'add', path: 'nothing', value: 'x' }),
      400,
      'invalidPath',
    );
    expect((await mill.scim(scimGetUser, { params: { id } })).body.title).toBeUndefined();
    expect((await patch(scimPatchUser, id, title)).body.title).toBe('Miller');
  });

  test('has the schema of a PATCH and operations', async () => {
    const { id } = (await add('schemaless')).body;
    for (const body of [
      { Operations: [{ op: 'remove', path: 'title' }] },
      { schemas: PATCH },
      { schemas: PATCH, Operations: [] },
    ]) {
      expectRefusal(await mill.scim(scimPatchUser, { params: { id }, body }), 400, 'invalidSyntax');
    }
    const many = Array.from({ length: 1_001 }, () => ({ op: 'remove', path: 'title' }));
    expectRefusal(await patch(scimPatchUser, id, ...many), 400, 'invalidValue');
  });

  test('reaches into no object of the program', async () => {
    const { id } = (await add('sly')).body;
    const value = {
      'constructor.prototype.polluted': 'x',
      name: { 'constructor.prototype.polluted': 'x', givenName: 'Sly' },
    };
    const { status, body } = await patch(scimPatchUser, id, { op: 'add', value });
    expect([status, body.name]).toEqual([200, { givenName: 'Sly' }]);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  test('is refused where it was made for an older version', async () => {
    const { id } = (await add('tagged')).body;
    const change = (tag: string, title: string) =>
      mill.scim(scimPatchUser, {
        params: { id },
        headers: { 'if-match': tag },
        body: { schemas: PATCH, Operations: [{ op: 'replace', path: 'title', value: title }] },
      });
    expect((await change('W/"1"', 'a')).headers.etag).toBe('W/"2"');
    expectRefusal(await change('W/"1"', 'b'), 412);
    expect((await change('"2"', 'b')).status).toBe(200);
    expect((await change('*', 'c')).status).toBe(200);
  });
});

describe('what is not kept', () => {
  test('is passed over, not refused', async () => {
    const { id } = (await add('dropped', { photos: [{ value: 'x' }], shoeSize: 44, password: 'secret' })).body;
    const { status, body } = await patch(
      scimPatchUser,
      id,
      { op: 'replace', path: 'password', value: 'other' },
      { op: 'add', path: 'roles[primary eq "True"].value', value: 'x' },
      { op: 'replace', value: { id: 'x', shoeSize: 45, groups: [] } },
    );
    expect([status, body.id, body.meta.version]).toEqual([200, id, 'W/"1"']);
    for (const name of ['password', 'photos', 'roles', 'shoeSize']) expect(body).not.toHaveProperty(name);
  });
});

describe('members of a group', () => {
  test('are users of the directory, and no groups', async () => {
    const { id } = (await add('kneader')).body;
    const group = (await addGroup('Kneaders')).body.id;
    const change = (op: string, value: unknown) => patch(scimPatchGroup, group, { op, path: 'members', value });
    expectRefusal(await change('add', [{ value: 'nobody' }]), 400, 'invalidValue');
    expectRefusal(await change('add', [{ value: group }]), 400, 'invalidValue');
    const nested = await change('add', [{ value: group, type: 'Group' }]);
    expectRefusal(nested, 400, 'invalidValue');
    expect(nested.body.detail).toContain('groups within groups are not kept');
    expectRefusal(await change('add', [{ display: 'nobody' }]), 400, 'invalidValue');
    expect((await change('remove', [{ value: 'nobody' }])).headers.etag).toBe('W/"1"');
    expect((await change('add', id)).body.members?.length).toBe(1);
    expectRefusal(
      await patch(scimPatchGroup, group, { op: 'remove', path: 'members[display sw "k"]' }),
      400,
      'invalidFilter',
    );
    expectRefusal(
      await patch(scimPatchGroup, group, { op: 'replace', path: 'members.display', value: 'x' }),
      400,
      'mutability',
    );
    expectRefusal(await patch(scimPatchGroup, group, { op: 'remove', path: 'displayName' }), 400, 'invalidValue');
    expectRefusal(await addGroup(''), 400, 'invalidValue');
  });

  test('are replaced by PUT, as OneLogin and JumpCloud do', async () => {
    const [one, two] = [(await add('put1')).body.id, (await add('put2')).body.id];
    const group = (await addGroup('Put', { members: [{ value: one, type: 'User' }] })).body.id;
    const put = (members: object) =>
      mill.scim(scimReplaceGroup, { params: { id: group }, body: { displayName: 'Put', ...members } });
    expect((await put({ members: [{ value: two }] })).body.members?.map(({ value }) => value)).toEqual([two]);
    expect((await put({ members: [{ value: two.toUpperCase() }] })).headers.etag).toBe('W/"2"');
    expect((await put({ members: [] })).body.members).toEqual([]);
  });

  test('are at most ten thousand', async () => {
    const members = Array.from({ length: 10_001 }, (_, at) => ({ value: String(at) }));
    const refused = await addGroup('Crowd', { members });
    expectRefusal(refused, 400, 'invalidValue');
    expect(refused.body.detail).toContain('at most 10000');
  });
});
