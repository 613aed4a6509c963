import {
  acceptInvitation,
  confirmIdentity,
  createInvitation,
  declineInvitation,
  deleteOrganization,
  getMe,
  listInvitations,
  type MemberRole,
  previewInvitation,
  resendInvitation,
  revokeInvitation,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD } from '../../../testing/access-world.ts';
import { createTenancyWorld, type TenancyWorld } from '../../../testing/tenancy-world.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const TEN_MINUTES_MS = 600_000;
let world: TenancyWorld;
beforeAll(async () => {
  world = await createTenancyWorld();
  await world.addOrganization('stepwell', { isSystem: true });
});
afterAll(() => world.drop());

async function host(slug: string) {
  const { id: orgId } = await world.addOrganization(slug);
  const ownerId = await world.addMember(`owner@${slug}.example`, [{ orgId, role: 'owner' }]);
  return { orgId, ownerId, session: await world.signIn(`owner@${slug}.example`) };
}
async function guest(email: string) {
  const id = await world.addMember(email, []);
  return { id, session: await world.signIn(email) };
}
const invite = (session: string, email: string, role: MemberRole = 'member') =>
  world.call(createInvitation, { session, body: { email, role } });
const accept = (session: string, token: string) => world.call(acceptInvitation, { session, body: { token } });
const decline = (token: string) => world.call(declineInvitation, { body: { token } });
const preview = (token: string, session?: string) =>
  world.call(previewInvitation, { body: { token }, ...(session === undefined ? {} : { session }) });
const resend = (session: string, id: string) => world.call(resendInvitation, { session, params: { id } });
const revoke = (session: string, id: string) => world.call(revokeInvitation, { session, params: { id } });

