import type { MeView } from '@stepwell/contract';
import type { z } from 'zod';
import { hashSecret } from '../../../platform/crypto/index.ts';
import type { SystemTx } from '../../../platform/database/index.ts';
import { randomToken } from '../../../platform/ids/index.ts';
import type { PasswordCheck } from '../accounts/index.ts';
import { sessionErrors } from './errors.ts';
import { homeOrganization, readMe } from './read-model.ts';
import { insertSession } from './repository.ts';
import type { SessionDependencies } from './service.ts';
import { meOf } from './view.ts';

export type SignInRequest = {
  readonly email: string;
  readonly password: string;
  readonly ip: string;
  readonly userAgent: string | undefined;
  readonly correlationId: string;
};

/** `token` goes into the cookie and is kept nowhere. */
export type SignedIn = { readonly token: string; readonly expiresAt: Date; readonly me: z.input<typeof MeView> };

const TOKEN_BYTES = 32;
const SESSION_MS = 30 * 86_400_000;

/** Every attempt is audited. An unknown address takes the same steps as a wrong password and reads the same. */
export async function signIn(deps: SessionDependencies, request: SignInRequest): Promise<SignedIn> {
  const check = await deps.accounts.checkPassword(request.email, request.password);
  const { accountId } = check;
  if (!check.verified || accountId === null) {
    await recordFailure(deps, check, request);
    throw sessionErrors.sign_in_failed();
  }
  return deps.database.asSystem({ routine: 'signing in' }, (tx) => openSession(deps, tx, accountId, request));
}

async function openSession(
  { clock, ids, audit }: SessionDependencies,
  tx: SystemTx,
  accountId: string,
  { ip, userAgent, correlationId }: SignInRequest,
): Promise<SignedIn> {
  const orgId = await homeOrganization(tx, accountId);
  if (orgId === undefined) throw sessionErrors.no_organization();
  const [id, token, createdAt] = [ids.next(), randomToken(TOKEN_BYTES), clock.now()];
  const expiresAt = new Date(createdAt.getTime() + SESSION_MS);
  await insertSession(tx, { id, tokenHash: hashSecret(token), accountId, orgId, createdAt, expiresAt, ip, userAgent });
  await audit.append(tx, {
    orgId,
    environment: null,
    actorKind: 'member',
    actorId: accountId,
    action: 'session.sign_in',
    resourceKind: 'session',
    resourceId: id,
    ip,
    userAgent,
    correlationId,
  });
  return { token, expiresAt, me: meOf(await readMe(tx, id)) };
}

/** The address that was typed is not kept: it may be somebody's password. */
async function recordFailure(
  { database, audit, organizations, log }: SessionDependencies,
  { accountId, homeOrgId }: PasswordCheck,
  { ip, userAgent, correlationId }: SignInRequest,
): Promise<void> {
  const system = await organizations.systemOrganization();
  const orgId = homeOrgId ?? system?.id;
  if (orgId === undefined) {
    log.warn({ ip, correlationId }, 'a sign-in failed; there is no organization to audit it for');
    return;
  }
  await database.asSystem({ routine: 'signing in' }, (tx) =>
    audit.append(tx, {
      orgId,
      environment: null,
      actorKind: 'system',
      actorId: null,
      action: 'session.sign_in_failed',
      resourceKind: 'account',
      resourceId: accountId ?? 'unknown',
      ip,
      userAgent,
      correlationId,
    }),
  );
}
