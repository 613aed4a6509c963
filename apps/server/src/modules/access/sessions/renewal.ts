import { hashSecret } from '../../../platform/crypto/index.ts';
import type { SystemTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import { randomToken } from '../../../platform/ids/index.ts';
import { type OpenedSession, TOKEN_BYTES } from './opening.ts';
import { confirmSession, renewToken } from './repository.ts';
import type { SessionWork } from './service.ts';

/** How it was proved, and the hash of the cookie that the request came with. */
export type Proof = { readonly secondFactor: boolean; readonly cookieHash: Buffer | undefined };

/** When it was proved, and what goes into the cookie from now on; undefined where it stays as it is. */
export type Confirmed = { readonly at: Date; readonly renewed: OpenedSession | undefined };

/** Whoever had got hold of the token before gains nothing by the proof: it goes on under another. Throws `not_signed_in`. */
export async function confirm(
  { clock, forget }: SessionWork,
  tx: SystemTx,
  sessionId: string,
  { secondFactor, cookieHash }: Proof,
): Promise<Confirmed> {
  const at = clock.now();
  if (!(await confirmSession(tx, sessionId, at, secondFactor))) throw commonErrors.not_signed_in();
  forget(tx);
  return { at, renewed: cookieHash && (await renew(tx, sessionId, cookieHash, at)) };
}

/** Undefined for a session of a program, and where another request has renewed it meanwhile. */
async function renew(tx: SystemTx, id: string, formerHash: Buffer, at: Date): Promise<OpenedSession | undefined> {
  const token = randomToken(TOKEN_BYTES);
  const expiresAt = await renewToken(tx, { id, formerHash, tokenHash: hashSecret(token), at });
  return expiresAt && { id, token, expiresAt };
}
