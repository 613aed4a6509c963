import type { SystemTx } from '../../../platform/database/index.ts';
import type { AuditActor } from '../callers/index.ts';
import { type Connection, linkProviderOf } from './connection.ts';
import { concernedMembers } from './read-model.ts';
import { record, type SingleSignOnWork } from './work.ts';

const REASON = 'single_sign_on.required';

/**
 * Signs those out who may sign in by single sign-on only and did so otherwise. Whoever never came by way of this connection
 * can only have used that of another organization.
 */
export async function endOtherSessions(
  work: SingleSignOnWork,
  tx: SystemTx,
  { id, orgId }: Connection,
  actor: AuditActor,
): Promise<void> {
  const members = await concernedMembers(tx, orgId, linkProviderOf(id));
  const [linked, others] = [true, false].map((is) =>
    members.filter(({ isLinked }) => isLinked === is).map((m) => m.id),
  );
  const { sessions } = work;
  const ended =
    (await sessions.endSessionsOf(tx, linked ?? [], REASON, 'sso')) +
    (await sessions.endSessionsOf(tx, others ?? [], REASON));
  if (ended === 0) return;
  const deed = { action: 'single_sign_on.end_sessions', resourceKind: 'single_sign_on', resourceId: id } as const;
  await record(work, tx, orgId, actor, { ...deed, after: { sessions_ended: ended } });
}
