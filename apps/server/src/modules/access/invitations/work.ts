import type { Clock } from '../../../platform/clock/index.ts';
import { createMailedTokens, type Keyring, type MailedTokens } from '../../../platform/crypto/index.ts';
import type { Database, SystemTx } from '../../../platform/database/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import type { Mails } from '../../messaging/mail/index.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import type { Accounts } from '../accounts/index.ts';
import type { AuditActor } from '../callers/index.ts';
import type { Sessions } from '../sessions/index.ts';
import type { Invitation } from './read-model.ts';

export type InvitationDependencies = {
  readonly database: Pick<Database, 'asSystem'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly keyring: Keyring;
  readonly audit: AuditWriter;
  readonly mails: Mails;
  readonly accounts: Pick<Accounts, 'accountByEmail' | 'accountById' | 'addMember'>;
  readonly sessions: Pick<Sessions, 'moveSession' | 'forget' | 'me'>;
  /** Called after an invitation proved the address of an account. */
  readonly emailVerified: (accountId: string) => Promise<void>;
};

export type InvitationWork = InvitationDependencies & { readonly mailedTokens: MailedTokens };

export function createInvitationWork(deps: InvitationDependencies): InvitationWork {
  return { ...deps, mailedTokens: createMailedTokens(deps.keyring) };
}

export async function record(
  { audit }: InvitationWork,
  tx: SystemTx,
  { orgId, id, role }: Pick<Invitation, 'orgId' | 'id' | 'role'>,
  actor: AuditActor,
  action: string,
): Promise<void> {
  const what = { action, resourceKind: 'invitation', resourceId: id, after: { role } };
  await audit.append(tx, { ...actor, orgId, environment: null, ...what });
}
