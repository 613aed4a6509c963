import { z } from 'zod';
import { MeView } from '../../account.ts';
import { dataOf, Id, pageOf, PageQuery, Timestamp } from '../../envelope.ts';
import { MEMBER_ROLES } from '../../policy.ts';
import { defineRoute } from '../../route.ts';

const Role = z.enum(MEMBER_ROLES);

export const MemberView = z
  .object({
    account_id: Id,
    name: z.string(),
    email: z.string(),
    email_verified: z.boolean(),
    has_second_factor: z.boolean(),
    role: Role,
    is_you: z.boolean(),
    joined_at: Timestamp,
    last_active_at: Timestamp.nullable(),
  })
  .meta({ id: 'Member' });

const members = { tag: 'Members', limit: 'signed_in' } as const;

export const listMembers = defineRoute({
  ...members,
  id: 'listMembers',
  method: 'GET',
  path: '/api/v1/members',
  summary: 'Members of the organization, by name',
  audience: { member: 'members:read' },
  query: PageQuery.extend({ q: z.string().max(100).optional(), role: Role.optional() }),
  responses: { 200: pageOf(MemberView) },
  errors: ['cursor_damaged'],
});

export const changeMemberRole = defineRoute({
  ...members,
  id: 'changeMemberRole',
  method: 'PATCH',
  path: '/api/v1/members/{account_id}',
  summary: 'Give a member another role; nobody gives or takes more than they have',
  audience: { member: 'members:write' },
  confirm: true,
  params: z.object({ account_id: Id }),
  body: z.strictObject({ role: Role }),
  responses: { 200: dataOf(MemberView) },
  errors: ['last_owner', 'role_above_own'],
});

export const removeMember = defineRoute({
  ...members,
  id: 'removeMember',
  method: 'DELETE',
  path: '/api/v1/members/{account_id}',
  summary: 'Remove a member; their sessions leave the organization at once',
  audience: { member: 'members:write' },
  confirm: true,
  params: z.object({ account_id: Id }),
  responses: { 204: null },
  errors: ['last_owner', 'role_above_own'],
});

export const leaveOrganization = defineRoute({
  ...members,
  id: 'leaveOrganization',
  method: 'POST',
  path: '/api/v1/members/leave',
  summary: 'Leave the organization worked in',
  audience: { member: 'organization:read' },
  confirm: true,
  responses: { 200: dataOf(MeView) },
  errors: ['last_owner'],
});

export const transferOwnership = defineRoute({
  ...members,
  id: 'transferOwnership',
  method: 'POST',
  path: '/api/v1/members/transfer-ownership',
  summary: 'Make another member the owner and become an admin',
  audience: { member: 'organization:transfer' },
  confirm: true,
  body: z.strictObject({ account_id: Id }),
  responses: { 200: dataOf(MeView) },
  errors: ['member_unverified'],
});

export const PolicyView = z
  .object({
    roles: z.array(Role),
    permissions: z.array(z.object({ name: z.string(), roles: z.array(Role) })),
  })
  .meta({ id: 'Policy' });

export const getPolicy = defineRoute({
  ...members,
  id: 'getPolicy',
  method: 'GET',
  path: '/api/v1/policy',
  summary: 'Which role may do what',
  audience: { member: 'organization:read' },
  responses: { 200: dataOf(PolicyView) },
  errors: [],
});

export const memberRoutes = [
  listMembers,
  changeMemberRole,
  removeMember,
  leaveOrganization,
  transferOwnership,
  getPolicy,
] as const;
