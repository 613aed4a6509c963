import { commonErrors, Refusal } from '../../../platform/errors/index.ts';
import { ceremonyErrors } from '../ceremonies/index.ts';
import type { Origin } from '../sessions/index.ts';
import { callbackOf, fingerprintOf, type SamlConnection } from './connection.ts';
import { singleSignOnErrors } from './errors.ts';
import { connectionById, slugOf } from './read-model.ts';
import { Unsolicited } from './saml.ts';
import { refused } from './saml-assertion.ts';
import { type Departed, stepIn } from './steps.ts';
import { recordRefused, type SingleSignOnWork } from './work.ts';

/** What an identity provider posts through the browser; nothing of it is believed yet. */
export type Answer = {
  readonly connectionId: string;
  readonly response: string;
  readonly relayState: string | undefined;
  readonly origin: Origin;
};

const ROUTINE = { routine: 'taking an answer of an identity provider' } as const;

/** Returns where the browser goes on. Never refuses but for a connection that is not there: whoever is refused is sent to the sign-in page with the reason. */
export async function consume(work: SingleSignOnWork, answer: Answer): Promise<string> {
  const connection = await work.database.asSystem(ROUTINE, (tx) => connectionById(tx, answer.connectionId));
  if (connection?.kind !== 'saml') throw commonErrors.not_found();
  try {
    return await goOn(work, connection, answer);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await recordRefused(work, connection, error, answer.origin);
    const told = new URLSearchParams({ refused: error.code, error: answer.origin.correlationId });
    return `${work.publicUrl}/sign-in?${told.toString()}`;
  }
}

async function goOn(work: SingleSignOnWork, connection: SamlConnection, answer: Answer): Promise<string> {
  const asked = await questionOf(work, connection, answer.relayState);
  try {
    const { response } = answer;
    const identity = await work.saml.arrive(connection, { response, requestId: asked?.requestId });
    // Without a question nothing arrives; with one, its step goes on.
    if (asked === undefined) throw ceremonyErrors.ceremony_over();
    const { step: _, requestId: __, checks: ___, ...kept } = asked;
    const state = { ...kept, step: 'proved', identity } as const;
    const proved = { kind: 'sso', accountId: null, state } as const;
    const token = await work.database.asSystem(ROUTINE, (tx) => work.ceremonies.begin(tx, proved));
    return `${callbackOf(work.publicUrl)}#token=${token}`;
  } catch (error) {
    if (error instanceof Unsolicited) return await offerInstead(work, connection, asked);
    throw asked === undefined && error instanceof Refusal ? ceremonyErrors.ceremony_over() : error;
  }
}

/** What was asked, used up; undefined where nothing was, or where it is over. */
async function questionOf(
  work: SingleSignOnWork,
  connection: SamlConnection,
  relayState = '',
): Promise<Departed | undefined> {
  try {
    const step = stepIn((await work.ceremonies.take('sso', relayState)).state);
    if (step.step !== 'departed') return undefined;
    if (step.connectionId !== connection.id) throw refused('in_response_to');
    if (step.provider !== fingerprintOf(connection)) throw ceremonyErrors.ceremony_over();
    return step;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'ceremony_over') return undefined;
    throw error;
  }
}

/**
 * Somebody else's answer could be slipped to a browser that asked for nothing, so it is not used. Nor is the identity provider
 * asked at once: any site can have a browser post such an answer, and whoever is signed in there would be signed in here
 * without having done anything. One that does not say what it answers when it was asked would be asked for ever.
 */
async function offerInstead(
  work: SingleSignOnWork,
  { state, orgId }: SamlConnection,
  asked: Departed | undefined,
): Promise<string> {
  if (asked !== undefined) throw refused('in_response_to');
  const slug = await work.database.asSystem(ROUTINE, (tx) => slugOf(tx, orgId));
  if (state !== 'active' || slug === undefined) throw singleSignOnErrors.single_sign_on_unknown();
  const offered = new URLSearchParams({ way: 'sso', organization: slug });
  return `${work.publicUrl}/sign-in?${offered.toString()}`;
}
