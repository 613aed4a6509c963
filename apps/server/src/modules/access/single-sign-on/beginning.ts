import { mayMember } from '@stepwell/contract';
import type { Principal } from '../../../platform/http/index.ts';
import { randomToken } from '../../../platform/ids/index.ts';
import { visitHash, visitOf } from '../ceremonies/index.ts';
import { OpenIdFailure, type OpenIdProvider } from '../openid/index.ts';
import { callbackOf, type Connection, fingerprintOf, type OidcConnection } from './connection.ts';
import { domainOfAddress } from './domains.ts';
import { singleSignOnErrors } from './errors.ts';
import { connectionOfDomain, connectionOfSlug } from './read-model.ts';
import { SECRET_PURPOSE } from './settings.ts';
import type { Departed } from './steps.ts';
import type { SingleSignOnWork } from './work.ts';

export type Beginning = {
  readonly email?: string | undefined;
  /** Short name of an organization; goes before the address. */
  readonly organization?: string | undefined;
  readonly returnTo?: string | undefined;
  readonly who: Principal;
  /** The browser's cookie, where it has one. */
  readonly cookie: string | undefined;
};
/** Where to send the browser, and the cookie to give it. */
export type Departure = { readonly url: string; readonly visit: string };

const REQUEST_ID_BYTES = 20;
const MINUTE_SECONDS = 60;
const ROUTINE = { routine: 'beginning single sign-on' } as const;

export async function begin(work: SingleSignOnWork, beginning: Beginning): Promise<Departure> {
  const connection = await wanted(work, beginning);
  const { email, returnTo, cookie } = beginning;
  const isDraft = connection?.state === 'draft';
  const testerId = isDraft ? testerOf(connection, beginning) : null;
  if (connection === undefined || (isDraft && testerId === null)) throw singleSignOnErrors.single_sign_on_unknown();
  return depart(work, connection, { testerId, returnTo: returnTo ?? null, cookie, loginHint: email });
}

async function wanted(
  { database }: SingleSignOnWork,
  { email, organization }: Beginning,
): Promise<Connection | undefined> {
  return database.asSystem(ROUTINE, async (tx) => {
    if (organization !== undefined) return connectionOfSlug(tx, organization.toLowerCase());
    return email === undefined ? undefined : connectionOfDomain(tx, domainOfAddress(email));
  });
}

/** A draft may be tried out by those who may see its settings, and by nobody who only has an address. */
function testerOf({ orgId }: Connection, { organization, who }: Beginning): string | null {
  if (organization === undefined || who.kind !== 'member' || who.orgId !== orgId) return null;
  return mayMember(who.role, 'single-sign-on:read') ? who.accountId : null;
}

async function depart(
  work: SingleSignOnWork,
  connection: Connection,
  {
    testerId,
    returnTo,
    cookie,
    loginHint,
  }: Pick<Departed, 'testerId' | 'returnTo'> & { cookie: string | undefined; loginHint?: string | undefined },
): Promise<Departure> {
  const visit = visitOf(cookie);
  const { id: connectionId, orgId } = connection;
  const step: Departed = {
    step: 'departed',
    connectionId,
    orgId,
    provider: fingerprintOf(connection),
    visit: visitHash(visit),
    returnTo,
    testerId,
    requestId: `_${randomToken(REQUEST_ID_BYTES)}`,
    checks: null,
  };
  const token = await work.database.asSystem(ROUTINE, (tx) =>
    work.ceremonies.begin(tx, { kind: 'sso', accountId: null, state: step }),
  );
  const { requestId } = step;
  if (connection.kind === 'oidc') return { visit, url: await departToOpenId(work, connection, step, token, loginHint) };
  return { visit, url: await work.saml.depart(connection, { requestId, relayState: token }) };
}

async function departToOpenId(
  work: SingleSignOnWork,
  connection: OidcConnection,
  step: Departed,
  token: string,
  loginHint: string | undefined,
): Promise<string> {
  const { openid, publicUrl, database, ceremonies } = work;
  const { required_contexts: contexts = [], max_age_minutes: maxMinutes = null } = connection.settings;
  const maxAgeSeconds = maxMinutes === null ? undefined : maxMinutes * MINUTE_SECONDS;
  const departure = { redirectUri: callbackOf(publicUrl), state: token, loginHint, contexts, maxAgeSeconds };
  const { url, checks } = await openid.depart(openIdProviderOf(work, connection), departure).catch(unreachable);
  await database.asSystem(ROUTINE, (tx) => ceremonies.change(tx, 'sso', token, async () => ({ ...step, checks })));
  return url;
}

export function openIdProviderOf(
  { sealer }: SingleSignOnWork,
  { settings, sealedSecret }: OidcConnection,
): OpenIdProvider {
  const { issuer, client_id: clientId } = settings;
  return { issuer, clientId, clientSecret: sealedSecret === null ? null : sealer.open(sealedSecret, SECRET_PURPOSE) };
}

function unreachable(error: unknown): never {
  throw error instanceof OpenIdFailure ? singleSignOnErrors.identity_provider_unreachable() : error;
}
