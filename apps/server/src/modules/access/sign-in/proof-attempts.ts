import type { Database, SystemTx } from '../../../platform/database/index.ts';
import { Refusal } from '../../../platform/errors/index.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import { type AuditActor, orgIdOf, type SignedInPrincipal } from '../callers/index.ts';
import type { Organizations } from '../organizations/index.ts';
import type { SessionService } from '../sessions/index.ts';
import { clearConfirmations, countConfirmation } from './repository.ts';

/** Somebody signed in, in the session in which they prove that it is still them. */
type Prover = { readonly who: SignedInPrincipal; readonly actor: AuditActor };

type ProofAttempts = {
  /**
   * Lets somebody signed in prove who they are. An attempt counts as wrong until it has proved right, so that many at a
   * time are not more than many one by one. `ended`: it was the fifth wrong one in a row, and the session is no more.
   */
  attempt(person: Prover, prove: () => Promise<boolean>): Promise<'proved' | 'failed' | 'ended'>;
};

type ProofAttemptDependencies = {
  readonly database: Pick<Database, 'asSystem'>;
  readonly audit: AuditWriter;
  readonly organizations: Pick<Organizations, 'auditHome'>;
  readonly sessions: Pick<SessionService, 'revoke'>;
};

const MAX_FAILURES = 5;
const ROUTINE = { routine: 'confirming who it is' } as const;

export function createProofAttempts(deps: ProofAttemptDependencies): ProofAttempts {
  const { database } = deps;
  return {
    async attempt(person, prove) {
      const { sessionId } = person.who;
      const failures = await database.asSystem(ROUTINE, (tx) => countConfirmation(tx, sessionId));
      if (failures > MAX_FAILURES || !(await prove())) return refuse(deps, person, failures);
      await database.asSystem(ROUTINE, (tx) => clearConfirmations(tx, sessionId));
      return 'proved';
    },
  };
}

/** Whoever fails that often has found a session that somebody left open. */
async function refuse(deps: ProofAttemptDependencies, person: Prover, failures: number): Promise<'failed' | 'ended'> {
  await deps.database.asSystem(ROUTINE, (tx) => recordProof(deps, tx, person, 'session.confirmation_failed'));
  if (failures < MAX_FAILURES) return 'failed';
  await deps.sessions.revoke(person.who, person.who.sessionId, person.actor).catch((error: unknown) => {
    // Another failure at the same time ended it first.
    if (!(error instanceof Refusal)) throw error;
  });
  return 'ended';
}

export async function recordProof(
  { audit, organizations }: Pick<ProofAttemptDependencies, 'audit' | 'organizations'>,
  tx: SystemTx,
  { who, actor }: Prover,
  action: 'session.confirm' | 'session.confirmation_failed',
): Promise<void> {
  const orgId = orgIdOf(who) ?? (await organizations.auditHome(tx));
  const resource = { resourceKind: 'session', resourceId: who.sessionId };
  await audit.append(tx, { ...actor, orgId, environment: null, action, ...resource });
}
