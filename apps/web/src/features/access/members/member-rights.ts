import { MEMBER_ROLES, type MemberRole, mayGrant } from '@stepwell/contract';

/** Roles that somebody with this role may give, strongest first. */
export function grantableRoles(own: MemberRole): MemberRole[] {
  return MEMBER_ROLES.filter((role) => mayGrant(own, role)).toReversed();
}

/** Whether somebody may change or remove another member: nobody takes more than they have, and leaving is another deed. */
export function mayChange(own: MemberRole, member: { role: MemberRole; is_you: boolean }): boolean {
  return !member.is_you && mayGrant(own, member.role);
}
