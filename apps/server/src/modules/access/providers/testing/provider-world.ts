import { beginConnection, beginProviderSignIn, completeProviderSignIn, type ProviderId } from '@stepwell/contract';
import { createOutbound } from '../../../../platform/outbound/index.ts';
import {
  type Access,
  type AccessSettings,
  type AccessWorld,
  createAccessWorld,
  PUBLIC_URL,
} from '../../../../testing/access-world.ts';
import {
  type PersonClaims,
  startOpenIdProvider,
  type TestOpenIdProvider,
} from '../../../../testing/openid-provider.ts';
import { sessionIn } from '../../../../testing/second-factors.ts';
import { createOpenId } from '../../openid/index.ts';
import { createProviders, type ProviderSettings } from '../index.ts';
import { createProvidersModule } from '../module.ts';
import { type Github, type GithubPerson, startGithub } from '../../../../testing/github-double.ts';

export const CLIENT_SECRET = 'planted-secret-of-the-client';
export const GITHUB_SECRET = 'planted-secret-at-github';
const callbackOf = (provider: ProviderId) => `${PUBLIC_URL}/sign-in/callback/${provider}`;

export type ProviderWorld = AccessWorld & {
  readonly idp: TestOpenIdProvider;
  readonly github: Github;
  /** Begins in a browser of its own, or in that of a session to connect an account. */
  leave(provider: ProviderId, options?: { session?: string; returnTo?: string }): Promise<Left>;
  /** The whole way there and back at an OpenID provider. */
  visit(provider: ProviderId, person: string, options?: { session?: string }): ReturnType<ProviderWorld['comeBack']>;
  comeBack(back: Left & { callback: string; session?: string }): Promise<Came>;
};
export type Left = { readonly provider: ProviderId; readonly url: string; readonly visit: string };
type Came = Awaited<ReturnType<typeof complete>>;

/** The access wing with Google and OpenID at one real provider, and GitHub at its double. */
export async function createProviderWorld(
  people: { openid: Readonly<Record<string, PersonClaims>>; github?: Readonly<Record<string, GithubPerson>> },
  { only, ...settings }: AccessSettings & { readonly only?: ProviderId } = {},
): Promise<ProviderWorld> {
  const clients = (['google', 'openid'] as const).map((id) => ({
    clientId: `client-${id}`,
    clientSecret: CLIENT_SECRET,
    redirectUris: [callbackOf(id)],
  }));
  const idp = await startOpenIdProvider({ clients, people: people.openid });
  const registered = { clientId: 'client-github', clientSecret: GITHUB_SECRET, redirectUri: callbackOf('github') };
  const nowMs = () => world.clock.nowMs();
  const github = await startGithub({ ...registered, people: people.github ?? {}, nowMs });
  const outbound = createOutbound({ allowedHosts: [idp.host, github.host] });
  const world = await createAccessWorld((access) => [moduleOf(access, outbound, { idp, github, only })], settings);
  const leave: ProviderWorld['leave'] = (provider, options = {}) => depart(world, provider, options);
  return {
    ...world,
    idp,
    github,
    leave,
    async visit(provider, person, options = {}) {
      const left = await leave(provider, options);
      return complete(world, { ...left, ...options, callback: await idp.signIn(left.url, person) });
    },
    comeBack: (back) => complete(world, back),
    async drop() {
      await Promise.all([world.drop(), idp.close(), github.close(), outbound.close()]);
    },
  };
}

function moduleOf(
  access: Access,
  outbound: ReturnType<typeof createOutbound>,
  { idp, github, only }: { idp: TestOpenIdProvider; github: Github; only: ProviderId | undefined },
) {
  const { issuer } = idp;
  const { baseUrl } = github;
  const client = { issuer, kind: 'openid', clientSecret: CLIENT_SECRET } as const;
  const settings: ProviderSettings[] = [
    { ...client, id: 'google', name: 'Google', clientId: 'client-google' },
    { id: 'github', name: 'GitHub', kind: 'github', baseUrl, clientId: 'client-github', clientSecret: GITHUB_SECRET },
    { ...client, id: 'openid', name: 'Atelier ID', clientId: 'client-openid' },
  ];
  const providers = createProviders({
    ...access,
    outbound,
    openId: createOpenId({ ...access, outbound }),
    mails: { send: async (tx, mail) => tx.afterCommit(() => access.mailed.push(mail)) },
    publicUrl: PUBLIC_URL,
    providers: settings.filter(({ id }) => only === undefined || id === only),
  });
  return createProvidersModule({ ...access, providers });
}

async function depart(
  world: AccessWorld,
  provider: ProviderId,
  { session, returnTo }: { session?: string; returnTo?: string },
): Promise<Left> {
  const params = { provider };
  const answer =
    session === undefined
      ? await world.call(beginProviderSignIn, { params, body: returnTo === undefined ? {} : { return_to: returnTo } })
      : await world.call(beginConnection, { params, session });
  if (answer.status !== 200) throw new Error(`${provider}: ${answer.body.code}`);
  return { provider, url: answer.body.data.authorization_url, visit: visitIn(answer.headers) };
}

function visitIn(headers: Readonly<Record<string, unknown>>): string {
  return /stepwell_visit=([\w-]+)/.exec(String(headers['set-cookie']))?.[1] ?? '';
}

async function complete(
  world: AccessWorld,
  { provider, visit, callback, session }: Left & { callback: string; session?: string },
) {
  const cookies = [
    ...(visit === '' ? [] : [`stepwell_visit=${visit}`]),
    ...(session === undefined ? [] : [`stepwell_session=${session}`]),
  ];
  const answer = await world.call(completeProviderSignIn, {
    params: { provider },
    body: { query: new URL(callback).search },
    ...(cookies.length > 0 && { headers: { cookie: cookies.join('; ') } }),
  });
  const { data } = answer.body;
  return { ...answer, me: data !== undefined && 'me' in data ? data : undefined, session: sessionIn(answer) };
}
