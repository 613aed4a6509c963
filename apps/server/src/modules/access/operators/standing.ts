import type { ORGANIZATION_STATES, USER_STATES } from '@stepwell/contract';
import type { SystemTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import type { Accounts, LockedAccount } from '../accounts/index.ts';
import type { AuditActor, SignedInPrincipal } from '../callers/index.ts';
import type { Origin } from '../sessions/index.ts';
import { operatorErrors } from './errors.ts';

export type UserState = (typeof USER_STATES)[number];
export type OrganizationState = (typeof ORGANIZATION_STATES)[number];

/** A signed-in operator at work. */
export type Operator = { readonly who: SignedInPrincipal; readonly actor: AuditActor; readonly origin: Origin };

/** Who acts upon whom, as they are now, held until the transaction ends; `locked` holds every super admin as well. */
export type Standing = {
  readonly self: LockedAccount;
  readonly target: LockedAccount;
  readonly locked: readonly LockedAccount[];
};

/**
 * As it is now, not as it was when the request was let in: meanwhile either may have changed. Throws `not_found`, and
 * `operator_protected` for an operator's account unless a super admin asks, or the operator themselves.
 */
export async function lockedStanding(
  accounts: Pick<Accounts, 'lockAccounts'>,
  tx: SystemTx,
  { who }: Operator,
  targetId: string,
): Promise<Standing> {
  const locked = await accounts.lockAccounts(tx, [who.accountId, targetId]);
  const find = (id: string) => locked.find((account) => account.id === id);
  const [self, target] = [find(who.accountId), find(targetId)];
  if (!self || self.operatorRole === null || self.suspendedAt !== null) throw commonErrors.permission_denied();
  if (target === undefined) throw commonErrors.not_found();
  const isForeignOperator = target.operatorRole !== null && target.id !== self.id;
  if (isForeignOperator && self.operatorRole !== 'super_admin') throw operatorErrors.operator_protected();
  return { self, target, locked };
}

/** The same for what takes the highest rank. */
export async function lockedBySuperAdmin(
  accounts: Pick<Accounts, 'lockAccounts'>,
  tx: SystemTx,
  operator: Operator,
  targetId: string,
): Promise<Standing> {
  const standing = await lockedStanding(accounts, tx, operator, targetId);
  if (standing.self.operatorRole !== 'super_admin') throw commonErrors.permission_denied();
  return standing;
}

function stateOf({ anonymizedAt, suspendedAt, emailVerifiedAt }: LockedAccount): UserState {
  if (anonymizedAt !== null) return 'anonymized';
  if (suspendedAt !== null) return 'suspended';
  return emailVerifiedAt === null ? 'unverified' : 'active';
}

/** Throws `user_state_refused`. */
export function assertState(account: LockedAccount, ...allowed: readonly UserState[]): void {
  const state = stateOf(account);
  if (!allowed.includes(state)) {
    throw operatorErrors.user_state_refused(undefined, { detail: `The account is ${state}.` });
  }
}
