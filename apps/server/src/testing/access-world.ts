import type { Environment, MemberRole, Problem, Route, RouteReply } from '@stepwell/contract';

import { createAccounts, createBreachCheck, type PasswordCost } from '../modules/access/accounts/index.ts';
import { createAccountsModule } from '../modules/access/accounts/module.ts';
import { createApiKeys } from '../modules/access/api-keys/index.ts';
import { createApiKeysModule } from '../modules/access/api-keys/module.ts';
import { createAuthenticator } from '../modules/access/authentication/index.ts';
import { createCeremonies } from '../modules/access/ceremonies/index.ts';
import { createCeremoniesModule } from '../modules/access/ceremonies/module.ts';
import { createDirectory } from '../modules/access/directory/index.ts';
import { createMembers } from '../modules/access/members/index.ts';
import { createOrganizations, type Organization } from '../modules/access/organizations/index.ts';
import { createParticipantTokens } from '../modules/access/participant-tokens/index.ts';
import { createParticipantTokensModule } from '../modules/access/participant-tokens/module.ts';
import { createSecondFactors } from '../modules/access/second-factors/index.ts';
import { createSecondFactorsModule } from '../modules/access/second-factors/module.ts';
import { createSessions } from '../modules/access/sessions/index.ts';
import { createSessionsModule } from '../modules/access/sessions/module.ts';
import { createSingleSignOnRule } from '../modules/access/single-sign-on/index.ts';
import { createProofAttempts, createSignIn } from '../modules/access/sign-in/index.ts';
import { createSignInModule } from '../modules/access/sign-in/module.ts';
import type { Mails, NewMail } from '../modules/messaging/mail/index.ts';
import { createAuditWriter } from '../modules/protection/audit/index.ts';
import { createIdempotency } from '../modules/protection/idempotency/index.ts';
import { type FixedClock, fixedClock } from '../platform/clock/index.ts';
import { createKeyring, createSealer } from '../platform/crypto/index.ts';
import { type Database, type Log, silentLog, type TenantTx } from '../platform/database/index.ts';
import { createHttpServer, type HttpServer, type Module, SESSION_COOKIE } from '../platform/http/index.ts';
import { type IdSource, sequentialIds } from '../platform/ids/index.ts';
import { createOutbound } from '../platform/outbound/index.ts';
import { LIMITS, type LimitTable } from '../platform/limits/index.ts';
import { cookieHeaders, INSTALLATION_KEY } from './cookie-headers.ts';
import { createTestDatabase, type TestDatabase } from './template-database.ts';

export const PUBLIC_URL = 'https://onboarding.example.com';
export const OPERATIONS_TOKEN = 'operations-token-of-the-tests';
export const PASSWORD = 'correct horse battery staple';
/** The one flow that is live, in both environments of every organization. */
export const LIVE_FLOW = 'creator';
export const START = '2026-03-02T09:00:00.000Z';

const CHEAP = { memoryKib: 64, passes: 1, threads: 1 };
const UNLIMITED = Object.fromEntries(
  Object.keys(LIMITS).map((name) => [name, { count: 1_000_000, windowSeconds: 60 }]),
) as LimitTable;

const KEY = INSTALLATION_KEY;
const TOKEN_SETTINGS = {
  sealer: createSealer(KEY),
  publicUrl: PUBLIC_URL,
  flowIsLive: async (_tx: TenantTx, _environment: Environment, flowKey: string) => flowKey === LIVE_FLOW,
};

/** What a test may want otherwise. */
export type AccessSettings = {
  /** No list of stolen passwords is asked where absent. */
  readonly breachCheckUrl?: string;
  readonly passwordCost?: PasswordCost;
  readonly log?: Log;
  readonly magicLinkMinutes?: number | null;
  /** Of everybody; where absent, each organization decides. */
  readonly requiresSecondFactor?: boolean;
  /** Verified domains of an organization, for its directory; none where absent. */
  readonly domainsOf?: (orgId: string) => readonly string[];
};

