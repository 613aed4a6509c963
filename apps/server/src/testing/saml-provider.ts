import { inflateRawSync } from 'node:zlib';
import { Constants, IdentityProvider, SamlLib, ServiceProvider, setSchemaValidator } from 'samlify';
import { type KeyAndCertificate, selfSignedCertificate } from './self-signed-certificate.ts';

/** A question that arrived at the identity provider. */
export type Asked = { readonly requestId: string; readonly issuer: string; readonly relayState: string };

/** Whom an assertion speaks of. */
export type Person = {
  readonly nameId: string;
  readonly nameIdFormat?: string;
  readonly attributes?: Readonly<Record<string, string>>;
};

/** What an answer says otherwise than it should. */
export type Untruths = {
  readonly issuer?: string;
  readonly audience?: string;
  readonly recipient?: string;
  readonly destination?: string;
  /** Of the answer and of the assertion; null leaves both out. */
  readonly inResponseTo?: string | null;
  /** Of the assertion alone. */
  readonly confirmedInResponseTo?: string;
  readonly notBefore?: Date;
  readonly notOnOrAfter?: Date;
  /** How and when the person proved themselves: a password, now, where absent; null leaves it out. */
  readonly proof?: { readonly context?: string; readonly at?: Date } | null;
};

/** An identity provider of SAML 2.0 in software, with a key of its own: what it says is made and signed by samlify. */
export type SamlProvider = {
  readonly entityId: string;
  readonly signInUrl: string;
  /** PEM. */
  readonly certificate: string;
  /** What it hands out to be set up with. */
  readonly metadata: string;
  /** Reads a request as it comes with a redirect, with the service provider's own metadata. */
  asked(authorizationUrl: string, metadata: string): Promise<Asked>;
  /** The request itself. */
  requested(authorizationUrl: string): Promise<string>;
  /** A signed answer, in base64 as it is posted. */
  answer(options: AnswerOptions): Promise<string>;
};
export type AnswerOptions = {
  readonly metadata: string;
  readonly now: Date;
  readonly requestId: string | null;
  readonly person: Person;
  readonly untruths?: Untruths;
  /** Another key than the one the certificate is of. */
  readonly key?: KeyAndCertificate;
  /** RSA with SHA-256 where absent; the digest goes with it. */
  readonly signatureAlgorithm?: string;
};

const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const EMAIL_FORMAT = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
const FIVE_MINUTES_MS = 300_000;
const AUTHN_STATEMENT =
  '<saml:AuthnStatement AuthnInstant="{AuthnInstant}"><saml:AuthnContext><saml:AuthnContextClassRef>' +
  '{AuthnContext}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>';
const PASSWORD_CONTEXT = 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password';

// The schema is not what is tested here: everything in it is looked at by those who read it.
setSchemaValidator({ validate: async () => 'accepted' });

/** `origin` is where its pages are, such as an HTTP server on this machine. */
export function createSamlProvider(host: string, origin = `https://${host}`): SamlProvider {
  const own = selfSignedCertificate(host);
  const entityId = `${origin}/metadata`;
  const signInUrl = `${origin}/saml/sign-in?tenant=1`;
  const providerWith = ({ privateKey, certificate }: KeyAndCertificate, requestSignatureAlgorithm = RSA_SHA256) =>
    IdentityProvider({
      entityID: entityId,
      privateKey,
      signingCert: certificate,
      nameIDFormat: [EMAIL_FORMAT],
      requestSignatureAlgorithm,
      singleSignOnService: [{ Binding: Constants.namespace.binding.redirect, Location: signInUrl }],
      singleLogoutService: [{ Binding: Constants.namespace.binding.redirect, Location: `${origin}/saml/sign-out` }],
    });
  return {
    entityId,
    signInUrl,
    certificate: own.certificate,
    metadata: providerWith(own).entityMeta.getMetadata(),
    async asked(authorizationUrl, metadata) {
      const query = Object.fromEntries(new URL(authorizationUrl).searchParams);
      const { extract } = await providerWith(own).parseLoginRequest(ServiceProvider({ metadata }), 'redirect', {
        query,
      });
      const { request, issuer } = extract as { request: { id: string }; issuer: string };
      return { requestId: request.id, issuer, relayState: query['RelayState'] ?? '' };
    },
    async requested(authorizationUrl) {
      const deflated = Buffer.from(new URL(authorizationUrl).searchParams.get('SAMLRequest') ?? '', 'base64');
      return inflateRawSync(deflated).toString();
    },
    async answer(options) {
      const service = ServiceProvider({ metadata: options.metadata });
      const acsUrl = String(service.entityMeta.getAssertionConsumerService('post'));
      const context = contextOf({ ...options, entityId, acsUrl, audience: service.entityMeta.getEntityID() });
      const customTagReplacement = () => ({ id: '_answer', context });
      const user = { email: options.person.nameId };
      const provider = providerWith(options.key ?? own, options.signatureAlgorithm);
      return (await provider.createLoginResponse(service, { extract: {} }, 'post', user, { customTagReplacement }))
        .context;
    },
  };
}

type Facts = AnswerOptions & { readonly entityId: string; readonly acsUrl: string; readonly audience: string };

/** The answer before it is signed. */
function contextOf({ person, untruths = {}, requestId, now, ...facts }: Facts): string {
  const inResponseTo = untruths.inResponseTo === undefined ? requestId : untruths.inResponseTo;
  const end = (untruths.notOnOrAfter ?? new Date(now.getTime() + FIVE_MINUTES_MS)).toISOString();
  const values = Object.entries(person.attributes ?? {});
  const template = templateOf(
    values.map(([name]) => name),
    untruths.proof === null ? '' : AUTHN_STATEMENT,
  );
  return SamlLib.replaceTagsByValue(template, {
    AuthnInstant: (untruths.proof?.at ?? now).toISOString(),
    AuthnContext: untruths.proof?.context ?? PASSWORD_CONTEXT,
    ID: '_answer',
    AssertionID: '_assertion',
    IssueInstant: now.toISOString(),
    Issuer: untruths.issuer ?? facts.entityId,
    Destination: untruths.destination ?? facts.acsUrl,
    InResponseTo: inResponseTo ?? undefined,
    ConfirmedInResponseTo: untruths.confirmedInResponseTo ?? inResponseTo ?? undefined,
    StatusCode: Constants.StatusCode.Success,
    NameIDFormat: person.nameIdFormat ?? EMAIL_FORMAT,
    NameID: person.nameId,
    SubjectConfirmationDataNotOnOrAfter: end,
    SubjectRecipient: untruths.recipient ?? facts.acsUrl,
    ConditionsNotBefore: (untruths.notBefore ?? now).toISOString(),
    ConditionsNotOnOrAfter: end,
    Audience: untruths.audience ?? facts.audience,
    ...Object.fromEntries(values.map(([, value], index) => [`Value${index}`, value])),
  });
}

function templateOf(attributes: readonly string[], authnStatement: string): string {
  const statements = attributes.map(
    (name, index) =>
      `<saml:Attribute Name="${name}"><saml:AttributeValue>{Value${index}}</saml:AttributeValue></saml:Attribute>`,
  );
  const statement =
    statements.length === 0 ? '' : `<saml:AttributeStatement>${statements.join('')}</saml:AttributeStatement>`;
  return SamlLib.defaultLoginResponseTemplate.context
    .replace(/(<saml:SubjectConfirmationData[^>]*InResponseTo=")\{InResponseTo\}/, '$1{ConfirmedInResponseTo}')
    .replace('{AuthnStatement}', authnStatement)
    .replace('{AttributeStatement}', statement);
}
