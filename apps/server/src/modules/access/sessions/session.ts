import type { MemberRole } from '@stepwell/contract';

/** Somebody signed in, working in one organization with the role they have there. */
export type Session = {
  readonly id: string;
  readonly accountId: string;
  readonly orgId: string;
  readonly role: MemberRole;
  readonly expiresAt: Date;
};
