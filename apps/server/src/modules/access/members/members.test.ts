import {
  changeMemberRole,
  getMe,
  getPolicy,
  leaveOrganization,
  listMembers,
  type MemberRole,
  removeMember,
  transferOwnership,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTenancyWorld, type TenancyWorld } from '../../../testing/tenancy-world.ts';

let world: TenancyWorld;
beforeAll(async () => {
  world = await createTenancyWorld();
  await world.addOrganization('stepwell', { isSystem: true });
});
afterAll(() => world.drop());

async function team(slug: string, roles: Readonly<Record<string, MemberRole>>) {
  const { id: orgId } = await world.addOrganization(slug);
  const people: Record<string, { id: string; session: string }> = {};
  for (const [name, role] of Object.entries(roles)) {
    const email = `${name}@${slug}.example`;
    const id = await world.addMember(email, [{ orgId, role }]);
    people[name] = { id, session: await world.signIn(email) };
  }
  const person = (name: string) => {
    const found = people[name];
    if (found === undefined) throw new Error(`nobody is called ${name}`);
    return found;
  };
  return { orgId, person };
}
const change = (session: string, id: string, role: MemberRole) =>
  world.call(changeMemberRole, { session, params: { account_id: id }, body: { role } });
const remove = (session: string, id: string) => world.call(removeMember, { session, params: { account_id: id } });

describe('the list of members', () => {
  test('goes by name, page by page, and finds by text and role', async () => {
    const { person } = await team('listed', { carla: 'viewer', abel: 'owner', bea: 'admin' });
    const { session } = person('abel');
    const list = async (query: Record<string, string | number>) =>
      (await world.call(listMembers, { session, query })).body;
    const first = await list({ limit: 2 });
    expect(first.data.map(({ name, role, is_you }) => [name, role, is_you])).toEqual([
      ['abel', 'owner', true],
      ['bea', 'admin', false],
    ]);
    const second = await list({ limit: 2, cursor: first.meta.next_cursor ?? '' });
    expect([second.data.map(({ name }) => name), second.meta.next_cursor]).toEqual([['carla'], null]);
    expect((await list({ q: 'CARLA@' })).data.map(({ name }) => name)).toEqual(['carla']);
    expect((await list({ role: 'admin' })).data.map(({ name }) => name)).toEqual(['bea']);
    expect((await list({ cursor: 'AAAA' })).code).toBe('cursor_damaged');
  });

  test('comes with the policy', async () => {
    const { person } = await team('ruled', { vera: 'viewer' });
    const { body } = await world.call(getPolicy, { session: person('vera').session });
    expect(body.data.permissions).toContainEqual({ name: 'organization:delete', roles: ['owner'] });
  });
});

describe('a role', () => {
  test('is given and taken at once, up to one’s own', async () => {
    const { person } = await team('roles', { owen: 'owner', ada: 'admin', mia: 'member' });
    const [owen, ada, mia] = [person('owen'), person('ada'), person('mia')];
    expect((await change(ada.session, mia.id, 'admin')).body.data.role).toBe('admin');
    expect((await world.call(getMe, { session: mia.session })).body.data.organization?.role).toBe('admin');
    expect((await change(ada.session, mia.id, 'owner')).body.code).toBe('role_above_own');
    expect((await change(ada.session, owen.id, 'viewer')).body.code).toBe('role_above_own');
    expect((await remove(ada.session, owen.id)).body.code).toBe('role_above_own');
    await change(owen.session, mia.id, 'viewer');
    expect((await change(mia.session, ada.id, 'viewer')).body.code).toBe('permission_denied');
  });

  test('of another organization’s member is nobody’s business', async () => {
    const { person } = await team('here', { owen: 'owner' });
    const { person: other } = await team('there', { eve: 'member' });
    const [{ session }, { id }] = [person('owen'), other('eve')];
    expect((await change(session, id, 'viewer')).body.code).toBe('not_found');
    expect((await remove(session, id)).body.code).toBe('not_found');
    const handed = await world.call(transferOwnership, { session, body: { account_id: id } });
    expect(handed.body.code).toBe('not_found');
  });
});

describe('the last owner', () => {
  test('neither leaves, nor is removed or demoted', async () => {
    const { person } = await team('lonely', { owen: 'owner', ada: 'admin' });
    const { session, id } = person('owen');
    expect((await world.call(leaveOrganization, { session })).body.code).toBe('last_owner');
    expect((await remove(session, id)).body.code).toBe('last_owner');
    expect((await change(session, id, 'admin')).body.code).toBe('last_owner');
    await change(session, person('ada').id, 'owner');
    expect((await world.call(leaveOrganization, { session })).body.data.organization).toBeNull();
  });

  test('stays when two owners demote each other at the same time', async () => {
    for (const round of [1, 2, 3, 4, 5]) {
      const { person } = await team(`duel-${round}`, { anna: 'owner', bert: 'owner' });
      const [anna, bert] = [person('anna'), person('bert')];
      const answers = await Promise.all([
        change(anna.session, bert.id, 'viewer'),
        change(bert.session, anna.id, 'viewer'),
      ]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 403]);
    }
  });

  test('stays when two owners leave at the same time', async () => {
    const { person } = await team('exodus', { anna: 'owner', bert: 'owner' });
    const leave = (name: string) => world.call(leaveOrganization, { session: person(name).session });
    const answers = await Promise.all([leave('anna'), leave('bert')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });
});

describe('a removed member', () => {
  test('works in the organization no more, from that moment', async () => {
    const { orgId, person } = await team('left', { owen: 'owner', mia: 'member' });
    const { id, session } = person('mia');
    const working = await world.call(getMe, { session });
    expect(working.body.data.organization?.id).toBe(orgId);
    expect((await remove(person('owen').session, id)).status).toBe(204);
    expect((await world.call(getMe, { session })).body.data).toMatchObject({ organization: null, organizations: [] });
    expect((await world.call(listMembers, { session })).body.code).toBe('no_organization');
  });
});

describe('handing over', () => {
  test('makes the other the owner, oneself an admin, and tells them', async () => {
    const { orgId, person } = await team('handed', { owen: 'owner', mia: 'member' });
    const [owen, mia] = [person('owen'), person('mia')];
    const answer = await world.call(transferOwnership, { session: owen.session, body: { account_id: mia.id } });
    expect(answer.body.data.organization).toMatchObject({ id: orgId, role: 'admin' });
    expect((await world.call(getMe, { session: mia.session })).body.data.organization?.role).toBe('owner');
    expect(world.mailed.at(-1)).toMatchObject({ template: 'ownership_received', data: { former_owner: 'owen' } });
  });

  test('is refused to oneself, to an unverified member and by an admin', async () => {
    const { person } = await team('unhanded', { owen: 'owner', ada: 'admin', una: 'member' });
    const [owen, ada, una] = [person('owen'), person('ada'), person('una')];
    await world.test.asOwner('update accounts set email_verified_at = null where id = $1', [una.id]);
    const hand = (session: string, id: string) => world.call(transferOwnership, { session, body: { account_id: id } });
    expect((await hand(owen.session, owen.id)).body.code).toBe('validation_failed');
    expect((await hand(owen.session, una.id)).body.code).toBe('member_unverified');
    expect((await hand(ada.session, una.id)).body.code).toBe('permission_denied');
  });
});
