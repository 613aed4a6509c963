import {
  checkSlug,
  createApiKey,
  createOrganization,
  deleteOrganization,
  getMe,
  getOrganization,
  listDeletedOrganizations,
  restoreOrganization,
  updateOrganization,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createAccess } from '../../../testing/access-world.ts';
import { createTenancyWorld, type TenancyWorld } from '../../../testing/tenancy-world.ts';

const DAY_MS = 86_400_000;
let world: TenancyWorld;
beforeAll(async () => {
  world = await createTenancyWorld();
  await world.addOrganization('home-of-the-installation', { isSystem: true });
});
afterAll(() => world.drop());

const found = (session: string, slug: string) =>
  world.call(createOrganization, { session, body: { name: slug, slug } });
async function owner(slug: string) {
  const email = `owner@${slug}.example`;
  await world.addMember(email, []);
  const session = await world.signIn(email);
  const { body } = await found(session, slug);
  return { email, session, orgId: body.data.organization?.id ?? '' };
}

describe('founding', () => {
  test('makes the founder its owner, working in it', async () => {
    const { session, orgId } = await owner('founded');
    const { body } = await world.call(getMe, { session });
    expect(body.data.organization).toMatchObject({ id: orgId, slug: 'founded', role: 'owner' });
    expect(world.told).toContain(orgId);
  });

  test('is refused for a short name that is taken or kept', async () => {
    const { session } = await owner('first-one');
    expect((await found(session, 'first-one')).body.code).toBe('organization_slug_taken');
    for (const slug of ['api', 'admin', 'o', 'docs', 'health', 'app', 'stepwell']) {
      expect((await found(session, slug)).body.code).toBe('organization_slug_reserved');
    }
    const free = async (slug: string) =>
      (await world.call(checkSlug, { session, params: { slug } })).body.data.available;
    expect([await free('first-one'), await free('api'), await free('nobody-has-it')]).toEqual([false, false, true]);
  });

  test('ends at twenty', async () => {
    const { session } = await owner('many-0');
    for (let at = 1; at < 20; at += 1) expect((await found(session, `many-${at}`)).status).toBe(201);
    expect((await found(session, 'many-20')).body.code).toBe('too_many_organizations');
  });
});

describe('changing', () => {
  test('sets name and branding, and what is unsaid stays', async () => {
    const { session, orgId } = await owner('branded');
    const body = { name: 'Branded', accent: '#112233', logo_url: 'https://branded.example/logo.png' };
    const changed = await world.call(updateOrganization, { session, body });
    expect(changed.body.data).toMatchObject({ ...body, slug: 'branded', default_locale: 'en' });
    await world.call(updateOrganization, { session, body: { accent: null, slug: 'branded-anew' } });
    const read = await world.call(getOrganization, { session });
    expect(read.body.data).toMatchObject({ id: orgId, name: 'Branded', accent: null, slug: 'branded-anew' });
    expect(await world.organizations.organizationBySlug('branded')).toBeUndefined();
    expect((await world.organizations.organizationBySlug('branded-anew'))?.id).toBe(orgId);
  });

  test('is refused to a viewer and for the name of another', async () => {
    const { session, orgId } = await owner('kept');
    await world.addMember('viewer@kept.example', [{ orgId, role: 'viewer' }]);
    const viewer = await world.signIn('viewer@kept.example');
    const answer = await world.call(updateOrganization, { session: viewer, body: { name: 'Mine' } });
    expect(answer.body.code).toBe('permission_denied');
    const taken = await world.call(updateOrganization, { session, body: { slug: 'first-one' } });
    expect(taken.body.code).toBe('organization_slug_taken');
  });
});

describe('deleting', () => {
  test('needs the short name typed, a fresh proof and an owner', async () => {
    const { session, orgId, email } = await owner('guarded');
    const wrong = await world.call(deleteOrganization, { session, body: { slug: 'guard' } });
    expect(wrong.body.code).toBe('slug_mismatch');
    await world.addMember('admin@guarded.example', [{ orgId, role: 'admin' }]);
    const admin = await world.signIn('admin@guarded.example');
    const body = { slug: 'guarded' };
    expect((await world.call(deleteOrganization, { session: admin, body })).body.code).toBe('permission_denied');
    world.clock.advance(600_000);
    expect((await world.call(deleteOrganization, { session, body })).body.code).toBe('confirmation_required');
    expect((await world.call(deleteOrganization, { session: await world.signIn(email), body })).status).toBe(200);
  });

  test('ends everything that works in its name, and restoring brings it back', async () => {
    const { session, orgId } = await owner('mortal');
    const key = await world.call(createApiKey, {
      session,
      body: { name: 'k', environment: 'live', scopes: ['flows:read'], expires_at: null },
    });
    const { token } = await world.participantTokens.mintParticipantToken(orgId, 'live', 'p1', {}, 3_600);
    const hints = { organization: 'mortal', environment: undefined };
    await world.participantTokens.verifyParticipantToken(token, hints);
    const secret = key.body.data.secret;
    await world.apiKeys.authenticateApiKey(secret, undefined);
    const { organizations: elsewhere } = createAccess(world.database, world.clock, world.ids);
    const following = await elsewhere.followChanges();
    expect(await elsewhere.organizationById(orgId)).toBeDefined();

    expect((await world.call(deleteOrganization, { session, body: { slug: 'mortal' } })).status).toBe(200);
    expect(await world.organizations.organizationById(orgId)).toBeUndefined();
    await vi.waitFor(async () => expect(await elsewhere.organizationById(orgId)).toBeUndefined(), { timeout: 10_000 });
    following.stop();
    expect((await world.call(getMe, { session })).body.data.organization).toBeNull();
    const afresh = createAccess(world.database, world.clock, world.ids);
    // What this process had remembered of them counts no more either.
    for (const { apiKeys, participantTokens } of [world, afresh]) {
      const byKey = apiKeys.authenticateApiKey(secret, undefined);
      await expect(byKey).rejects.toMatchObject({ code: 'api_key_invalid' });
      const byToken = participantTokens.verifyParticipantToken(token, hints);
      await expect(byToken).rejects.toMatchObject({ code: 'organization_unknown' });
    }
    expect((await found(session, 'mortal')).body.code).toBe('organization_slug_taken');

    const listed = await world.call(listDeletedOrganizations, { session });
    expect(listed.body.data.map(({ id }) => id)).toEqual([orgId]);
    const restored = await world.call(restoreOrganization, { session, params: { id: orgId } });
    expect(restored.body.data.organization?.id).toBe(orgId);
    expect((await world.organizations.organizationById(orgId))?.id).toBe(orgId);
    expect((await afresh.apiKeys.authenticateApiKey(secret, undefined)).orgId).toBe(orgId);
  });

  test('is final after 30 days and restored by nobody else', async () => {
    const { session, orgId, email } = await owner('final');
    await world.addMember('admin@final.example', [{ orgId, role: 'admin' }]);
    const admin = await world.signIn('admin@final.example');
    await world.call(deleteOrganization, { session, body: { slug: 'final' } });
    const restore = (by: string) => world.call(restoreOrganization, { session: by, params: { id: orgId } });
    expect((await restore(admin)).body.code).toBe('not_found');
    world.clock.advance(30 * DAY_MS);
    expect((await restore(await world.signIn(email))).body.code).toBe('not_found');
  });
});
