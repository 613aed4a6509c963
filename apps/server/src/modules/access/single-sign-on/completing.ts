import { Refusal } from '../../../platform/errors/index.ts';
import { assertSameBrowser, ceremonyErrors } from '../ceremonies/index.ts';
import { OpenIdFailure } from '../openid/index.ts';
import type { OpenedSession, Origin } from '../sessions/index.ts';
import type { SecondFactorAsked } from '../sign-in/index.ts';
import { openIdProviderOf } from './beginning.ts';
import { callbackOf, fingerprintOf, type Identity } from './connection.ts';
import { singleSignOnErrors } from './errors.ts';
import { letIn } from './joining.ts';
import { connectionById } from './read-model.ts';
import { refused } from './saml-assertion.ts';
import { type Departed, type Proved, stepIn } from './steps.ts';
import { assertProof } from './strength.ts';
import { recordRefused, type SingleSignOnWork } from './work.ts';

export type Completion = {
  /** Of OpenID Connect's callback, or the `token` that the answer of SAML was redirected with. */
  readonly query: string;
  readonly cookie: string | undefined;
  readonly origin: Origin;
};
export type Completed = {
  readonly answer: OpenedSession | SecondFactorAsked;
  readonly returnTo: string | null;
};

const ROUTINE = { routine: 'signing in by single sign-on' } as const;

export async function complete(work: SingleSignOnWork, { query, cookie, origin }: Completion): Promise<Completed> {
  const { token, state } = Object.fromEntries(new URLSearchParams(query.replace(/^[?#]/, '')));
  const step = stepIn((await work.ceremonies.take('sso', token ?? state ?? '')).state);
  try {
    assertSameBrowser(step.visit, cookie);
    const identity = await identityOf(work, step, { token, state, query });
    const answer = await work.database.asSystem(ROUTINE, (tx) => letIn(work, tx, { step, identity, origin }));
    return { answer, returnTo: step.returnTo };
  } catch (error) {
    const { connectionId: id, orgId } = step;
    if (error instanceof Refusal) await recordRefused(work, { id, orgId }, error, origin);
    throw error;
  }
}

type Parameters = { readonly token: string | undefined; readonly state: string | undefined; readonly query: string };

async function identityOf(
  work: SingleSignOnWork,
  step: Departed | Proved,
  { token, state, query }: Parameters,
): Promise<Identity> {
  if (step.step === 'proved' && token !== undefined) return step.identity;
  if (step.step === 'departed' && token === undefined) return arrive(work, step, state ?? '', query);
  throw ceremonyErrors.ceremony_over();
}

async function arrive(work: SingleSignOnWork, step: Departed, state: string, query: string): Promise<Identity> {
  const { database, openid, publicUrl } = work;
  const connection = await database.asSystem(ROUTINE, (tx) => connectionById(tx, step.connectionId));
  const { checks, provider } = step;
  if (connection?.kind !== 'oidc' || checks === null || provider !== fingerprintOf(connection)) {
    throw ceremonyErrors.ceremony_over();
  }
  const arrival = { redirectUri: callbackOf(publicUrl), state, query, checks };
  const { subject, email, emailVerified, name, proof } = await openid
    .arrive(openIdProviderOf(work, connection), arrival)
    .catch(translated);
  assertProof(connection.settings, proof);
  if (email === null) throw singleSignOnErrors.assertion_lacks_email();
  // Many identity providers of companies say nothing of it; one that says no must be believed.
  if (emailVerified === false) throw singleSignOnErrors.assertion_email_unverified();
  return { subject, email, name };
}

function translated(error: unknown): never {
  if (!(error instanceof OpenIdFailure)) throw error;
  if (error.reason === 'unreachable') throw singleSignOnErrors.identity_provider_unreachable();
  throw refused(error.reason === 'declined' ? 'declined' : 'malformed');
}
