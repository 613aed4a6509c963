import { scimCreateUser, scimGetUser, scimListUsers } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Connected, createDirectoryWorld, type DirectoryWorld } from '../../../testing/directory-world.ts';

const NAMES = ['mia', 'Bo', 'ana', 'Zoe', 'kim', 'eva', 'Lea'];

let world: DirectoryWorld;
let shop: Connected;
beforeAll(async () => {
  world = await createDirectoryWorld();
  shop = await world.connect('shop');
  for (const name of NAMES) await add(name);
});
afterAll(() => world.drop());

async function add(name: string) {
  const body = { userName: `${name}@shop.example`, displayName: name, name: { givenName: name, familyName: 'F' } };
  return (await shop.scim(scimCreateUser, { body })).body;
}
const list = async (query: Record<string, string | number>) => (await shop.scim(scimListUsers, { query })).body;
const names = (page: { readonly Resources: readonly { readonly displayName: string }[] }) =>
  page.Resources.map(({ displayName }) => displayName);

describe('pages', () => {
  test('hold everybody once, in the order they came, while others are added', async () => {
    const seen: string[] = [];
    for (let startIndex = 1; ; ) {
      const page = await list({ startIndex, count: 3 });
      if (page.itemsPerPage === 0) break;
      expect(page.startIndex).toBe(startIndex);
      seen.push(...names(page));
      if (startIndex === 1) await add('late');
      startIndex += page.itemsPerPage;
    }
    expect(seen).toEqual([...NAMES, 'late']);
  });

  test('bring numbers out of range into it', async () => {
    const { totalResults } = await list({});
    expect(names(await list({ startIndex: 0, count: 1 }))).toEqual(['mia']);
    expect((await list({ startIndex: -5, count: 1 })).startIndex).toBe(1);
    for (const count of [0, -1]) {
      expect(await list({ count })).toMatchObject({ totalResults, itemsPerPage: 0, Resources: [] });
    }
    expect(await list({ startIndex: 1_000 })).toMatchObject({ totalResults, itemsPerPage: 0, startIndex: 1_000 });
    expect((await list({ count: 100_000 })).itemsPerPage).toBe(totalResults);
    expect(await list({ count: 'many' })).toMatchObject({ status: '400', scimType: 'invalidValue' });
  });

  test('are sorted whatever the case, either way', async () => {
    const sorted = [...NAMES, 'late'].toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
    expect(names(await list({ sortBy: 'displayName' }))).toEqual(sorted);
    expect(names(await list({ sortBy: 'USERNAME', sortOrder: 'descending' }))).toEqual(sorted.toReversed());
    expect(names(await list({ sortBy: 'meta.created', count: 1 }))).toEqual(['mia']);
    const byId = (await list({ sortBy: 'id' })).Resources.map(({ id }) => id);
    expect(byId).toEqual(byId.toSorted());
    expect(await list({ sortBy: 'emails' })).toMatchObject({ status: '400' });
  });
});

describe('a projection', () => {
  test('shows what is asked for, and the id always', async () => {
    const keys = async (query: Record<string, string>) => {
      const [first] = (await list({ ...query, count: 1 })).Resources;
      return Object.keys(first ?? {}).toSorted();
    };
    expect(await keys({ attributes: 'userName,name.givenName' })).toEqual(['id', 'name', 'schemas', 'userName']);
    expect(await keys({ attributes: 'urn:ietf:params:scim:schemas:core:2.0:User:DISPLAYNAME' })).toEqual([
      'displayName',
      'id',
      'schemas',
    ]);
    expect(await keys({ excludedAttributes: 'name, meta,id' })).toEqual([
      'active',
      'displayName',
      'id',
      'schemas',
      'userName',
    ]);
    const [first] = (await list({ attributes: 'name.givenName', count: 1 })).Resources;
    expect(first?.name).toEqual({ givenName: 'mia' });
    const { body } = await shop.scim(scimGetUser, {
      params: { id: first?.id ?? '' },
      query: { excludedAttributes: 'name.familyName' },
    });
    expect(body).toMatchObject({ name: { givenName: 'mia' }, userName: 'mia@shop.example' });
    expect(body.name).not.toHaveProperty('familyName');
  });
});
