import type { OperatorRole } from '@stepwell/contract';
import type { Database, SystemTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import type { Accounts } from '../accounts/index.ts';
import type { Organizations } from '../organizations/index.ts';
import type { Sessions } from '../sessions/index.ts';
import { hasSecondFactor, readOperators, type UserRow } from './read-model.ts';
import { assertState } from './standing.ts';

/** What somebody who is an operator still has to do before they can work as one. */
export type Missing = 'verified_address' | 'second_factor';

/** Ranks as whoever runs the machine gives and takes them: nobody is above them, so the first operator is made here. */
export type OperatorGrants = {
  /** Returns what is still missing. Throws `not_found`, `user_state_refused`. */
  grant(email: string, role: OperatorRole): Promise<Missing[]>;
  /** False where they were none. Throws `not_found`. */
  revoke(email: string): Promise<boolean>;
  list(): Promise<UserRow[]>;
};

export type GrantDependencies = {
  readonly database: Pick<Database, 'asSystem'>;
  readonly audit: AuditWriter;
  readonly organizations: Pick<Organizations, 'auditHome'>;
  readonly accounts: Pick<Accounts, 'accountByEmail' | 'lockAccounts' | 'setOperatorRole'>;
  readonly sessions: Pick<Sessions, 'endImpersonations'>;
};

export function createOperatorGrants(deps: GrantDependencies): OperatorGrants {
  const { database } = deps;
  return {
    grant: (email, role) => database.asSystem('making an operator', (tx) => grant(deps, tx, email, role)),
    revoke: (email) => database.asSystem('ending an operator', (tx) => revoke(deps, tx, email)),
    list: () => database.asSystem({ routine: 'who is an operator' }, (tx) => readOperators(tx)),
  };
}

async function grant(deps: GrantDependencies, tx: SystemTx, email: string, role: OperatorRole): Promise<Missing[]> {
  const account = await locked(deps, tx, email);
  assertState(account, 'active', 'unverified');
  await change(deps, tx, account, role);
  const missing: Missing[] = account.emailVerifiedAt === null ? ['verified_address'] : [];
  return (await hasSecondFactor(tx, account.id)) ? missing : [...missing, 'second_factor'];
}

async function revoke(deps: GrantDependencies, tx: SystemTx, email: string): Promise<boolean> {
  const account = await locked(deps, tx, email);
  if (account.operatorRole === null) return false;
  await deps.sessions.endImpersonations(tx, account.id, 'operator.stopped');
  await change(deps, tx, account, null);
  return true;
}

async function locked({ accounts }: GrantDependencies, tx: SystemTx, email: string) {
  const found = await accounts.accountByEmail(tx, email);
  const account = found && (await accounts.lockAccounts(tx, [found.id])).find(({ id }) => id === found.id);
  if (!account) throw commonErrors.not_found(undefined, { detail: `Nobody has signed up with ${email}.` });
  return account;
}

async function change(
  { accounts, audit, organizations }: GrantDependencies,
  tx: SystemTx,
  { id, operatorRole }: { id: string; operatorRole: OperatorRole | null },
  role: OperatorRole | null,
): Promise<void> {
  if (role === operatorRole) return;
  await accounts.setOperatorRole(tx, id, role);
  await audit.append(tx, {
    orgId: await organizations.auditHome(tx),
    environment: null,
    actorKind: 'system',
    actorId: null,
    action: 'operator.set_role',
    resourceKind: 'account',
    resourceId: id,
    before: { operator_role: operatorRole },
    after: { operator_role: role },
  });
}
