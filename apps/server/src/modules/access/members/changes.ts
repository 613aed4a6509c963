import type { Json } from '@stepwell/engine';
import type { Database, SystemTx } from '../../../platform/database/index.ts';
import type { Mails } from '../../messaging/mail/index.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import type { AuditActor } from '../callers/index.ts';
import type { Sessions } from '../sessions/index.ts';
import { elsewhere, sessionsIn } from './read-model.ts';
import { deleteMember, type LockedMember } from './repository.ts';

export type MemberDependencies = {
  readonly database: Pick<Database, 'asSystem'>;
  readonly audit: AuditWriter;
  readonly mails: Mails;
  readonly sessions: Pick<Sessions, 'moveSession' | 'forget' | 'me'>;
};

/** Takes somebody out of the organization, and their sessions with them. */
export async function dismiss(
  { sessions }: MemberDependencies,
  tx: SystemTx,
  orgId: string,
  { accountId }: LockedMember,
): Promise<void> {
  await deleteMember(tx, orgId, accountId);
  const next = await elsewhere(tx, orgId, accountId);
  for (const id of await sessionsIn(tx, orgId, accountId)) await sessions.moveSession(tx, id, next);
  sessions.forget(tx);
}

export async function record(
  { audit }: MemberDependencies,
  tx: SystemTx,
  orgId: string,
  actor: AuditActor,
  { action, target, after }: { action: string; target: LockedMember; after: Json },
): Promise<void> {
  const what = { action, resourceKind: 'member', resourceId: target.accountId };
  await audit.append(tx, { ...actor, orgId, environment: null, ...what, before: { role: target.role }, after });
}
