import {
  acceptOwnInvitation,
  beginTotp,
  confirmTotp,
  createOrganization,
  getDraft,
  proveSecondFactor,
  SecondFactorAsked,
  publishFlow,
  createApiKey,
  createInvitation,
  listOwnInvitations,
  API_KEY_SCOPES,
  createFlow,
  createSigningSecret,
  signIn,
  signUp,
  verifyEmail,
} from '@stepwell/contract';
import { ProblemError } from '@stepwell/contract/client';
import type { BrowserContext } from 'playwright-core';
import { authenticatorApp } from './authenticator-app.ts';
import { callsAs } from './calls-as.ts';
import { mailedLink } from './mailbox.ts';
import { NEWCOMERS_PASSWORD } from './newcomer.ts';
import { grantOperator } from './operator-command.ts';
import type { Organization } from './organizations.ts';

/** Somebody who calls the API as a browser would, with an address and a session of their own. */
export type Person = ReturnType<typeof person>;

let people = 0;

export function person(url: string, name: string, email: string, session = '') {
  people += 1;
  const address = `198.19.${process.pid % 256}.${people % 256}`;
  return { name, email, ...callsAs(url, session, { 'x-forwarded-for': address }) };
}

/** Whoever a browser is signed in as: what the API says to them. */
export async function personIn(context: BrowserContext, url: string): Promise<Person> {
  const cookie = (await context.cookies(url)).find(({ name }) => name === 'stepwell_session');
  return person(url, 'whoever is signed in', '', cookie?.value);
}

/** The code that the API refuses a call with; null where it does not. */
export async function refusalOf(answer: Promise<unknown>): Promise<string | null> {
  try {
    await answer;
    return null;
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.code;
    throw error;
  }
}

/** Signs somebody up and follows the link that is mailed, which signs them in. They belong to no organization. */
export async function signedUp(url: string, { name, email }: { name: string; email: string }): Promise<Person> {
  const someone = person(url, name, email);
  await someone.call(signUp, { body: { name, email, password: NEWCOMERS_PASSWORD, accept_terms: true } });
  const token = new URLSearchParams(new URL(await mailedLink(url, email, 'verify_email')).hash.slice(1)).get('token');
  await someone.call(verifyEmail, { body: { token: token ?? '' } });
  return someone;
}

/** Somebody who has signed up and founded an organization, with the organization. */
export async function founder(url: string, who: { name: string; email: string }, organization: string) {
  const owner = await signedUp(url, who);
  const slug = organization.toLowerCase().replaceAll(' ', '-');
  await owner.call(createOrganization, { body: { name: organization, slug } });
  return { owner, slug };
}

/** Somebody who has signed up and joined the organization that `owner` invited them to. */
export async function joined(url: string, owner: Person, who: { name: string; email: string }): Promise<Person> {
  const somebody = await signedUp(url, who);
  await owner.call(createInvitation, { body: { email: who.email, role: 'member' } });
  const [invitation] = (await somebody.call(listOwnInvitations)).data;
  await somebody.call(acceptOwnInvitation, { params: { id: invitation?.id ?? '' } });
  return somebody;
}

/** An organization with a live flow, and what its own server holds. */
export async function organizationAtWork(
  url: string,
  who: { name: string; email: string },
  name: string,
): Promise<Organization> {
  const { owner, slug } = await founder(url, who, name);
  const flow = 'creator';
  await owner.call(createFlow, { body: { key: flow, name: 'Creator onboarding', template: 'creator_marketplace' } });
  const { data: draft } = await owner.call(getDraft, { params: { key: flow } });
  const body = { environment: 'live', row_version: draft.row_version } as const;
  await owner.call(publishFlow, { params: { key: flow }, body });
  const key = await owner.call(createApiKey, {
    body: { name: 'Browser tests', environment: 'live', scopes: [...API_KEY_SCOPES] },
  });
  const signing = await owner.call(createSigningSecret, { body: { environment: 'live' } });
  return {
    slug,
    name,
    flow,
    owner: { ...who, password: NEWCOMERS_PASSWORD },
    session: owner.session(),
    apiKey: key.data.secret,
    signingSecret: signing.data.secret,
  };
}

/** A super admin of the installation who has signed in with a second factor. */
export async function operator(url: string, dataDir: string, who: { name: string; email: string }): Promise<Person> {
  const newcomer = await signedUp(url, who);
  await grantOperator(dataDir, who.email);
  const { data: begun } = await newcomer.call(beginTotp);
  const code = await authenticatorApp(begun.secret).code();
  const { data: confirmed } = await newcomer.call(confirmTotp, { body: { code } });
  const back = person(url, who.name, who.email);
  const asked = await back.call(signIn, { body: { email: who.email, password: NEWCOMERS_PASSWORD } });
  const { token } = SecondFactorAsked.parse(asked.data).second_factor;
  const [backupCode = ''] = confirmed.backup_codes;
  await back.call(proveSecondFactor, { body: { token, method: 'backup_code', code: backupCode } });
  return back;
}
