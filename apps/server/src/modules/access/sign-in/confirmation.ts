import type { CONFIRMATION_METHODS } from '@stepwell/contract';
import { z } from 'zod';
import { commonErrors } from '../../../platform/errors/index.ts';
import { confirmedUntilMs } from '../../../platform/http/index.ts';
import type { AuditActor, SignedInPrincipal } from '../callers/index.ts';
import { ceremonyErrors } from '../ceremonies/index.ts';
import type { SecondFactorMethod } from '../second-factors/index.ts';
import type { OpenedSession, Origin } from '../sessions/index.ts';
import { signInErrors } from './errors.ts';
import type { PasskeyBegun } from './passkey.ts';
import { createProofAttempts, recordProof } from './proof-attempts.ts';
import type { SignInDependencies } from './service.ts';

export type ConfirmationMethod = (typeof CONFIRMATION_METHODS)[number];
export type Person = { readonly who: SignedInPrincipal; readonly actor: AuditActor; readonly origin: Origin };
export type ConfirmationBegun = { readonly methods: ConfirmationMethod[]; readonly passkey: PasskeyBegun | null };
export type Confirmation = {
  readonly method: ConfirmationMethod;
  readonly password?: string | undefined;
  readonly code?: string | undefined;
  readonly token?: string | undefined;
  readonly assertion?: unknown;
};

/** Until when it counts, and the session under its new token; undefined where that stays as it is. */
export type IdentityConfirmed = { readonly until: Date; readonly renewed: OpenedSession | undefined };

const ROUTINE = { routine: 'confirming who it is' } as const;
const State = z.object({ challenge: z.string(), sessionId: z.string() });

export async function beginConfirmation(
  { database, secondFactors, ceremonies }: SignInDependencies,
  { who: { accountId, sessionId } }: Person,
): Promise<ConfirmationBegun> {
  return database.asSystem(ROUTINE, async (tx) => {
    const methods = waysOf(await secondFactors.standingOf(tx, accountId));
    if (!methods.includes('passkey')) return { methods, passkey: null };
    const { challenge, options } = await secondFactors.passkeyRequest(tx, accountId);
    const token = await ceremonies.begin(tx, { kind: 'passkey', accountId, state: { challenge, sessionId } });
    return { methods, passkey: { token, options } };
  });
}

/** A password is proof only for whoever has nothing better. */
function waysOf({
  methods,
  hasPassword,
}: {
  methods: SecondFactorMethod[];
  hasPassword: boolean;
}): ConfirmationMethod[] {
  if (methods.length > 0) return methods;
  return hasPassword ? ['password'] : [];
}

export async function confirmIdentity(
  deps: SignInDependencies,
  person: Person,
  confirmation: Confirmation,
): Promise<IdentityConfirmed> {
  const { database, secondFactors } = deps;
  const { accountId, sessionId, impersonatorId } = person.who;
  if (impersonatorId !== null) throw commonErrors.impersonation_refused();
  const standing = await database.asSystem(ROUTINE, (tx) => secondFactors.standingOf(tx, accountId));
  if (!waysOf(standing).includes(confirmation.method)) throw signInErrors.confirmation_method_refused();
  const challenge = confirmation.method === 'passkey' ? await challengeOf(deps, person, confirmation.token) : undefined;
  const attempts = createProofAttempts(deps);
  const outcome = await attempts.attempt(person, () => prove(deps, person, confirmation, challenge));
  if (outcome !== 'proved') throw refusalOf(outcome);
  return database.asSystem(ROUTINE, async (tx) => {
    const proof = { secondFactor: confirmation.method !== 'password', cookieHash: person.origin.cookieHash };
    const { at, renewed } = await deps.sessions.confirm(tx, sessionId, proof);
    await recordProof(deps, tx, person, 'session.confirm');
    return { until: new Date(confirmedUntilMs(at) ?? at), renewed };
  });
}

/** Of a challenge that this very session began; each is answered once. */
async function challengeOf({ ceremonies }: SignInDependencies, { who }: Person, token = ''): Promise<string> {
  const ceremony = await ceremonies.take('passkey', token);
  const state = State.safeParse(ceremony.state);
  if (ceremony.accountId !== who.accountId || state.data?.sessionId !== who.sessionId) {
    throw ceremonyErrors.ceremony_over();
  }
  return state.data.challenge;
}

async function prove(
  { accounts, secondFactors }: SignInDependencies,
  { who: { accountId }, origin }: Person,
  { method, password = '', code, assertion }: Confirmation,
  challenge: string | undefined,
): Promise<boolean> {
  if (method === 'password') return accounts.passwordMatches(accountId, password);
  return secondFactors.prove(accountId, { method, code, assertion, challenge }, origin);
}

function refusalOf(outcome: 'failed' | 'ended') {
  if (outcome === 'failed') return signInErrors.confirmation_failed();
  return signInErrors.confirmation_failed(undefined, {
    detail: 'That was not right five times, so the session was ended.',
  });
}
