import {
  scimCreateUser,
  scimGetResourceType,
  scimGetSchema,
  scimListResourceTypes,
  scimListSchemas,
  scimServiceProviderConfig,
} from '@stepwell/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Connected, createDirectoryWorld, type DirectoryWorld } from '../../../testing/directory-world.ts';

let world: DirectoryWorld;
let yard: Connected;
beforeAll(async () => {
  world = await createDirectoryWorld();
  yard = await world.connect('yard');
});
afterAll(() => world.drop());

test('says what is supported', async () => {
  const { status, headers, body } = await yard.scim(scimServiceProviderConfig);
  expect([status, headers['content-type']]).toEqual([200, 'application/scim+json; charset=utf-8']);
  expect(body).toMatchObject({
    patch: { supported: true },
    bulk: { supported: false },
    filter: { supported: true, maxResults: 200 },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    authenticationSchemes: [{ type: 'oauthbearertoken' }],
  });
});

test('names the types of resources, each with its schema', async () => {
  const { body } = await yard.scim(scimListResourceTypes);
  const schemas = (await yard.scim(scimListSchemas)).body;
  const known = schemas.Resources.map(({ id }) => id);
  expect(body.Resources.map(({ id, endpoint }) => [id, endpoint])).toEqual([
    ['User', '/Users'],
    ['Group', '/Groups'],
  ]);
  for (const type of body.Resources) expect(known).toContain(type.schema);
  expect(schemas).toMatchObject({ totalResults: 3, itemsPerPage: 3, startIndex: 1 });
  expect((await yard.scim(scimGetResourceType, { params: { id: 'User' } })).body.id).toBe('User');
  expect((await yard.scim(scimGetResourceType, { params: { id: 'Device' } })).status).toBe(404);
});

test('describes every attribute in full, and every one that a user is answered with', async () => {
  const id = 'urn:ietf:params:scim:schemas:core:2.0:User';
  const { status, body } = await yard.scim(scimGetSchema, { params: { id } });
  expect([status, body.id]).toEqual([200, id]);
  const attributes = body.attributes as Record<string, unknown>[];
  const facts = ['name', 'type', 'multiValued', 'description', 'required', 'caseExact', 'mutability', 'returned'];
  for (const attribute of attributes) expect(Object.keys(attribute)).toEqual(expect.arrayContaining(facts));
  expect(attributes.find(({ name }) => name === 'userName')).toMatchObject({ required: true, uniqueness: 'server' });
  const user = (await yard.scim(scimCreateUser, { body: { userName: 'ada@yard.example', title: 'Smith' } })).body;
  const common = new Set(['schemas', 'id', 'externalId', 'meta']);
  const names = attributes.map(({ name }) => name);
  for (const name of Object.keys(user)) if (!common.has(name)) expect(names).toContain(name);
  expect((await yard.scim(scimGetSchema, { params: { id: 'urn:example' } })).status).toBe(404);
});
