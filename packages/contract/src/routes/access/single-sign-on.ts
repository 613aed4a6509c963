import { z } from 'zod';
import { EmailAddress, MeView, SecondFactorAsked } from '../../account.ts';
import { dataOf, Id, Timestamp } from '../../envelope.ts';
import { defineRoute } from '../../route.ts';
import { CallbackQuery, ReturnTo } from './providers.ts';

const signingIn = { tag: 'Single sign-on', audience: { public: true }, limit: 'sign_in' } as const;
const reading = { tag: 'Single sign-on', audience: { member: 'single-sign-on:read' }, limit: 'signed_in' } as const;
const changing = {
  tag: 'Single sign-on',
  audience: { member: 'single-sign-on:write' },
  limit: 'signed_in',
  confirm: true,
} as const;

export const SINGLE_SIGN_ON_KINDS = ['saml', 'oidc'] as const;
/** Roles that a directory or single sign-on may give: nobody becomes an owner from outside. */
export const GIVEN_ROLES = ['viewer', 'member', 'admin'] as const;
export type GivenRole = (typeof GIVEN_ROLES)[number];

const HttpsUrl = z.url({ protocol: /^https?$/ }).max(1_000);
const Certificate = z.string().min(100).max(10_000).describe('X.509 in PEM, or the base64 between its lines');
const SamlSettings = z.strictObject({
  entity_id: z.string().min(1).max(1_000).describe('of the identity provider, as its metadata says'),
  sign_in_url: HttpsUrl.describe('its SingleSignOnService for HTTP-Redirect'),
  certificates: z
    .array(Certificate)
    .min(1)
    .max(4)
    .optional()
    .describe('its signing certificates, two while one is replaced; those of the same entity id stay where absent'),
});
const OidcSettings = z.strictObject({
  issuer: HttpsUrl,
  client_id: z.string().min(1).max(500),
  client_secret: z.string().min(1).max(1_000).optional().describe('kept as it was where absent'),
});

const Expectation = {
  required_contexts: z
    .array(z.string().regex(/^[\x21-\x7e]{1,200}$/, 'a name without spaces'))
    .max(10)
    .describe(
      'one of them has to be stated as acr or amr (OpenID Connect) or AuthnContextClassRef (SAML); where there is none, single sign-on counts as one factor',
    ),
  max_age_minutes: z
    .int()
    .min(1)
    .max(43_200)
    .nullable()
    .describe(
      'how long ago somebody may have proved themselves at the identity provider; null where that is its own affair',
    ),
};

export const SingleSignOnView = z
  .object({
    id: Id,
    kind: z.enum(SINGLE_SIGN_ON_KINDS),
    state: z.enum(['draft', 'active']),
    is_enforced: z
      .boolean()
      .describe('members with an address of a verified domain can sign in no other way; owners can'),
    default_role: z.enum(GIVEN_ROLES).describe('of whoever comes for the first time'),
    ...Expectation,
    saml: SamlSettings.omit({ certificates: true })
      .extend({
        certificates: z.array(z.object({ subject: z.string(), fingerprint: z.string(), expires_at: Timestamp })),
      })
      .nullable(),
    oidc: z.object({ issuer: z.string(), client_id: z.string(), has_client_secret: z.boolean() }).nullable(),
    tested_at: Timestamp.nullable().describe('when somebody last signed in with it'),
    updated_at: Timestamp,
  })
  .meta({ id: 'SingleSignOn' });

export const ServiceProviderView = z
  .object({
    entity_id: z.string(),
    acs_url: z.string().describe('assertion consumer service (SAML)'),
    metadata_url: z.string(),
    redirect_uri: z.string().describe('for OpenID Connect'),
  })
  .meta({ id: 'ServiceProvider' });

export const DomainView = z
  .object({
    id: Id,
    domain: z.string(),
    verified_at: Timestamp.nullable(),
    dns_record: z.object({ type: z.literal('TXT'), name: z.string(), value: z.string() }),
  })
  .meta({ id: 'Domain' });

