import type { Permission } from '@stepwell/contract';
import type { Reply } from '../../../lib/api.ts';

export type Policy = Reply<'GET /api/v1/policy'>['data'];
type PolicyEntry = Policy['permissions'][number];

/** The text of each permission: a permission without one does not compile. */
export const PERMISSION_TEXTS = {
  'organization:read': 'organization_read',
  'organization:write': 'organization_write',
  'organization:delete': 'organization_delete',
  'organization:transfer': 'organization_transfer',
  'members:read': 'members_read',
  'members:write': 'members_write',
  'members:invite': 'members_invite',
  'single-sign-on:read': 'single_sign_on_read',
  'single-sign-on:write': 'single_sign_on_write',
  'directory:read': 'directory_read',
  'directory:write': 'directory_write',
  'api-keys:read': 'api_keys_read',
  'api-keys:write': 'api_keys_write',
  'signing-secrets:read': 'signing_secrets_read',
  'signing-secrets:write': 'signing_secrets_write',
  'audit:read': 'audit_read',
  'flows:read': 'flows_read',
  'flows:write': 'flows_write',
  'flows:publish': 'flows_publish',
  'participants:read': 'participants_read',
  'participants:write': 'participants_write',
  'journeys:reset': 'journeys_reset',
  'gates:read': 'gates_read',
  'flags:read': 'flags_read',
  'flags:write': 'flags_write',
  'kill-switch:read': 'kill_switch_read',
  'kill-switch:write': 'kill_switch_write',
  'flags:report': 'flags_report',
  'setup:read': 'setup_read',
  'setup:write': 'setup_write',
  'analytics:read': 'analytics_read',
} as const satisfies Record<Permission, string>;

export type PermissionText = (typeof PERMISSION_TEXTS)[Permission];

const SUBJECTS = {
  organization: ['organization', 'setup'],
  members: ['members', 'single-sign-on', 'directory'],
  flows: ['flows'],
  participants: ['participants', 'journeys', 'gates'],
  flags: ['flags', 'kill-switch'],
  insight: ['analytics', 'audit'],
  developers: ['api-keys', 'signing-secrets'],
} as const;

export type PolicyGroupName = keyof typeof SUBJECTS | 'other';

export interface PolicyGroup {
  name: PolicyGroupName;
  entries: PolicyEntry[];
}

/** The permissions by what they are about. A permission of a newer server that nothing names here comes last. */
export function groupPolicy(permissions: readonly PolicyEntry[]): PolicyGroup[] {
  const names = [...(Object.keys(SUBJECTS) as (keyof typeof SUBJECTS)[]), 'other' as const];
  return names
    .map((name) => ({ name, entries: permissions.filter((entry) => groupOf(entry.name) === name) }))
    .filter(({ entries }) => entries.length > 0);
}

/** Key of the permission's text; undefined for one that is not known here. */
export function textOf(permission: string): PermissionText | undefined {
  const known: Readonly<Record<string, PermissionText>> = PERMISSION_TEXTS;
  return Object.hasOwn(known, permission) ? known[permission] : undefined;
}

function groupOf(permission: string): PolicyGroupName {
  const subject = permission.split(':')[0] ?? '';
  const found = Object.entries(SUBJECTS).find(([, subjects]) => subjects.some((known) => known === subject));
  return (found?.[0] as keyof typeof SUBJECTS | undefined) ?? 'other';
}
