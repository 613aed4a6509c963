import type { MemberPrincipal } from '../platform/http/index.ts';

/** A member as signing in would make one: verified, without a second factor, nothing pending. */
export function memberPrincipal(
  as: Partial<MemberPrincipal> & Pick<MemberPrincipal, 'orgId' | 'accountId'>,
): MemberPrincipal {
  return {
    kind: 'member',
    environment: 'live',
    sessionId: '01900000-0000-7000-8000-0000000000dd',
    role: 'admin',
    emailVerified: true,
    operatorRole: null,
    secondFactor: false,
    secondFactorDue: false,
    confirmedAt: null,
    impersonatorId: null,
    pendingTerms: false,
    ...as,
  };
}