export const getSingleSignOn = defineRoute({
  ...reading,
  id: 'getSingleSignOn',
  method: 'GET',
  path: '/api/v1/organization/single-sign-on',
  summary: 'The organization’s single sign-on, and what its identity provider has to be told of us',
  responses: {
    200: dataOf(
      z.object({
        single_sign_on: SingleSignOnView.nullable().describe('null where there is none'),
        service_provider: ServiceProviderView.describe('the same before anything is set up'),
      }),
    ),
  },
  errors: [],
});

export const putSingleSignOn = defineRoute({
  ...changing,
  id: 'putSingleSignOn',
  method: 'PUT',
  path: '/api/v1/organization/single-sign-on',
  summary: 'Set up single sign-on by SAML 2.0 or OpenID Connect',
  description: 'Another kind or another identity provider makes it a draft again.',
  body: z
    .strictObject({
      kind: z.enum(SINGLE_SIGN_ON_KINDS),
      default_role: z.enum(GIVEN_ROLES).default('member'),
      required_contexts: Expectation.required_contexts.default([]),
      max_age_minutes: Expectation.max_age_minutes.default(null),
      saml: SamlSettings.optional(),
      oidc: OidcSettings.optional(),
    })
    .refine(
      ({ kind, saml, oidc }) =>
        (saml !== undefined) === (kind === 'saml') && (oidc !== undefined) !== (saml !== undefined),
      {
        path: ['kind'],
        message: 'goes with the settings of this kind and no others',
      },
    ),
  responses: { 200: dataOf(SingleSignOnView) },
  errors: ['certificate_refused', 'identity_provider_unreachable', 'outside_address_refused'],
  bodyLimitBytes: 65_536,
});

export const setSingleSignOnState = defineRoute({
  ...changing,
  id: 'setSingleSignOnState',
  method: 'POST',
  path: '/api/v1/organization/single-sign-on/state',
  summary: 'Turn single sign-on on or off, or require it',
  description:
    'Requiring it ends the sessions that the members concerned opened in any other way; those of owners stay.',
  body: z
    .strictObject({ state: z.enum(['draft', 'active']), is_enforced: z.boolean().default(false) })
    .refine(({ state, is_enforced }) => state === 'active' || !is_enforced, {
      path: ['is_enforced'],
      message: 'only what is active can be required',
    }),
  responses: { 200: dataOf(SingleSignOnView) },
  errors: ['domain_needed', 'single_sign_on_untested'],
});

export const deleteSingleSignOn = defineRoute({
  ...changing,
  id: 'deleteSingleSignOn',
  method: 'DELETE',
  path: '/api/v1/organization/single-sign-on',
  summary: 'Remove single sign-on; people sign in as before',
  responses: { 204: null },
  errors: [],
});

export const listDomains = defineRoute({
  ...reading,
  id: 'listDomains',
  method: 'GET',
  path: '/api/v1/organization/domains',
  summary: 'Mail domains of the organization',
  responses: { 200: dataOf(z.array(DomainView)) },
  errors: [],
});

