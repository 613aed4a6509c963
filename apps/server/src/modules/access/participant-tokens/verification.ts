import { type Environment, Id } from '@stepwell/contract';
import { compactVerify, decodeJwt, decodeProtectedHeader, errors } from 'jose';
import { ExpiringCache } from '../../../platform/cache/index.ts';
import type { Clock } from '../../../platform/clock/index.ts';
import { hashSecret } from '../../../platform/crypto/index.ts';
import type { ParticipantPrincipal } from '../../../platform/http/index.ts';
import type { Organizations } from '../organizations/index.ts';
import { checkClaims, malformedClaim } from './claims.ts';
import { participantTokenErrors } from './errors.ts';
import type { LiveSecret, LiveSecrets } from './live-secrets.ts';

/** What the headers of the request say beside the token. */
export type TokenHints = {
  /** Short name of the organization. */
  readonly organization: string | undefined;
  readonly environment: Environment | undefined;
};

export type TokenVerifier = {
  verify(token: string, hints: TokenHints): Promise<ParticipantPrincipal>;
  clear(): void;
};

type Dependencies = {
  readonly clock: Clock;
  readonly organizations: Pick<Organizations, 'organizationById' | 'organizationBySlug'>;
  readonly secrets: LiveSecrets;
  /** Its origin is an audience that a token may name. */
  readonly publicUrl: string;
};

type Verified = { readonly principal: ParticipantPrincipal; readonly expiresAtMs: number };
/** Read before anything is proved: good for finding the secret, to be believed only once that secret signed it. */
type Unproved = { readonly kid: string | undefined; readonly org: string | undefined; readonly payload: unknown };

const REMEMBERED_MS = 60_000;
const MAX_REMEMBERED = 20_000;
const MAX_TOKEN_LENGTH = 8_192;

/** A token that was found good is remembered for a minute at most, and until secrets change. */
export function createTokenVerifier(deps: Dependencies): TokenVerifier {
  const cache = new ExpiringCache<Verified>({
    clock: deps.clock,
    maxEntries: MAX_REMEMBERED,
    ttlMs: REMEMBERED_MS,
    endsAtMs: (verified) => verified.expiresAtMs,
  });
  return {
    async verify(token, hints) {
      if (token.length > MAX_TOKEN_LENGTH) throw malformed('longer than 8,192 characters');
      // The headers belong to the question: the same token beside other headers may have to be refused.
      const question = `${hints.organization ?? ''} ${hints.environment ?? ''} ${token}`;
      const key = hashSecret(question).toString('base64');
      const verified = await cache.load(key, () => verifyAnew(deps, token, hints));
      if (verified === undefined) throw participantTokenErrors.token_signature_invalid();
      return verified.principal;
    },
    clear: () => cache.clear(),
  };
}

/** Undefined when no live secret of the organization signed the token. */
async function verifyAnew(deps: Dependencies, token: string, hints: TokenHints): Promise<Verified | undefined> {
  const unproved = readUnproved(token);
  const { kid } = unproved;
  const orgId = await organizationOf(deps, unproved, hints);
  if (orgId === undefined) return undefined;
  const live = await deps.secrets.of(orgId);
  const signer = await signerOf(token, kid === undefined ? live : live.filter((secret) => secret.id === kid));
  if (signer === undefined) return undefined;
  const { environment } = signer;
  const asked = hints.environment ?? (kid === undefined ? 'live' : environment);
  if (environment !== asked) throw participantTokenErrors.token_other_environment();
  const { externalId, claims, expiresAtMs } = checkClaims(unproved.payload, {
    nowMs: deps.clock.nowMs(),
    publicUrl: deps.publicUrl,
  });
  await deps.secrets.noteUse(orgId, signer);
  return { principal: { kind: 'participant', orgId, environment, externalId, claims }, expiresAtMs };
}

function readUnproved(token: string): Unproved {
  const { header, payload } = decoded(token);
  const { alg, kid, crit } = header;
  if (alg !== 'HS256') throw participantTokenErrors.token_algorithm_refused();
  if (crit !== undefined) throw malformed('crit asks for extensions, of which none is known');
  if (kid !== undefined && !Id.safeParse(kid).success) throw malformed('kid is the id of a signing secret');
  const { org } = payload;
  if (org !== undefined && typeof org !== 'string') throw malformedClaim('org', 'short name or id of the organization');
  return { kid, org, payload };
}

function decoded(token: string) {
  try {
    return { header: decodeProtectedHeader(token), payload: decodeJwt(token) as Record<string, unknown> };
  } catch {
    throw malformed('not a JSON web token');
  }
}

/**
 * The organization whose secret should have signed: the one `kid` belongs to, else the one that is named. Undefined
 * when what is named and what `kid` says are not the same: then no secret of the named one signed.
 */
async function organizationOf(
  { organizations, secrets }: Dependencies,
  { kid, org }: Unproved,
  hints: TokenHints,
): Promise<string | undefined> {
  const named = new Set<string>();
  for (const name of [hints.organization, org]) {
    if (name === undefined) continue;
    const found = (await organizations.organizationBySlug(name)) ?? (await organizations.organizationById(name));
    if (found === undefined) throw participantTokenErrors.organization_unknown();
    named.add(found.id);
  }
  if (kid === undefined && named.size === 0) throw unnamedOrganization();
  if (kid !== undefined) {
    const owner = await secrets.ownerOf(kid);
    if (owner === undefined) return undefined;
    named.add(owner);
  }
  return named.size === 1 ? [...named][0] : undefined;
}

async function signerOf(token: string, candidates: readonly LiveSecret[]): Promise<LiveSecret | undefined> {
  for (const candidate of candidates) {
    if (await isSignedBy(token, candidate)) return candidate;
  }
  return undefined;
}

async function isSignedBy(token: string, { key }: LiveSecret): Promise<boolean> {
  try {
    await compactVerify(token, key, { algorithms: ['HS256'] });
    return true;
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return false;
    if (error instanceof errors.JOSEError) throw malformed('not a JSON web token');
    throw error;
  }
}

function malformed(why: string) {
  return participantTokenErrors.token_malformed(undefined, { detail: `The token is refused: ${why}.` });
}

function unnamedOrganization() {
  const detail =
    'Send the header Stepwell-Organization, or put kid into the header or org into the claims of the token.';
  return participantTokenErrors.organization_unknown(undefined, { detail });
}
