import {
  acceptOwnInvitation,
  createInvitation,
  declineOwnInvitation,
  deleteOrganization,
  listInvitations,
  listOwnInvitations,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTenancyWorld, type TenancyWorld } from '../../../testing/tenancy-world.ts';

const WEEK_MS = 7 * 86_400_000;
let world: TenancyWorld;
beforeAll(async () => {
  world = await createTenancyWorld();
  await world.addOrganization('stepwell', { isSystem: true });
});
afterAll(() => world.drop());

async function invited(slug: string, email: string) {
  const { id: orgId } = await world.addOrganization(slug);
  await world.addMember(`owner@${slug}.example`, [{ orgId, role: 'owner' }]);
  const owner = await world.signIn(`owner@${slug}.example`);
  const made = await world.call(createInvitation, { session: owner, body: { email, role: 'member' } });
  return { orgId, owner, id: made.body.data.id };
}
async function guest(email: string) {
  const accountId = await world.addMember(email, []);
  return { accountId, session: await world.signIn(email) };
}
const waiting = async (session: string) => (await world.call(listOwnInvitations, { session })).body.data;
const accept = (session: string, id: string) => world.call(acceptOwnInvitation, { session, params: { id } });
const decline = (session: string, id: string) => world.call(declineOwnInvitation, { session, params: { id } });

describe('invitations of one’s own address', () => {
  test('are shown and accepted without the link', async () => {
    const { orgId, id } = await invited('direct', 'Here@Guest.example');
    const { session } = await guest('here@guest.example');
    const organization = { name: 'direct of the tests', slug: 'direct', logo_url: null };
    expect(await waiting(session)).toEqual([
      { id, organization, role: 'member', invited_by: 'owner', expires_at: '2026-03-09T09:00:00.000Z' },
    ]);
    expect((await accept(session, id)).body.data.organization).toMatchObject({ id: orgId, role: 'member' });
    expect(await waiting(session)).toEqual([]);
    expect((await accept(session, id)).body.code).toBe('invitation_gone');
  });

  test('are turned down, and the organization sees it', async () => {
    const { owner, id } = await invited('turned', 'no@guest.example');
    const { session } = await guest('no@guest.example');
    expect((await decline(session, id)).status).toBe(204);
    expect((await decline(session, id)).body.code).toBe('invitation_gone');
    const listed = await world.call(listInvitations, { session: owner });
    expect(listed.body.data).toMatchObject([{ id, state: 'declined' }]);
  });

  test('are nothing to somebody who has not proved the address', async () => {
    const { id } = await invited('unproved', 'claim@guest.example');
    const { accountId, session } = await guest('claim@guest.example');
    expect(await waiting(session)).toHaveLength(1);
    await world.test.asOwner('update accounts set email_verified_at = null where id = $1', [accountId]);
    expect(await waiting(session)).toEqual([]);
    expect((await accept(session, id)).status).toBe(404);
    expect((await decline(session, id)).status).toBe(404);
  });

  test('are nobody else’s', async () => {
    const { id } = await invited('private', 'mine@guest.example');
    const { session } = await guest('yours@guest.example');
    expect(await waiting(session)).toEqual([]);
    expect((await accept(session, id)).status).toBe(404);
    expect((await decline(session, id)).status).toBe(404);
    expect((await accept((await guest('mine@guest.example')).session, id)).status).toBe(200);
  });

  test('end after seven days, and with the organization', async () => {
    const closing = await invited('closing', 'gone@guest.example');
    const { session } = await guest('gone@guest.example');
    await world.call(deleteOrganization, { session: closing.owner, body: { slug: 'closing' } });
    expect(await waiting(session)).toEqual([]);
    expect((await accept(session, closing.id)).body.code).toBe('invitation_gone');
    const late = await invited('late', 'gone@guest.example');
    world.clock.advance(WEEK_MS);
    const again = await world.signIn('gone@guest.example');
    expect(await waiting(again)).toEqual([]);
    expect((await accept(again, late.id)).body.code).toBe('invitation_gone');
  });
});
