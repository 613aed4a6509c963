import { API_KEY_SCOPES, createApiKey, createSigningSecret, signIn } from '@stepwell/contract';
import { DEMO_ORGANIZATIONS } from '../apps/server/src/main/demo/organizations.ts';
import { callsAs, cookieSet } from './calls-as.ts';

/** A demo organization, with what its owner signs in with and what its own server holds. */
export type Organization = {
  readonly slug: string;
  readonly name: string;
  /** Key of its live flow. */
  readonly flow: string;
  readonly owner: { readonly email: string; readonly name: string; readonly password: string };
  /** Value of the session cookie of the signed-in owner. */
  readonly session: string;
  readonly apiKey: string;
  readonly signingSecret: string;
};

export type Organizations = { readonly atelier: Organization; readonly northwind: Organization };

/** Signs each demo owner in and makes what their servers need. */
export async function openOrganizations(url: string): Promise<Organizations> {
  const [atelier, northwind] = await Promise.all(DEMO_ORGANIZATIONS.map((demo) => openOrganization(url, demo)));
  if (atelier?.slug !== 'atelier' || northwind?.slug !== 'northwind') throw new Error('the demo is not as expected');
  return { atelier, northwind };
}

async function openOrganization(url: string, demo: (typeof DEMO_ORGANIZATIONS)[number]): Promise<Organization> {
  const { slug, name, flow, owner } = demo;
  const session = await sessionOf(url, owner);
  const { call } = callsAs(url, session);
  const key = await call(createApiKey, {
    body: { name: 'Browser tests', environment: 'live', scopes: [...API_KEY_SCOPES] },
  });
  const signing = await call(createSigningSecret, { body: { environment: 'live' } });
  return { slug, name, flow: flow.key, owner, session, apiKey: key.data.secret, signingSecret: signing.data.secret };
}

async function sessionOf(url: string, { email, password }: Organization['owner']): Promise<string> {
  const response = await fetch(`${url}${signIn.path}`, {
    method: signIn.method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const token = cookieSet(response, 'stepwell_session');
  if (token === undefined) throw new Error(`${email} could not sign in: ${response.status} ${await response.text()}`);
  return token;
}
