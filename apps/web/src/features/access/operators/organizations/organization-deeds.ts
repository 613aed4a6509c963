import type { AnyOrganization } from '../console-queries.ts';

export type OrganizationDeed = 'suspend' | 'unsuspend' | 'restore';

type Concerned = Pick<AnyOrganization, 'state' | 'restorable_until'>;

/** What an operator may do to an organization as it stands; one that is past restoring is left alone. */
export function organizationDeeds(organization: Concerned, nowMs: number): OrganizationDeed[] {
  if (organization.state === 'deleted') return isRestorable(organization, nowMs) ? ['restore'] : [];
  return [organization.state === 'suspended' ? 'unsuspend' : 'suspend'];
}

export function isRestorable({ restorable_until: until }: Pick<Concerned, 'restorable_until'>, nowMs: number): boolean {
  return until !== null && Date.parse(until) > nowMs;
}