describe('an invitation', () => {
  test('is mailed, shown and accepted, and proves the address', async () => {
    const { orgId, session } = await host('welcoming');
    const made = await invite(session, 'New@Guest.example', 'admin');
    expect(made.body.data).toMatchObject({ state: 'pending', role: 'admin', invited_by: { name: 'owner' } });
    const token = world.lastToken();
    expect(world.mailed.at(-1)).toMatchObject({ template: 'invitation', recipient: 'New@Guest.example' });
    expect((await preview(token)).body.data).toMatchObject({ account_exists: false, signed_in_as: 'nobody' });
    const { id, session: theirs } = await guest('new@guest.example');
    await world.test.asOwner('update accounts set email_verified_at = null where id = $1', [id]);
    expect((await preview(token, theirs)).body.data).toMatchObject({ account_exists: true, signed_in_as: 'invited' });
    const { body } = await accept(theirs, token);
    expect(body.data.organization).toMatchObject({ id: orgId, role: 'admin' });
    expect(body.data.account.email_verified).toBe(true);
    expect(world.told).toContain(id);
    expect((await accept(theirs, token)).body.code).toBe('invitation_gone');
    expect((await invite(session, 'NEW@guest.example')).body.code).toBe('already_member');
  });

  test('is for the one whose address it names', async () => {
    const { session } = await host('picky');
    await invite(session, 'right@guest.example');
    const token = world.lastToken();
    const other = await guest('wrong@guest.example');
    expect((await preview(token, other.session)).body.data.signed_in_as).toBe('somebody_else');
    expect((await accept(other.session, token)).body.code).toBe('invitation_for_other');
    expect((await accept((await guest('right@guest.example')).session, token)).status).toBe(200);
  });

  test('is sent to an address once at a time', async () => {
    const { session } = await host('once');
    await invite(session, 'twice@guest.example');
    expect((await invite(session, 'TWICE@guest.example')).body.code).toBe('already_invited');
    const answers = await Promise.all([invite(session, 'race@guest.example'), invite(session, 'race@guest.example')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });

  test('expires after seven days, and then another may be made', async () => {
    const { session } = await host('slow');
    const { id } = (await invite(session, 'late@guest.example')).body.data;
    const token = world.lastToken();
    await guest('late@guest.example');
    world.clock.advance(7 * DAY_MS);
    const late = await world.signIn('late@guest.example');
    expect((await preview(token)).body.data.state).toBe('expired');
    expect((await accept(late, token)).body.code).toBe('invitation_gone');
    expect((await decline(token)).body.code).toBe('invitation_gone');
    const later = await world.signIn('owner@slow.example');
    const anew = (await invite(later, 'late@guest.example')).body.data;
    const states = async (state?: string) => {
      const { body } = await world.call(listInvitations, {
        session: later,
        query: state === undefined ? {} : { state },
      });
      return body.data.map((one) => [one.id, one.state]);
    };
    expect(await states()).toEqual([
      [anew.id, 'pending'],
      [id, 'expired'],
    ]);
    expect(await states('expired')).toEqual([[id, 'expired']]);
    expect((await accept(late, world.lastToken())).status).toBe(200);
  });

  test('may be declined with the link alone, and taken back', async () => {
    const { session } = await host('turned');
    await invite(session, 'no@guest.example');
    const token = world.lastToken();
    expect((await decline(token)).status).toBe(204);
    expect((await decline(token)).body.code).toBe('invitation_gone');
    const { id } = (await invite(session, 'no@guest.example')).body.data;
    expect((await revoke(session, id)).status).toBe(204);
    expect((await revoke(session, id)).body.code).toBe('invitation_gone');
    expect((await resend(session, id)).body.code).toBe('invitation_gone');
    expect((await preview(world.lastToken())).body.data.state).toBe('revoked');
    expect((await preview('x'.repeat(75))).body.code).toBe('link_invalid');
  });

  test('sent again has a new link, three times an hour', async () => {
    const { session } = await host('again');
    const { id } = (await invite(session, 'again@guest.example')).body.data;
    const old = world.lastToken();
    expect((await resend(session, id)).status).toBe(200);
    expect((await preview(old)).body.code).toBe('link_invalid');
    expect((await preview(world.lastToken())).status).toBe(200);
    expect((await resend(session, id)).status).toBe(200);
    expect((await resend(session, id)).body.code).toBe('mail_limit_reached');
    world.clock.advance(HOUR_MS);
    expect((await resend(await world.signIn('owner@again.example'), id)).status).toBe(200);
  });

  test('asks for a fresh proof, and so does sending it again', async () => {
    const { session } = await host('proving');
    const { id } = (await invite(session, 'proof@guest.example')).body.data;
    world.clock.advance(TEN_MINUTES_MS);
    for (const answer of [await invite(session, 'more@guest.example', 'admin'), await resend(session, id)]) {
      expect([answer.status, answer.body.code]).toEqual([403, 'confirmation_required']);
    }
    await world.call(confirmIdentity, { session, body: { method: 'password', password: PASSWORD } });
    expect((await invite(session, 'more@guest.example', 'admin')).status).toBe(201);
    expect((await resend(session, id)).status).toBe(200);
  });

  test('stays good when the one who sent it is gone, and ends with the organization', async () => {
    const { orgId, session } = await host('changing');
    const adminId = await world.addMember('admin@changing.example', [{ orgId, role: 'admin' }]);
    const admin = await world.signIn('admin@changing.example');
    await invite(admin, 'kept@guest.example');
    const kept = world.lastToken();
    expect((await invite(admin, 'boss@guest.example', 'owner')).body.code).toBe('role_above_own');
    const { id } = (await invite(session, 'boss@guest.example', 'owner')).body.data;
    const boss = world.lastToken();
    expect((await resend(admin, id)).body.code).toBe('role_above_own');
    await world.test.asOwner('delete from members where account_id = $1', [adminId]);
    expect((await accept((await guest('kept@guest.example')).session, kept)).status).toBe(200);
    const fresh = await world.signIn('owner@changing.example');
    await world.call(deleteOrganization, { session: fresh, body: { slug: 'changing' } });
    expect((await accept((await guest('boss@guest.example')).session, boss)).body.code).toBe('invitation_gone');
    expect((await preview(boss)).body.data.state).toBe('revoked');
  });

  test('of another organization is not found, and a viewer makes none', async () => {
    const [{ session }, stranger] = [await host('mine'), await host('strange')];
    const { id } = (await invite(session, 'x@guest.example')).body.data;
    expect((await revoke(stranger.session, id)).body.code).toBe('not_found');
    expect((await resend(stranger.session, id)).body.code).toBe('not_found');
    expect((await world.call(listInvitations, { session: stranger.session })).body.data).toEqual([]);
    const me = await world.call(getMe, { session });
    const orgId = me.body.data.organization?.id ?? '';
    await world.addMember('viewer@mine.example', [{ orgId, role: 'viewer' }]);
    const viewer = await world.signIn('viewer@mine.example');
    expect((await invite(viewer, 'y@guest.example')).body.code).toBe('permission_denied');
    expect((await revoke(session, id)).status).toBe(204);
  });

  test('waits with at most 199 others', async () => {
    const { orgId, ownerId, session } = await host('crowded');
    await world.test.asOwner(
      `insert into invitations (id, org_id, email, role, link_id, invited_by, created_at, sent_at, expires_at)
       select gen_random_uuid(), $1, n || '@guest.example', 'viewer', gen_random_uuid(), $2, $3, $3, $4
       from generate_series(1, 199) n`,
      [orgId, ownerId, world.clock.now(), new Date(world.clock.nowMs() + DAY_MS)],
    );
    expect((await invite(session, 'last@guest.example')).status).toBe(201);
    expect((await invite(session, 'over@guest.example')).body.code).toBe('too_many_invitations');
  });
});
