import { equalInConstantTime, hashSecret } from '../../../platform/crypto/index.ts';
import type {
  AccountPrincipal,
  Authenticate,
  Credentials,
  MemberPrincipal,
  Principal,
} from '../../../platform/http/index.ts';
import type { ApiKeys } from '../api-keys/index.ts';
import { DIRECTORY_TOKEN_PREFIX, type Directory } from '../directory/index.ts';
import type { ParticipantTokens } from '../participant-tokens/index.ts';
import { ACCESS_TOKEN_PREFIX, type Session, type Sessions } from '../sessions/index.ts';

export type AuthenticatorDependencies = {
  readonly sessions: Pick<Sessions, 'authenticateSession' | 'authenticateAccessToken'>;
  readonly apiKeys: Pick<ApiKeys, 'authenticateApiKey'>;
  readonly participantTokens: Pick<ParticipantTokens, 'verifyParticipantToken' | 'believeUnsigned'>;
  /** Absent where no directory may connect: its tokens are then refused as any other text. */
  readonly directory?: Pick<Directory, 'authenticateDirectory'>;
  /** Lets monitoring read metrics and health in detail; absent where nobody may. */
  readonly operationsToken?: string;
};

/**
 * Finds out who calls. What is stated on purpose comes first: a bearer that is refused is not made good by a cookie.
 * A cookie that is over counts as none, so that signing in still works with it.
 */
export function createAuthenticator(deps: AuthenticatorDependencies): Authenticate {
  return async (credentials) => {
    if (credentials.bearer !== undefined) return bearerOf(deps, credentials.bearer, credentials);
    const member = await memberBy(deps, credentials);
    if (member !== undefined) return member;
    if (credentials.unsignedParticipant !== undefined) {
      return deps.participantTokens.believeUnsigned(credentials.unsignedParticipant, credentials);
    }
    return { kind: 'public' };
  };
}

async function bearerOf(deps: AuthenticatorDependencies, bearer: string, credentials: Credentials): Promise<Principal> {
  if (bearer.startsWith('sk_')) {
    const { id, orgId, environment, scopes } = await deps.apiKeys.authenticateApiKey(bearer, credentials.environment);
    return { kind: 'api_key', orgId, environment, keyId: id, scopes };
  }
  if (bearer.startsWith(ACCESS_TOKEN_PREFIX)) {
    return principalOf(await deps.sessions.authenticateAccessToken(bearer), credentials);
  }
  if (deps.directory !== undefined && bearer.startsWith(DIRECTORY_TOKEN_PREFIX)) {
    return { kind: 'directory', ...(await deps.directory.authenticateDirectory(bearer)) };
  }
  if (isOperationsToken(deps.operationsToken, bearer)) return { kind: 'operations' };
  return deps.participantTokens.verifyParticipantToken(bearer, credentials);
}

async function memberBy(deps: AuthenticatorDependencies, credentials: Credentials): Promise<Principal | undefined> {
  const { sessionToken } = credentials;
  const session = sessionToken === undefined ? undefined : await deps.sessions.authenticateSession(sessionToken);
  return session && principalOf(session, credentials);
}

function principalOf(session: Session, { environment = 'live' }: Credentials): MemberPrincipal | AccountPrincipal {
  const { orgId, role, expiresAt: _, ...who } = session;
  if (orgId === null || role === null) return { kind: 'account', ...who };
  return { kind: 'member', orgId, role, environment, ...who };
}

/** Hashed first, so that not even the length of the token shows in the time it takes. */
function isOperationsToken(token: string | undefined, bearer: string): boolean {
  if (token === undefined || token === '') return false;
  return equalInConstantTime(hashSecret(token).toString('hex'), hashSecret(bearer).toString('hex'));
}