/** The rooms of the access wing as one process has them, over the real database. */
export function createAccess(database: Database, clock: FixedClock, ids: IdSource, settings: AccessSettings = {}) {
  const {
    breachCheckUrl = null,
    passwordCost = CHEAP,
    log = silentLog,
    requiresSecondFactor,
    magicLinkMinutes,
  } = settings;
  const deps = { database, clock, ids, log, audit: createAuditWriter({ clock, ids }) };
  const mailed: NewMail[] = [];
  const mails: Mails = { send: async (tx, mail) => tx.afterCommit(() => mailed.push(mail)) };
  const organizations = createOrganizations(deps);
  const keyring = createKeyring(KEY);
  const sessions = createSessions({ ...deps, keyring, organizations, requiresSecondFactor });
  const proofAttempts = createProofAttempts({ ...deps, organizations, sessions });
  const people = { ...deps, keyring, organizations, mails, sessions, proofs: proofAttempts };
  const outbound = createOutbound({ allowedHosts: [], clock });
  const checkBreach = createBreachCheck({ url: breachCheckUrl, log, outbound });
  const accounts = createAccounts({ ...people, checkBreach, passwordCost, evenAnswerMs: 0, magicLinkMinutes });
  const ceremonies = createCeremonies({ ...deps, ...TOKEN_SETTINGS });
  const proofs = { ...deps, ...TOKEN_SETTINGS, keyring, mails, accounts, organizations, sessions, ceremonies };
  const secondFactors = createSecondFactors({ ...proofs, passwordCost: CHEAP });
  const signIns = createSignIn({ ...proofs, secondFactors, singleSignOn: createSingleSignOnRule() });
  const apiKeys = createApiKeys(deps);
  const participantTokens = createParticipantTokens({ ...deps, organizations, ...TOKEN_SETTINGS });
  const members = createMembers({ ...deps, mails, sessions });
  const domains = { verifiedOf: async (_tx: unknown, orgId: string) => settings.domainsOf?.(orgId) ?? [] };
  const directory = createDirectory({ ...deps, ...TOKEN_SETTINGS, accounts, members, sessions, domains });
  const bearers = { sessions, apiKeys, participantTokens, directory };
  const authenticate = createAuthenticator({ ...bearers, operationsToken: OPERATIONS_TOKEN });
  const modules = [
    createAccountsModule({ accounts }),
    createSessionsModule({ sessions }),
    createSignInModule({ signIns, sessions }),
    createCeremoniesModule(),
    createSecondFactorsModule({ secondFactors }),
    createApiKeysModule({ apiKeys }),
    createParticipantTokensModule({ participantTokens }),
  ];
  const tokenSettings = TOKEN_SETTINGS;
  return {
    ...deps,
    organizations,
    accounts,
    keyring,
    mailed,
    sessions,
    proofs: proofAttempts,
    signIns,
    ceremonies,
    secondFactors,
    apiKeys,
    participantTokens,
    members,
    directory,
    tokenSettings,
    authenticate,
    modules,
  };
}

export type Access = ReturnType<typeof createAccess>;

/** `body` is what a success or a refusal holds: the test knows which it got by `status`. */
export type Answer<R extends Route> = {
  readonly status: number;
  readonly body: [RouteReply<R>] extends [undefined] ? Problem : RouteReply<R> & Problem;
  readonly headers: Readonly<Record<string, unknown>>;
};
export type Call = {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string | number>;
  readonly body?: unknown;
  /** Value of the session cookie. As a browser does, a call goes on with the one that a proof has set in its place. */
  readonly session?: string;
  readonly bearer?: string;
  readonly environment?: Environment;
  readonly headers?: Record<string, string>;
};

export type AccessWorld = Access & {
  readonly test: TestDatabase;
  readonly clock: FixedClock;
  addOrganization(slug: string, options?: { isSystem?: boolean }): Promise<Organization>;
  /** An account with the password of the tests, and a role in each organization. Returns its id. */
  addMember(email: string, roles: readonly { orgId: string; role: MemberRole }[]): Promise<string>;
  /** Signs in and returns the value of the cookie. */
  signIn(email: string): Promise<string>;
  call<const R extends Route>(route: R, call?: Call): Promise<Answer<R>>;
  drop(): Promise<void>;
};

