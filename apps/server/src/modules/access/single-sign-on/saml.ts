import {
  generateServiceProviderMetadata,
  type Profile,
  SAML,
  type SamlConfig,
  SamlStatusError,
  ValidateInResponseTo,
} from '@node-saml/node-saml';
import type { Clock } from '../../../platform/clock/index.ts';
import { Refusal } from '../../../platform/errors/index.ts';
import { type Expectation, type Identity, type SamlConnection, serviceProviderOf } from './connection.ts';
import type { RefusalReason } from './errors.ts';
import { assertAddressedTo, assertPlainXml, assertStated, identityIn, proofIn, refused } from './saml-assertion.ts';
import { assertStrongSignatures } from './saml-signatures.ts';
import { assertProof } from './strength.ts';

/** The service provider's side of the SAML 2.0 web browser profile: redirect there, POST back. */
export type Saml = {
  /** Where to send the browser with a request that has this id. */
  depart(connection: SamlConnection, departure: { requestId: string; relayState: string }): Promise<string>;
  /**
   * Whom the signed assertion speaks of. `requestId` is what was asked, undefined where nothing was. Throws `Unsolicited` for
   * an answer that names no question; `assertion_refused`, `assertion_lacks_email`.
   */
  arrive(connection: SamlConnection, answer: { response: string; requestId: string | undefined }): Promise<Identity>;
  metadata(connectionId: string): string;
};

/** An answer to nothing that was asked, such as a tile of the identity provider gives. Nothing of it was believed. */
export class Unsolicited extends Error {}

/** How far the clocks of the two sides may be apart. */
const CLOCK_SKEW_MS = 60_000;
const EMAIL_FORMAT = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';

type Deps = { readonly clock: Clock; readonly publicUrl: string };

export function createSaml(deps: Deps): Saml {
  return {
    depart: (connection, { requestId, relayState }) =>
      protocolOf(deps, connection, requestId).getAuthorizeUrlAsync(relayState, undefined, {}),
    arrive: (connection, answer) => arrive(deps, connection, answer),
    metadata(connectionId) {
      const { entityId, acsUrl } = serviceProviderOf(deps.publicUrl, connectionId);
      // An id of the document itself is needed only where it is signed; this one stays the same.
      const generateUniqueId = () => `_${connectionId}`;
      const identifierFormat = EMAIL_FORMAT;
      return generateServiceProviderMetadata({
        issuer: entityId,
        callbackUrl: acsUrl,
        identifierFormat,
        generateUniqueId,
      });
    },
  };
}

async function arrive(
  deps: Deps,
  connection: SamlConnection,
  { response, requestId }: { response: string; requestId: string | undefined },
): Promise<Identity> {
  const { acsUrl } = serviceProviderOf(deps.publicUrl, connection.id);
  const xml = Buffer.from(response, 'base64').toString('utf8');
  assertPlainXml(xml);
  const profile = await believed(protocolOf(deps, connection, requestId), response);
  assertStrongSignatures(xml);
  assertAddressedTo(xml, acsUrl);
  const expected = { acsUrl, requestId: requestId ?? '', issuer: connection.settings.entity_id };
  assertStated(profile, { ...expected, beforeMs: deps.clock.nowMs() - CLOCK_SKEW_MS });
  assertProof(connection.settings, proofIn(profile, deps.clock.nowMs()));
  return identityIn(profile);
}

/** What the library has verified of an answer. */
async function believed(protocol: SAML, response: string): Promise<Profile> {
  try {
    const { profile } = await protocol.validatePostResponseAsync({ SAMLResponse: response });
    if (profile === null) throw refused('malformed');
    return profile;
  } catch (error) {
    if (error instanceof Unsolicited || error instanceof Refusal) throw error;
    throw refused(reasonOf(error));
  }
}

function protocolOf({ clock, publicUrl }: Deps, { id, settings }: SamlConnection, requestId: string | undefined): SAML {
  const { entityId, acsUrl } = serviceProviderOf(publicUrl, id);
  return new TimedSaml(clock, {
    issuer: entityId,
    audience: entityId,
    callbackUrl: acsUrl,
    entryPoint: settings.sign_in_url,
    idpCert: [...settings.certificates],
    identifierFormat: EMAIL_FORMAT,
    ...asking(settings),
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
    acceptedClockSkewMs: CLOCK_SKEW_MS,
    validateInResponseTo: ValidateInResponseTo.always,
    // How long a question stands is decided by the ceremony that holds its id.
    requestIdExpirationPeriodMs: Number.MAX_SAFE_INTEGER,
    cacheProvider: questions(clock, requestId),
    ...(requestId === undefined ? {} : { generateUniqueId: () => requestId }),
  });
}

/** SAML has no word for how old a proof may be: whoever wants it young has somebody prove themselves anew. */
function asking({ required_contexts: contexts = [], max_age_minutes: maxMinutes = null }: Expectation) {
  return {
    disableRequestedAuthnContext: contexts.length === 0,
    authnContext: [...contexts],
    racComparison: 'exact' as const,
    forceAuthn: maxMinutes !== null,
  };
}

/** The one question that the answer may be to. */
function questions(clock: Clock, requestId: string | undefined): NonNullable<SamlConfig['cacheProvider']> {
  return {
    saveAsync: async (_key, value) => ({ value, createdAt: clock.nowMs() }),
    getAsync: async (key) => (requestId !== undefined && key === requestId ? clock.now().toISOString() : null),
    removeAsync: async (key) => key,
  };
}

/** The library with our clock, and with answers to nothing told from wrong ones. */
class TimedSaml extends SAML {
  readonly #clock: Clock;

  constructor(clock: Clock, options: SamlConfig) {
    super(options);
    this.#clock = clock;
  }

  protected override checkTimestampsValidityError(
    _nowMs: number,
    notBefore: string,
    notOnOrAfter: string,
    maxTimeLimitMs?: number,
  ): Error | null {
    return super.checkTimestampsValidityError(this.#clock.nowMs(), notBefore, notOnOrAfter, maxTimeLimitMs);
  }

  protected override async validateInResponseTo(inResponseTo: string | null): Promise<void> {
    if (inResponseTo === null) throw new Unsolicited();
    await super.validateInResponseTo(inResponseTo);
  }
}

const REASONS: readonly (readonly [RegExp, RefusalReason])[] = [
  [/decryption key/i, 'encrypted'],
  [/in ?response ?to/i, 'in_response_to'],
  [/audience/i, 'audience'],
  [/expired|not yet valid|too old|subject confirmation/i, 'time'],
  [/signature|signed/i, 'signature'],
];

function reasonOf(error: unknown): RefusalReason {
  if (error instanceof SamlStatusError) return 'declined';
  const message = error instanceof Error ? error.message : '';
  return REASONS.find(([pattern]) => pattern.test(message))?.[1] ?? 'malformed';
}
