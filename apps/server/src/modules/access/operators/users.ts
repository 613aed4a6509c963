import type { OperatorRole } from '@stepwell/contract';
import type { Json } from '@stepwell/engine';
import type { SystemTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import { assertSuperAdminBeside, type LockedAccount } from '../accounts/index.ts';
import { operatorErrors } from './errors.ts';
import { tell } from './notice.ts';
import {
  type DeedRow,
  deedsOfUser,
  hasSecondFactor,
  type MembershipRow,
  readMemberships,
  readUser,
  type UserDetailRow,
} from './read-model.ts';
import type { OperatorDependencies } from './service.ts';
import { assertState, lockedBySuperAdmin, lockedStanding, type Operator, type Standing } from './standing.ts';

export type UserDetail = UserDetailRow & { readonly memberships: MembershipRow[]; readonly recent: DeedRow[] };
export type UserEdit = { readonly name?: string | undefined; readonly locale?: 'en' | 'fr' | null | undefined };

/** Throws `not_found`. */
export async function userDetail({ clock }: OperatorDependencies, tx: SystemTx, id: string): Promise<UserDetail> {
  const user = await readUser(tx, id, clock.now());
  if (user === undefined) throw commonErrors.not_found();
  return { ...user, memberships: await readMemberships(tx, id), recent: await deedsOfUser(tx, id) };
}

export async function editUser(
  deps: OperatorDependencies,
  tx: SystemTx,
  operator: Operator,
  { id, change }: { id: string; change: UserEdit },
): Promise<UserDetail> {
  const { target } = await lockedStanding(deps.accounts, tx, operator, id);
  assertState(target, 'active', 'unverified', 'suspended');
  const changed = (['name', 'locale'] as const).filter((field) => change[field] !== undefined);
  if (changed.length > 0) {
    await deps.accounts.editAccount(tx, id, change);
    await record(deps, tx, operator, { action: 'account.update', target, after: { changed } });
  }
  return userDetail(deps, tx, id);
}

export async function suspendUser(
  deps: OperatorDependencies,
  tx: SystemTx,
  operator: Operator,
  { id, reason }: { id: string; reason: string },
): Promise<UserDetail> {
  const standing = await lockedStanding(deps.accounts, tx, operator, id);
  const { self, target } = standing;
  assertRemovable(standing);
  assertState(target, 'active', 'unverified');
  await deps.accounts.suspendAccount(tx, id, { operatorId: self.id, reason });
  await endTheirImpersonations(deps, tx, operator, target);
  await record(deps, tx, operator, { action: 'account.suspend', target, after: { reason } });
  await tell(deps, tx, operator, { template: 'account_suspended', target, data: { reason } });
  return userDetail(deps, tx, id);
}

export async function unsuspendUser(
  deps: OperatorDependencies,
  tx: SystemTx,
  operator: Operator,
  id: string,
): Promise<UserDetail> {
  const { target } = await lockedStanding(deps.accounts, tx, operator, id);
  assertState(target, 'suspended');
  await deps.accounts.unsuspendAccount(tx, id);
  await record(deps, tx, operator, { action: 'account.unsuspend', target });
  await tell(deps, tx, operator, { template: 'account_unsuspended', target, data: {} });
  return userDetail(deps, tx, id);
}

/** Returns how many ended. */
export async function endUserSessions(
  deps: OperatorDependencies,
  tx: SystemTx,
  operator: Operator,
  id: string,
): Promise<number> {
  const { target } = await lockedStanding(deps.accounts, tx, operator, id);
  const revoked = await deps.sessions.endSessions(tx, id, 'account.end_sessions');
  await endTheirImpersonations(deps, tx, operator, target);
  await record(deps, tx, operator, { action: 'account.end_sessions', target, after: { revoked } });
  return revoked;
}

/** What the person has now holds until they follow the link. */
export async function mailPasswordReset(
  deps: OperatorDependencies,
  tx: SystemTx,
  operator: Operator,
  id: string,
): Promise<void> {
  const { target } = await lockedStanding(deps.accounts, tx, operator, id);
  assertState(target, 'active', 'unverified');
  await deps.accounts.mailPasswordReset(tx, target, operator.origin);
  await record(deps, tx, operator, { action: 'account.mail_password_reset', target });
}

export async function anonymizeUser(
  deps: OperatorDependencies,
  tx: SystemTx,
  operator: Operator,
  { id, email, reason }: { id: string; email: string; reason: string },
): Promise<UserDetail> {
  const standing = await lockedStanding(deps.accounts, tx, operator, id);
  const { target } = standing;
  assertRemovable(standing);
  assertState(target, 'active', 'unverified', 'suspended');
  if (target.email.toLowerCase() !== email.trim().toLowerCase()) throw operatorErrors.email_mismatch();
  await endTheirImpersonations(deps, tx, operator, target);
  await deps.accounts.anonymizeAccount(tx, id, operator.actor);
  await record(deps, tx, operator, { action: 'account.anonymize', target, after: { reason } });
  return userDetail(deps, tx, id);
}

export async function setOperatorRole(
  deps: OperatorDependencies,
  tx: SystemTx,
  operator: Operator,
  { id, role }: { id: string; role: OperatorRole | null },
): Promise<UserDetail> {
  const { self, target, locked } = await lockedBySuperAdmin(deps.accounts, tx, operator, id);
  if (target.id === self.id) throw operatorErrors.own_operator_role();
  if (role !== null) {
    assertState(target, 'active');
    if (!(await hasSecondFactor(tx, id))) throw operatorErrors.second_factor_missing();
  }
  if (role !== target.operatorRole) {
    if (role !== 'super_admin') {
      assertSuperAdminBeside(locked, id);
      await endTheirImpersonations(deps, tx, operator, target);
    }
    await deps.accounts.setOperatorRole(tx, id, role);
    const before = { operator_role: target.operatorRole };
    await record(deps, tx, operator, { action: 'operator.set_role', target, before, after: { operator_role: role } });
  }
  return userDetail(deps, tx, id);
}

function assertRemovable({ self, target, locked }: Standing): void {
  if (target.id === self.id) throw operatorErrors.own_account();
  assertSuperAdminBeside(locked, target.id);
}

/** Nobody goes on in somebody's name who may not begin to any more. */
async function endTheirImpersonations(
  deps: OperatorDependencies,
  tx: SystemTx,
  { actor }: Operator,
  target: LockedAccount,
): Promise<void> {
  const orgId = await deps.organizations.auditHome(tx);
  for (const { accountId, sessionId } of await deps.sessions.endImpersonations(tx, target.id, 'operator.stopped')) {
    const what = { action: 'impersonation.end', resourceKind: 'account', resourceId: accountId };
    const after = { session_id: sessionId, operator_id: target.id };
    await deps.audit.append(tx, { ...actor, orgId, environment: null, ...what, after });
  }
}

async function record(
  { audit, organizations }: OperatorDependencies,
  tx: SystemTx,
  { actor }: Operator,
  { target, ...deed }: { action: string; target: LockedAccount; before?: Json; after?: Json },
): Promise<void> {
  const orgId = await organizations.auditHome(tx);
  await audit.append(tx, {
    ...actor,
    orgId,
    environment: null,
    resourceKind: 'account',
    resourceId: target.id,
    ...deed,
  });
}
