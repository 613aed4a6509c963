import { expect, test } from 'vitest';
import { API_KEY_SCOPES, MEMBER_POLICY, MEMBER_ROLES, mayGrant, mayMember, type Permission } from './policy.ts';
import { routes } from './routes/index.ts';

const permissions = Object.keys(MEMBER_POLICY) as Permission[];

test('a stronger role may do whatever a weaker one may, and an owner everything', () => {
  for (const permission of permissions) {
    const allowed = MEMBER_ROLES.map((role) => mayMember(role, permission));
    expect(allowed, permission).toEqual(allowed.toSorted((a, b) => Number(a) - Number(b)));
    expect(mayMember('owner', permission), permission).toBe(true);
  }
});

test('nobody hands out more than they have', () => {
  const grants = (own: (typeof MEMBER_ROLES)[number]) => MEMBER_ROLES.filter((role) => mayGrant(own, role));
  expect(grants('viewer')).toEqual([]);
  expect(grants('member')).toEqual([]);
  expect(grants('admin')).toEqual(['viewer', 'member', 'admin']);
  expect(grants('owner')).toEqual(['viewer', 'member', 'admin', 'owner']);
});

test('every scope of a key is a permission of members too', () => {
  expect(permissions).toEqual(expect.arrayContaining([...API_KEY_SCOPES]));
});

test('every route asks for a permission of the table, and only reading is asked of viewers', () => {
  for (const { id, method, audience } of routes) {
    if (audience.member === undefined) continue;
    expect(permissions, id).toContain(audience.member);
    if (method !== 'GET' && mayMember('viewer', audience.member)) expect(READS_BY_POST, id).toContain(id);
  }
});

/** Ask or leave; change nothing of the organization's. */
const READS_BY_POST = ['checkDefinition', 'checkGates', 'computeFunnel', 'leaveOrganization'];
