import type { SystemTx } from '../../../platform/database/index.ts';
import { Refusal } from '../../../platform/errors/index.ts';
import type { Origin } from '../sessions/index.ts';
import type { SignInDependencies } from './service.ts';

export type Attempt = {
  readonly action: string;
  readonly accountId: string | null;
  /** The organization whose matter it is, where it is known. */
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

/**
 * Lets somebody in who has proved who they are. That they may do so by single sign-on only is audited once what was done is
 * rolled back, in the organization that requires it.
 */
export async function entering<Answer>(
  deps: SignInDependencies,
  { accountId, origin }: { readonly accountId: string; readonly origin: Origin },
  enter: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await enter();
  } catch (error) {
    if (error instanceof Refusal && error.code === 'single_sign_on_required') {
      await recordRequired(deps, accountId, origin);
    }
    throw error;
  }
}

export async function recordRequired(deps: SignInDependencies, accountId: string, origin: Origin): Promise<void> {
  await deps.database.asSystem({ routine: 'signing in' }, async (tx) => {
    const homeOrgId = await deps.singleSignOn.requiredBy(tx, accountId);
    const attempt = { action: 'session.single_sign_on_required', accountId, origin };
    await recordAttempt(deps, tx, { ...attempt, homeOrgId: homeOrgId ?? null });
  });
}
