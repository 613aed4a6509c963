import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AccessWorld, createAccessWorld, START } from '../../../testing/access-world.ts';

let world: AccessWorld;
beforeAll(async () => {
  world = await createAccessWorld();
});
afterAll(() => world.drop());

describe('an organization', () => {
  test('is found by its short name and by its id', async () => {
    const { organizations } = world;
    const made = await world.addOrganization('atelier');
    expect(made).toEqual({
      id: made.id,
      slug: 'atelier',
      name: 'atelier of the tests',
      logoUrl: null,
      accent: null,
      defaultLocale: 'en',
      requiresSecondFactor: false,
      isSystem: false,
      createdAt: new Date(START),
    });
    expect(await organizations.organizationBySlug('atelier')).toEqual(made);
    expect(await organizations.organizationById(made.id)).toEqual(made);
  });

  test('is not found under a name nobody has or an id that is none', async () => {
    const { organizations } = world;
    expect(await organizations.organizationBySlug('nobody')).toBeUndefined();
    expect(await organizations.organizationBySlug("'; drop table organizations")).toBeUndefined();
    expect(await organizations.organizationById('01900000-0000-7000-8000-00000000ffff')).toBeUndefined();
    expect(await organizations.organizationById('atelier')).toBeUndefined();
  });

  test('cannot take the short name of another', async () => {
    await world.addOrganization('taken');
    await expect(world.addOrganization('taken')).rejects.toMatchObject({ code: 'organization_slug_taken' });
  });

  test.each(['Atelier', '-atelier', 'an_atelier', '', 'a'.repeat(64)])('is refused the short name %j', async (slug) => {
    await expect(world.addOrganization(slug)).rejects.toMatchObject({ code: 'organization_slug_malformed' });
  });

  test('of the installation is known as such, once it is there', async () => {
    expect(await world.organizations.systemOrganization()).toBeUndefined();
    const system = await world.addOrganization('stepwell', { isSystem: true });
    expect(await world.organizations.systemOrganization()).toEqual(system);
  });

  test('is remembered for 30 seconds', async () => {
    const { organizations, test: db, clock } = world;
    const { id } = await world.addOrganization('renamed');
    await organizations.organizationById(id);
    await db.asOwner("update organizations set name = 'New name' where id = $1", [id]);
    clock.advance(29_999);
    expect((await organizations.organizationById(id))?.name).toBe('renamed of the tests');
    clock.advance(1);
    expect((await organizations.organizationById(id))?.name).toBe('New name');
  });

  test('sees no other organization', async () => {
    const [one, other] = [await world.addOrganization('one'), await world.addOrganization('other')];
    const ids = { name: 'test_organization_ids', text: 'select id from organizations' };
    expect(await world.database.asTenant(one.id, (tx) => tx.run(ids))).toEqual([{ id: one.id }]);
    expect(await world.database.asTenant(other.id, (tx) => tx.run(ids))).toEqual([{ id: other.id }]);
  });
});
