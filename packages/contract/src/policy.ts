/** Rights of a member in an organization, weakest first. */
export const MEMBER_ROLES = ['viewer', 'member', 'admin', 'owner'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

/** What an API key may be given. A key holds a set of these. */
export const API_KEY_SCOPES = [
  'flows:read',
  'flows:write',
  'participants:read',
  'participants:write',
  'gates:read',
  'flags:read',
  'flags:write',
  'flags:report',
  'analytics:read',
] as const;
export type ApiKeyScope = (typeof API_KEY_SCOPES)[number];

const everybody = MEMBER_ROLES;
const contributors = ['member', 'admin', 'owner'] as const;
const administrators = ['admin', 'owner'] as const;
const owners = ['owner'] as const;

/**
 * Which roles may do what in their organization: the one place that says so. What is not named for a role is refused to
 * it, and a route can only ask for what stands here. The page "Who may do what" shows this table.
 */
export const MEMBER_POLICY = {
  'organization:read': everybody,
  'organization:write': administrators,
  'organization:delete': owners,
  'organization:transfer': owners,
  'members:read': everybody,
  'members:write': administrators,
  'members:invite': administrators,
  'single-sign-on:read': administrators,
  'single-sign-on:write': owners,
  'directory:read': administrators,
  'directory:write': owners,
  'api-keys:read': administrators,
  'api-keys:write': administrators,
  'signing-secrets:read': administrators,
  'signing-secrets:write': administrators,
  'audit:read': administrators,
  'flows:read': everybody,
  'flows:write': administrators,
  'flows:publish': administrators,
  'participants:read': everybody,
  'participants:write': contributors,
  'journeys:reset': administrators,
  'gates:read': everybody,
  'flags:read': everybody,
  'flags:write': administrators,
  'kill-switch:read': everybody,
  'kill-switch:write': administrators,
  'flags:report': administrators,
  'setup:read': everybody,
  'setup:write': contributors,
  'analytics:read': everybody,
} as const satisfies Readonly<Record<string, readonly MemberRole[]>>;

export type Permission = keyof typeof MEMBER_POLICY;

/** Whether the policy lets a member with this role do it. */
export function mayMember(role: MemberRole, permission: Permission): boolean {
  const roles: readonly MemberRole[] = MEMBER_POLICY[permission];
  return roles.includes(role);
}

/** Whether somebody with this role may give or take `role`: nobody hands out more than they have. */
export function mayGrant(own: MemberRole, role: MemberRole): boolean {
  return mayMember(own, 'members:write') && MEMBER_ROLES.indexOf(role) <= MEMBER_ROLES.indexOf(own);
}
