import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';
import { loginOrConsentPage } from './openid-pages.ts';
import { visit } from './openid-visit.ts';

export type RegisteredClient = {
  readonly clientId: string;
  /** Null for a public client, which has PKCE alone. */
  readonly clientSecret: string | null;
  readonly redirectUris: readonly string[];
};

/** What the provider says of somebody beside `sub`: email, email_verified, name, locale. */
export type PersonClaims = Readonly<Record<string, unknown>>;

export type OpenIdProviderOptions = {
  readonly clients: readonly RegisteredClient[];
  /** Subject → claims. */
  readonly people: Readonly<Record<string, PersonClaims>>;
  /** The one way in which clients with a secret show it. */
  readonly authentication?: 'client_secret_post' | 'client_secret_basic';
  /** Where claims are told beside `sub`. */
  readonly claimsIn?: 'id_token' | 'userinfo';
  /** What it can make sure of, as `acr`. */
  readonly contexts?: readonly string[];
  /** Subject → how they prove themselves; of others nothing is said but when. */
  readonly proofs?: Readonly<Record<string, { acr?: string; amr?: string[]; secondsAgo?: number }>>;
};

export type TestOpenIdProvider = {
  readonly issuer: string;
  /** `host:port`, for the hosts that may be called. */
  readonly host: string;
  /**
   * Goes through login and consent over HTTP as a browser does, with its cookies, in a window of its own. Returns the
   * address of the client that the browser ends at.
   */
  signIn(authorizationUrl: string, personId: string, options?: { declines?: boolean }): Promise<string>;
  /** What is said of somebody from now on; adds them where they are new. */
  setClaims(personId: string, claims: PersonClaims): void;
  close(): Promise<void>;
};

type Proofs = ReadonlyMap<string, { acr?: string; amr?: string[]; secondsAgo?: number }>;

/** A real OpenID provider on this machine, with keys of its own. */
export async function startOpenIdProvider(options: OpenIdProviderOptions): Promise<TestOpenIdProvider> {
  const people = new Map(Object.entries(options.people));
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = `http://${host}`;
  const provider = new Provider(issuer, await configurationOf(options, people));
  const proofs = new Map(Object.entries(options.proofs ?? {}));
  provider.silent = true;
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/')) void interact(provider, proofs, request, response);
    else answer(request, response);
  });
  return {
    issuer,
    host,
    signIn: (url, personId, { declines = false } = {}) => visit(issuer, url, { login: personId, declines }),
    setClaims: (personId, claims) => void people.set(personId, claims),
    close: () => close(server),
  };
}

async function configurationOf(options: OpenIdProviderOptions, people: ReadonlyMap<string, PersonClaims>) {
  const { clients, authentication = 'client_secret_post', claimsIn = 'id_token' } = options;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return {
    adapter: storage(),
    jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['cookies of the tests'] },
    clients: clients.map((client) => registrationOf(client, authentication)),
    clientAuthMethods: [authentication, 'none'],
    acrValues: [...(options.contexts ?? [])],
    claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'], profile: ['name', 'locale'] },
    conformIdTokenClaims: claimsIn === 'userinfo',
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    renderError: (context: { body: unknown }, out: unknown) => void (context.body = out),
    findAccount: (_context: unknown, id: string) => {
      const claims = people.get(id);
      return claims && { accountId: id, claims: () => ({ ...claims, sub: id }) };
    },
  };
}

function registrationOf({ clientId, clientSecret, redirectUris }: RegisteredClient, authentication: string) {
  return {
    client_id: clientId,
    ...(clientSecret === null ? {} : { client_secret: clientSecret }),
    token_endpoint_auth_method: clientSecret === null ? 'none' : authentication,
    redirect_uris: redirectUris,
    grant_types: ['authorization_code'],
    response_types: ['code'],
  };
}

/**
 * The page where somebody logs in and consents: GET names what is asked, POST answers it. A browser is shown a form; whoever
 * comes without one is told in JSON.
 */
async function interact(
  provider: Provider,
  proofs: Proofs,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const details = await provider.interactionDetails(request, response);
    if (request.method !== 'POST') {
      const asks = details.prompt.name;
      const isBrowser = request.headers.accept?.includes('text/html') === true;
      response
        .writeHead(200, { 'content-type': isBrowser ? 'text/html; charset=utf-8' : 'application/json' })
        .end(isBrowser ? loginOrConsentPage(asks) : JSON.stringify({ asks }));
      return;
    }
    const form = new URLSearchParams(await text(request));
    await provider.interactionFinished(request, response, await resultOf(provider, proofs, details, form));
  } catch (error) {
    response.writeHead(400).end(String(error));
  }
}

async function resultOf(
  provider: Provider,
  proofs: Proofs,
  { prompt, params, session }: Awaited<ReturnType<Provider['interactionDetails']>>,
  form: URLSearchParams,
): Promise<object> {
  if (prompt.name === 'login') return { login: loginOf(String(form.get('login')), proofs) };
  if (form.get('consent') !== 'yes') return { error: 'access_denied', error_description: 'the person said no' };
  if (session === undefined) throw new Error('nobody is logged in at the provider');
  const grant = new provider.Grant({ accountId: session.accountId, clientId: String(params['client_id']) });
  grant.addOIDCScope((prompt.details.missingOIDCScope ?? []).join(' '));
  grant.addOIDCClaims(prompt.details.missingOIDCClaims ?? []);
  return { consent: { grantId: await grant.save() } };
}

function loginOf(accountId: string, proofs: Proofs): object {
  const { secondsAgo, ...stated } = proofs.get(accountId) ?? {};
  const at = secondsAgo === undefined ? {} : { ts: Math.floor(performance.timeOrigin / 1_000) - secondsAgo };
  return { accountId, ...stated, ...at };
}

type Stored = { uid?: string; userCode?: string; grantId?: string; consumed?: number };

/** What a provider keeps, forgotten with it: two of them share nothing. */
function storage() {
  const kept = new Map<string, Stored>();
  const found = (test: (value: Stored) => boolean) => [...kept.values()].find(test);
  return (model: string) => ({
    upsert: async (id: string, value: Stored) => void kept.set(`${model} ${id}`, value),
    find: async (id: string) => kept.get(`${model} ${id}`),
    findByUid: async (uid: string) => found((value) => value.uid === uid),
    findByUserCode: async (userCode: string) => found((value) => value.userCode === userCode),
    destroy: async (id: string) => void kept.delete(`${model} ${id}`),
    async consume(id: string) {
      const value = kept.get(`${model} ${id}`);
      if (value) value.consumed = 1;
    },
    async revokeByGrantId(grantId: string) {
      for (const [key, value] of kept) if (value.grantId === grantId) kept.delete(key);
    },
  });
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