export const addDomain = defineRoute({
  ...changing,
  id: 'addDomain',
  method: 'POST',
  path: '/api/v1/organization/domains',
  summary: 'Name a mail domain of the organization; a DNS record proves it',
  body: z.strictObject({
    domain: z
      .string()
      .trim()
      .toLowerCase()
      .max(253)
      .regex(/^(?!-)([a-z0-9-]{1,63}\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/, 'a domain such as example.com'),
  }),
  responses: { 201: dataOf(DomainView) },
  errors: ['domain_taken', 'domain_public', 'too_many_domains'],
});

export const verifyDomain = defineRoute({
  ...changing,
  id: 'verifyDomain',
  method: 'POST',
  path: '/api/v1/organization/domains/{id}/verify',
  summary: 'Look the DNS record up and count the domain as the organization’s',
  params: z.object({ id: Id }),
  responses: { 200: dataOf(DomainView) },
  errors: ['domain_unproved', 'domain_taken', 'dns_unavailable'],
});

export const removeDomain = defineRoute({
  ...changing,
  id: 'removeDomain',
  method: 'DELETE',
  path: '/api/v1/organization/domains/{id}',
  summary: 'Remove a domain; the last one can’t go while single sign-on is on',
  params: z.object({ id: Id }),
  responses: { 204: null },
  errors: ['domain_needed'],
});

export const beginSingleSignOn = defineRoute({
  ...signingIn,
  id: 'beginSingleSignOn',
  method: 'POST',
  path: '/api/v1/auth/single-sign-on/begin',
  summary: 'Begin a sign-in at the identity provider of the address’s domain, or of an organization’s short name',
  description:
    'Tells of a domain only that it has single sign-on, nothing of the address. Sets a cookie for coming back. What is still a draft is begun by an owner or admin who is signed in and names the organization.',
  body: z.strictObject({
    email: EmailAddress.optional(),
    organization: z.string().max(63).optional(),
    return_to: ReturnTo.optional(),
  }),
  responses: { 200: dataOf(z.object({ authorization_url: z.url() })) },
  errors: ['single_sign_on_unknown', 'identity_provider_unreachable', 'outside_address_refused'],
});

export const completeSingleSignOn = defineRoute({
  ...signingIn,
  // The attempt was counted when it began, and what completes it can’t be guessed.
  limit: 'anonymous',
  id: 'completeSingleSignOn',
  method: 'POST',
  path: '/api/v1/auth/single-sign-on/complete',
  summary: 'Complete a sign-in with what the identity provider came back with',
  body: z.strictObject({
    query: CallbackQuery.describe(
      'OpenID Connect: the query of the callback; SAML: the token that the redirect carries',
    ),
  }),
  responses: {
    200: dataOf(z.object({ me: MeView, return_to: z.string().nullable() })),
    202: dataOf(SecondFactorAsked.extend({ return_to: z.string().nullable() })),
  },
  errors: [
    'ceremony_over',
    'other_browser',
    'assertion_refused',
    'assertion_lacks_email',
    'assertion_email_unverified',
    'domain_not_of_organization',
    'identity_provider_unreachable',
    'outside_address_refused',
    'account_suspended',
    'sign_in_locked',
    'directory_deactivated',
  ],
});

export const samlMetadata = defineRoute({
  tag: 'Single sign-on',
  audience: { public: true },
  limit: 'anonymous',
  id: 'samlMetadata',
  method: 'GET',
  path: '/api/v1/auth/saml/{connection}/metadata',
  summary: 'What an identity provider has to know of us (SAML 2.0 metadata), also before anything is set up',
  wire: 'saml_metadata',
  params: z.object({ connection: Id }),
  responses: { 200: z.string() },
  errors: [],
});

export const consumeAssertion = defineRoute({
  tag: 'Single sign-on',
  audience: { public: true },
  limit: 'anonymous',
  id: 'consumeAssertion',
  method: 'POST',
  path: '/api/v1/auth/saml/{connection}/acs',
  summary: 'Assertion consumer service (SAML 2.0, HTTP-POST): sends the browser on to complete the sign-in',
  description:
    'An answer to nothing that was asked, as a tile of the identity provider gives it, leads to the page that offers to sign in; one that is refused leads to the sign-in page with the reason.',
  wire: 'form',
  params: z.object({ connection: Id }),
  body: z.object({ SAMLResponse: z.string().min(1).max(200_000), RelayState: z.string().max(500).optional() }),
  responses: { 303: null },
  errors: [],
  bodyLimitBytes: 262_144,
});

export const singleSignOnRoutes = [
  getSingleSignOn,
  putSingleSignOn,
  setSingleSignOnState,
  deleteSingleSignOn,
  listDomains,
  addDomain,
  verifyDomain,
  removeDomain,
  beginSingleSignOn,
  completeSingleSignOn,
  samlMetadata,
  consumeAssertion,
] as const;
