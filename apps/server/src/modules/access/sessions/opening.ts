import { hashSecret } from '../../../platform/crypto/index.ts';
import type { SystemTx } from '../../../platform/database/index.ts';
import { randomToken } from '../../../platform/ids/index.ts';
import { homeOrganization } from './read-model.ts';
import { giveTokens, type Tokens } from './refreshing.ts';
import { insertSession, replaceSession } from './repository.ts';
import type { SessionWork } from './service.ts';
import type { NewSession, Origin } from './session.ts';

/** `token` goes into the cookie and is kept nowhere. */
export type OpenedSession = { readonly id: string; readonly token: string; readonly expiresAt: Date };

export const TOKEN_BYTES = 32;
const SESSION_MS = 30 * 86_400_000;

/** Ends the session that the browser came with: nobody else goes on in one that its person has left behind. */
export async function openSession(work: SessionWork, tx: SystemTx, session: NewSession): Promise<OpenedSession> {
  // Who acts in another's name comes back to their own session afterwards.
  if (session.impersonation === undefined) await replaceFormer(work, tx, session.origin);
  const token = randomToken(TOKEN_BYTES);
  return { token, ...(await open(work, tx, session, hashSecret(token))) };
}

export async function openApiSession(work: SessionWork, tx: SystemTx, session: NewSession): Promise<Tokens> {
  const opened = await open(work, tx, session, null);
  return giveTokens(work, tx, { ...opened, accountId: session.accountId });
}

async function open(
  { clock, ids, record }: SessionWork,
  tx: SystemTx,
  session: NewSession,
  tokenHash: Buffer | null,
): Promise<{ id: string; expiresAt: Date }> {
  const { accountId, impersonation, origin } = session;
  const orgId = session.orgId ?? (await homeOrganization(tx, accountId)) ?? null;
  const [id, createdAt] = [ids.next(), clock.now()];
  const expiresAt = impersonation?.until ?? new Date(createdAt.getTime() + SESSION_MS);
  await insertSession(tx, { ...session, id, tokenHash, orgId, createdAt, expiresAt });
  // It is not the person who comes in: whoever lets the operator in records it.
  if (impersonation) return { id, expiresAt };
  await record(tx, { orgId, accountId, sessionId: id, action: 'session.sign_in', origin });
  return { id, expiresAt };
}

async function replaceFormer({ clock, record, forget }: SessionWork, tx: SystemTx, origin: Origin): Promise<void> {
  if (origin.cookieHash === undefined) return;
  const former = await replaceSession(tx, origin.cookieHash, clock.now());
  if (former === undefined) return;
  const { id: sessionId, accountId, orgId, impersonatorId } = former;
  await record(tx, { orgId, accountId, sessionId, impersonatorId, action: 'session.replace', origin });
  forget(tx);
}
