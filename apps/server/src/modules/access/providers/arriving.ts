import type { ProviderId } from '@stepwell/contract';
import type { z } from 'zod';
import type { SystemTx } from '../../../platform/database/index.ts';
import { Refusal } from '../../../platform/errors/index.ts';
import { type AuditActor, orgIdOf, type SignedInPrincipal } from '../callers/index.ts';
import { assertSameBrowser, ceremonyErrors } from '../ceremonies/index.ts';
import type { OpenedSession, Origin } from '../sessions/index.ts';
import type { SecondFactorAsked } from '../sign-in/index.ts';
import { connect } from './connecting.ts';
import { redirectUriOf, Visit } from './departing.ts';
import { providerErrors } from './errors.ts';
import { clientOf, type Identity } from './provider-client.ts';
import { accountOf, isOvertaken, type Outcome } from './recognition.ts';
import type { ProviderSettings } from './settings.ts';
import { type Owner, type ProviderDependencies, providerOf, record } from './work.ts';

export type Return = {
  readonly provider: ProviderId;
  /** What the provider sent the browser back with. */
  readonly query: string;
  /** What the browser was given when it left. */
  readonly browser: string | undefined;
  /** Undefined when nobody is signed in. */
  readonly owner: Owner | undefined;
  readonly origin: Origin;
};

export type Arrived = { readonly returnTo: string | null } & (
  | SecondFactorAsked
  | { readonly outcome: Outcome; readonly opened: OpenedSession }
  | { readonly outcome: 'connected'; readonly sessionId: string }
);

const ROUTINE = { routine: 'coming back from a provider' } as const;

export async function complete(deps: ProviderDependencies, back: Return): Promise<Arrived> {
  const provider = providerOf(deps, back.provider);
  try {
    return await arrive(deps, provider, back);
  } catch (error) {
    if (error instanceof Refusal) await recordRefused(deps, back, error.code);
    throw error;
  }
}

async function arrive(deps: ProviderDependencies, provider: ProviderSettings, back: Return): Promise<Arrived> {
  const { query, owner, origin } = back;
  const state = new URLSearchParams(query).get('state');
  if (state === null) throw providerErrors.provider_answer_refused();
  const visit = Visit.parse((await deps.ceremonies.take('oauth', state)).state);
  assertSameVisitor(visit, back);
  const redirectUri = redirectUriOf(deps, provider.id);
  const identity = await clientOf(deps, provider).arrive({ redirectUri, state, query, checks: visit.checks });
  const { returnTo } = visit;
  if (owner === undefined || visit.connect === null) {
    return { ...(await signIn(deps, provider, identity, origin)), returnTo };
  }
  await deps.database.asSystem(ROUTINE, (tx) => connect(deps, tx, { provider, identity, owner, origin }));
  return { outcome: 'connected', sessionId: owner.who.sessionId, returnTo };
}

/**
 * Nobody can be made to come back with what somebody else began, which would sign them in to that one's account or connect
 * theirs to it. The answer of one provider is not taken for that of another (mix-up).
 */
function assertSameVisitor(visit: z.output<typeof Visit>, { provider, browser, owner }: Return): void {
  assertSameBrowser(visit.browser, browser);
  if (visit.connect !== null && !isSession(owner?.who, visit.connect)) throw ceremonyErrors.other_browser();
  if (visit.provider !== provider) throw providerErrors.provider_answer_refused();
}

function isSession(who: SignedInPrincipal | undefined, of: { accountId: string; sessionId: string }): boolean {
  return who?.accountId === of.accountId && who.sessionId === of.sessionId;
}

/** Of two who come for the first time at the same time, the second finds what the first one made. */
async function signIn(deps: ProviderDependencies, provider: ProviderSettings, identity: Identity, origin: Origin) {
  const attempt = () => deps.database.asSystem(ROUTINE, (tx) => letIn(deps, tx, { provider, identity, origin }));
  return attempt().catch((error: unknown) => {
    if (isOvertaken(error)) return attempt();
    throw error;
  });
}

async function letIn(
  deps: ProviderDependencies,
  tx: SystemTx,
  visitor: { provider: ProviderSettings; identity: Identity; origin: Origin },
) {
  const { accountId, outcome } = await accountOf(deps, tx, visitor);
  const admitted = await deps.signIns.admit(tx, { accountId, method: 'oauth', origin: visitor.origin });
  return 'secondFactor' in admitted ? admitted : { outcome, opened: admitted };
}

/** The query is not kept: it holds the code. */
async function recordRefused(deps: ProviderDependencies, { provider, owner, origin }: Return, code: string) {
  const nobody: AuditActor = { actorKind: 'system', actorId: null, ...origin };
  await deps.database.asSystem(ROUTINE, (tx) =>
    record(deps, tx, {
      action: 'session.provider_refused',
      actor: owner?.actor ?? nobody,
      accountId: owner?.who.accountId ?? null,
      orgId: owner === undefined ? null : orgIdOf(owner.who),
      after: { provider, code },
    }),
  );
}
