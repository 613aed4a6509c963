import type { MeView } from '@stepwell/contract';
import type { z } from 'zod';
import type { SystemTx } from '../../../platform/database/index.ts';
import type { Principal } from '../../../platform/http/index.ts';
import type { AuditActor } from '../callers/index.ts';
import type { OpenedSession, Origin, Session } from '../sessions/index.ts';
import { operatorErrors } from './errors.ts';
import { tell } from './notice.ts';
import type { OperatorDependencies } from './service.ts';
import { assertState, lockedBySuperAdmin, type Operator } from './standing.ts';

type Me = z.input<typeof MeView>;

export type BegunImpersonation = { readonly opened: OpenedSession; readonly me: Me };
export type ImpersonationEnd = {
  /** Where there is nobody to be again, `null`. */
  readonly back: { readonly me: Me; readonly expiresAt: Date } | null;
};

const IMPERSONATION_MS = 30 * 60_000;

/** `cookieToken` is the caller's session cookie: whoever called by anything else has nothing to come back to. */
export async function beginImpersonation(
  deps: OperatorDependencies,
  operator: Operator,
  { id, reason, cookieToken }: { id: string; reason: string; cookieToken: string | undefined },
): Promise<BegunImpersonation> {
  const own = cookieToken === undefined ? undefined : await deps.sessions.authenticateSession(cookieToken);
  if (own?.sessionId !== operator.who.sessionId) throw operatorErrors.cookie_session_needed();
  const opened = await deps.database.asSystem('acting in somebody’s name', (tx) =>
    begin(deps, tx, operator, { id, reason }),
  );
  return { opened, me: await deps.sessions.me(opened.id) };
}

async function begin(
  deps: OperatorDependencies,
  tx: SystemTx,
  operator: Operator,
  { id, reason }: { id: string; reason: string },
): Promise<OpenedSession> {
  const { self, target } = await lockedBySuperAdmin(deps.accounts, tx, operator, id);
  if (target.operatorRole !== null) throw operatorErrors.operator_protected();
  assertState(target, 'active', 'unverified');
  await endAll(deps, tx, operator.actor, self.id);
  const until = new Date(deps.clock.nowMs() + IMPERSONATION_MS);
  const opened = await deps.sessions.openSession(tx, {
    accountId: id,
    kind: 'web',
    method: 'impersonation',
    secondFactor: false,
    origin: operator.origin,
    impersonation: { operatorId: self.id, until, reason },
  });
  const after = { reason, session_id: opened.id, until: until.toISOString() };
  await record(deps, tx, operator.actor, { accountId: id, action: 'impersonation.begin', after });
  await tell(deps, tx, operator, { template: 'impersonated', target, data: { reason } });
  return opened;
}

/**
 * Also for whom the 30 minutes have run out on: nobody is signed in then, and the operator is known by their own session.
 * Throws `not_impersonating`.
 */
export async function endImpersonation(
  deps: OperatorDependencies,
  principal: Principal,
  { ownToken, origin }: { ownToken: string | undefined; origin: Origin },
): Promise<ImpersonationEnd> {
  const own = ownToken === undefined ? undefined : await deps.sessions.authenticateSession(ownToken);
  const operatorId = operatorBehind(principal, own);
  if (operatorId === undefined) throw operatorErrors.not_impersonating();
  const actor: AuditActor = { actorKind: 'operator', actorId: operatorId, ...origin };
  await deps.database.asSystem('acting in one’s own name again', (tx) => endAll(deps, tx, actor, operatorId));
  if (own?.accountId !== operatorId) return { back: null };
  return { back: { me: await deps.sessions.me(own.sessionId), expiresAt: own.expiresAt } };
}

function operatorBehind(principal: Principal, own: Session | undefined): string | undefined {
  if (principal.kind === 'public') return own?.accountId;
  if (principal.kind !== 'member' && principal.kind !== 'account') return undefined;
  return principal.impersonatorId ?? undefined;
}

/** An operator acts in one name at a time. */
async function endAll(deps: OperatorDependencies, tx: SystemTx, actor: AuditActor, operatorId: string): Promise<void> {
  for (const { accountId, sessionId } of await deps.sessions.endImpersonations(tx, operatorId, 'impersonation.end')) {
    const after = { session_id: sessionId };
    await record(deps, tx, actor, { accountId, action: 'impersonation.end', after });
  }
}

async function record(
  { audit, organizations }: OperatorDependencies,
  tx: SystemTx,
  actor: AuditActor,
  { accountId, ...deed }: { accountId: string; action: string; after: Record<string, string> },
): Promise<void> {
  const orgId = await organizations.auditHome(tx);
  const what = { resourceKind: 'account', resourceId: accountId, onBehalfOf: accountId };
  await audit.append(tx, { ...actor, orgId, environment: null, ...what, ...deed });
}
