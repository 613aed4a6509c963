import { z } from 'zod';
import { MeView, SecondFactorAsked } from '../../account.ts';
import { dataOf, Id, Timestamp } from '../../envelope.ts';
import { defineRoute } from '../../route.ts';

const signingIn = { tag: 'Sign-in', audience: { public: true } } as const;
const own = { tag: 'Second factors and passkeys', audience: { account: true }, limit: 'signed_in' } as const;

/** Providers that an installation may let people sign in with. */
export const PROVIDER_IDS = ['google', 'github', 'openid'] as const;
export type ProviderId = (typeof PROVIDER_IDS)[number];
const Provider = z.object({ provider: z.enum(PROVIDER_IDS) });

/** The query that a provider came back with, as it stands in the address bar, with or without its `?`. */
export const CallbackQuery = z.string().min(1).max(8_000);
const Departure = dataOf(z.object({ authorization_url: z.url().describe('where to send the browser') }));

/** A way of our own pages, never an address of another site. */
export const ReturnTo = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\\\s]*$/, 'a path of this site');

export const ProviderView = z.object({ id: z.enum(PROVIDER_IDS), name: z.string() }).meta({ id: 'Provider' });

export const listProviders = defineRoute({
  ...signingIn,
  id: 'listProviders',
  method: 'GET',
  path: '/api/v1/auth/providers',
  summary: 'Which other accounts people can sign in with',
  limit: 'anonymous',
  responses: { 200: dataOf(z.array(ProviderView)) },
  errors: [],
});

export const beginProviderSignIn = defineRoute({
  ...signingIn,
  id: 'beginProviderSignIn',
  method: 'POST',
  path: '/api/v1/auth/providers/{provider}/begin',
  summary: 'Begin a sign-in at another provider: where to send the browser',
  description: 'Sets a cookie, so that only the browser that began can come back.',
  limit: 'sign_in',
  params: Provider,
  body: z.strictObject({ return_to: ReturnTo.optional() }),
  responses: { 200: Departure },
  errors: ['provider_unknown', 'provider_unavailable'],
});

export const completeProviderSignIn = defineRoute({
  ...signingIn,
  id: 'completeProviderSignIn',
  method: 'POST',
  path: '/api/v1/auth/providers/{provider}/complete',
  summary: 'Complete what was begun at a provider: sign in, or connect the account there',
  description:
    'Somebody new is given an account. An account that exists is linked only when the provider and we both know its address to be verified.',
  // The attempt was counted when it began, and what completes it can’t be guessed.
  limit: 'anonymous',
  params: Provider,
  body: z.strictObject({ query: CallbackQuery }),
  responses: {
    200: dataOf(
      z.object({
        me: MeView,
        outcome: z.enum(['signed_in', 'signed_up', 'linked', 'connected']),
        return_to: z.string().nullable(),
      }),
    ),
    202: dataOf(SecondFactorAsked.extend({ return_to: z.string().nullable() })),
  },
  errors: [
    'provider_unknown',
    'provider_unavailable',
    'provider_declined',
    'provider_answer_refused',
    'provider_email_unverified',
    'provider_email_taken',
    'provider_account_taken',
    'provider_connected_already',
    'own_email_unverified',
    'ceremony_over',
    'other_browser',
    'sign_in_locked',
    'account_suspended',
    'single_sign_on_required',
  ],
});

export const ConnectedAccountView = z
  .object({
    id: Id,
    provider: z.string().describe('google, github, openid, or sso for the single sign-on of an organization'),
    provider_name: z.string(),
    email: z.string().nullable().describe('the address there when it was last used'),
    connected_at: Timestamp,
    last_used_at: Timestamp.nullable(),
  })
  .meta({ id: 'ConnectedAccount' });

export const listConnectedAccounts = defineRoute({
  ...own,
  id: 'listConnectedAccounts',
  method: 'GET',
  path: '/api/v1/me/connected-accounts',
  summary: 'Accounts elsewhere that sign in to this one',
  responses: { 200: dataOf(z.array(ConnectedAccountView)) },
  errors: [],
});

export const beginConnection = defineRoute({
  ...own,
  id: 'beginConnection',
  method: 'POST',
  path: '/api/v1/me/connected-accounts/{provider}/begin',
  summary: 'Connect an account elsewhere: where to send the browser; completed as a sign-in is',
  confirm: true,
  params: Provider,
  responses: { 200: Departure },
  errors: ['provider_unknown', 'provider_unavailable', 'provider_connected_already', 'own_email_unverified'],
});

export const disconnectAccount = defineRoute({
  ...own,
  id: 'disconnectAccount',
  method: 'DELETE',
  path: '/api/v1/me/connected-accounts/{id}',
  summary: 'Disconnect an account elsewhere',
  confirm: true,
  params: z.object({ id: Id }),
  responses: { 204: null },
  errors: ['last_sign_in_method'],
});

export const providerRoutes = [
  listProviders,
  beginProviderSignIn,
  completeProviderSignIn,
  listConnectedAccounts,
  beginConnection,
  disconnectAccount,
] as const;
