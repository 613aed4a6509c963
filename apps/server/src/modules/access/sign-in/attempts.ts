import type { SystemTx } from '../../../platform/database/index.ts';
import type { Origin } from '../sessions/index.ts';
import type { SignInDependencies } from './service.ts';

export type Attempt = {
  readonly action: string;
  readonly accountId: string | null;
  /** The organization that the account joined first, where it is known. */
  readonly homeOrgId?: string | null;
  readonly origin: Origin;
};

/** The address that was typed is not kept: it may be somebody's password. */
export async function recordAttempt(
  { audit, organizations }: Pick<SignInDependencies, 'audit' | 'organizations'>,
  tx: SystemTx,
  { action, accountId, homeOrgId = null, origin }: Attempt,
): Promise<void> {
  await audit.append(tx, {
    orgId: homeOrgId ?? (await organizations.auditHome(tx)),
    environment: null,
    actorKind: 'system',
    actorId: null,
    action,
    resourceKind: 'account',
    resourceId: accountId ?? 'unknown',
    ...origin,
  });
}

/** The same in a transaction of its own, for attempts that are refused. */
export async function recordRefused(deps: SignInDependencies, attempt: Attempt): Promise<void> {
  await deps.database.asSystem({ routine: 'signing in' }, (tx) => recordAttempt(deps, tx, attempt));
}
