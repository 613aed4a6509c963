import { type Audience, mayMember, OPERATOR_ROLES, type Route } from '@stepwell/contract';
import { commonErrors } from '../errors/index.ts';
import type { AccountPrincipal, MemberPrincipal, Principal, SignedIn } from './principal.ts';

const CONFIRMED_MS = 600_000;

/** Throws unless the route lets this caller in: every kind that the audience does not name is refused. */
export function assertAudience(audience: Audience, principal: Principal): void {
  if (audience.public) return;
  switch (principal.kind) {
    case 'public':
      throw commonErrors.not_signed_in();
    case 'participant':
      if (audience.participant) return;
      throw commonErrors.permission_denied();
    case 'account':
    case 'member':
      return assertSignedIn(audience, principal);
    case 'api_key':
      if (audience.apiKey && principal.scopes.includes(audience.apiKey)) return;
      throw commonErrors.permission_denied(undefined, {
        detail: audience.apiKey ? `The key lacks the scope ${audience.apiKey}.` : 'API keys are not accepted here.',
      });
    case 'directory':
      if (audience.directory) return;
      throw commonErrors.permission_denied();
    case 'operations':
      if (audience.operator === 'operations') return;
      throw commonErrors.permission_denied();
  }
}

function assertSignedIn(audience: Audience, principal: AccountPrincipal | MemberPrincipal): void {
  if (audience.account) return;
  if (audience.operator !== undefined && assertOperator(audience.operator, principal)) return;
  if (audience.member === undefined) throw commonErrors.permission_denied();
  if (principal.kind === 'account') throw commonErrors.no_organization();
  if (!mayMember(principal.role, audience.member)) {
    throw commonErrors.permission_denied(undefined, {
      detail: `The role ${principal.role} does not include ${audience.member}.`,
    });
  }
  if (principal.secondFactorDue) throw commonErrors.second_factor_required();
  if (principal.pendingTerms) throw commonErrors.terms_not_accepted();
}

/** False for somebody who is no operator at all; whoever is one is told what is missing. */
function assertOperator(
  least: NonNullable<Audience['operator']>,
  { operatorRole, secondFactor, impersonatorId }: SignedIn,
) {
  if (operatorRole === null || impersonatorId !== null) return false;
  if (!secondFactor) throw commonErrors.second_factor_required();
  if (least !== 'operations' && OPERATOR_ROLES.indexOf(operatorRole) < OPERATOR_ROLES.indexOf(least)) {
    throw commonErrors.permission_denied(undefined, { detail: `The operator role ${least} is needed.` });
  }
  return true;
}

/**
 * Throws unless somebody signed in has proved within the last ten minutes that it is still them, where the route asks
 * for it. Who acts in another's name can never prove that. API keys and participants have nothing to prove again.
 */
export function assertConfirmed(route: Route, principal: Principal, nowMs: number): void {
  if (!route.confirm || (principal.kind !== 'member' && principal.kind !== 'account')) return;
  if (principal.impersonatorId !== null) throw commonErrors.impersonation_refused();
  const confirmedUntil = confirmedUntilMs(principal.confirmedAt);
  if (confirmedUntil === null || confirmedUntil <= nowMs) throw commonErrors.confirmation_required();
}

/** The signed-in member behind a request. Throws `permission_denied` for anybody else. */
export function memberOf(principal: Principal): MemberPrincipal {
  if (principal.kind !== 'member') throw commonErrors.permission_denied();
  return principal;
}

/** Until when dangerous actions need no fresh proof; null where there was none. */
export function confirmedUntilMs(confirmedAt: Date | null): number | null {
  return confirmedAt === null ? null : confirmedAt.getTime() + CONFIRMED_MS;
}

/** A route that names nobody would be open to nobody or, by a slip, to everybody: it does not mount. */
export function assertNamesSomebody(id: string, audience: Audience): void {
  if (Object.values(audience).every((value) => value === undefined)) {
    throw new Error(`route ${id} names no audience`);
  }
}