/** A database of one's own with the access wing served over it. `modulesOf` adds rooms to be served as well. */
export async function createAccessWorld(
  modulesOf: (access: Access) => readonly Module[] = () => [],
  settings: AccessSettings = {},
): Promise<AccessWorld> {
  const clock = fixedClock(START);
  const ids = sequentialIds();
  const test = await createTestDatabase({ clock });
  const access = createAccess(test.database, clock, ids, settings);
  const app = await serve(access, [...access.modules, ...modulesOf(access)]);
  const renewed = new Map<string, string>();
  return {
    ...access,
    test,
    addOrganization: (slug, options) => addOrganization(access, slug, options),
    addMember: (email, roles) => addMember(access, email, roles),
    signIn: (email) => signInWithPassword(access, email),
    call: (route, call = {}) => sendAsBrowser(app, renewed, route, call),
    async drop() {
      await app.close();
      await test.drop();
    },
  };
}

function serve(access: Access, modules: readonly Module[]): Promise<HttpServer> {
  return createHttpServer({
    routes: modules.flatMap((module) => module.routes),
    authenticate: access.authenticate,
    idempotency: createIdempotency({ ...access, ...access.tokenSettings }),
    publicUrl: PUBLIC_URL,
    keyring: access.keyring,
    limits: UNLIMITED,
    clock: access.clock,
    ids: access.ids,
    log: silentLog,
    trustedProxies: 0,
    checkReplies: true,
  });
}

function addOrganization(
  { database, organizations }: Access,
  slug: string,
  { isSystem = false } = {},
): Promise<Organization> {
  const organization = { slug, name: `${slug} of the tests`, isSystem };
  return database.asSystem('preparing a test', (tx) => organizations.createOrganization(tx, organization));
}

async function addMember(
  { database, accounts }: Access,
  email: string,
  roles: readonly { orgId: string; role: MemberRole }[],
): Promise<string> {
  const passwordHash = await accounts.hashPassword(PASSWORD);
  return database.asSystem('preparing a test', async (tx) => {
    const accountId = await accounts.createAccount(tx, { email, name: email.split('@')[0] ?? email, passwordHash });
    for (const { orgId, role } of roles) await accounts.addMember(tx, { orgId, accountId, role });
    return accountId;
  });
}

async function signInWithPassword({ signIns }: Access, email: string): Promise<string> {
  const answer = await signIns.withPassword(attemptOf(email));
  if ('secondFactor' in answer) throw new Error(`${email} has a second factor: sign in through the routes`);
  return answer.token;
}

function attemptOf(email: string) {
  const origin = { ip: '192.0.2.1', userAgent: 'tests', correlationId: 'correlation-of-the-tests' };
  return { email, password: PASSWORD, origin };
}

/** Routes that replace the cookie of the session that calls them. */
const RENEWING = ['confirmIdentity', 'confirmTotp', 'addPasskey'];

async function sendAsBrowser<R extends Route>(
  app: HttpServer,
  renewed: Map<string, string>,
  route: R,
  call: Call,
): Promise<Answer<R>> {
  if (call.session === undefined) return send(app, route, call);
  let session = call.session;
  for (let next = renewed.get(session); next !== undefined; next = renewed.get(session)) session = next;
  const answer = await send(app, route, { ...call, session });
  const set = RENEWING.includes(route.id) && /stepwell_session=([\w-]+)/.exec(String(answer.headers['set-cookie']));
  if (set && set[1]) renewed.set(session, set[1]);
  return answer;
}

async function send<R extends Route>(app: HttpServer, route: R, call: Call): Promise<Answer<R>> {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(call.params?.[name] ?? ''));
  const cookies = call.session === undefined ? call.headers?.['cookie'] : `${SESSION_COOKIE}=${call.session}`;
  const given = call.headers?.['x-csrf-token'];
  const answer = await app.inject({
    method: route.method,
    url: path,
    query: Object.fromEntries(Object.entries(call.query ?? {}).map(([name, value]) => [name, String(value)])),
    headers: {
      ...(call.bearer === undefined ? {} : { authorization: `Bearer ${call.bearer}` }),
      ...(call.environment === undefined ? {} : { 'stepwell-environment': call.environment }),
      ...call.headers,
      ...cookieHeaders(cookies),
      ...(given !== undefined && { 'x-csrf-token': given }),
    },
    ...(call.body === undefined ? {} : { payload: call.body as object }),
  });
  const isJson = String(answer.headers['content-type']).includes('json');
  const body = answer.body === '' ? undefined : isJson ? answer.json() : answer.body;
  return { status: answer.statusCode, body: body as Answer<R>['body'], headers: answer.headers };
}
