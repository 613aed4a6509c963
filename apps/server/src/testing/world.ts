import {
  API_KEY_SCOPES,
  type Environment,
  FlowDefinition as DefinitionShape,
  type MemberRole,
  type Route,
} from '@stepwell/contract';
import type { FlowDefinition } from '@stepwell/engine';

import { type Application, compose } from '../main/compose.ts';
import { readConfig } from '../main/config.ts';
import { ensureSetupFlow } from '../main/setup-flow.ts';
import { type FixedClock, fixedClock } from '../platform/clock/index.ts';
import { silentLog } from '../platform/database/index.ts';
import { type HttpServer, SESSION_COOKIE } from '../platform/http/index.ts';
import { sequentialIds } from '../platform/ids/index.ts';
import { LIMITS, type LimitTable } from '../platform/limits/index.ts';
import type { OutboxDispatcher } from '../platform/outbox/index.ts';
import { cookieHeaders, INSTALLATION_KEY } from './cookie-headers.ts';
import { createTestDatabase, type TestDatabase } from './template-database.ts';

const WORLD_START = '2026-03-02T09:00:00.000Z';
export const WORLD_PASSWORD = 'correct horse battery staple';
const CHEAP = { memoryKib: 64, passes: 1, threads: 1 };
const UNLIMITED = Object.fromEntries(
  Object.keys(LIMITS).map((name) => [name, { count: 10_000_000, windowSeconds: 60 }]),
) as LimitTable;

export type Reply = {
  readonly status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers whose shape the server has checked
  readonly body: any;
  readonly headers: Readonly<Record<string, unknown>>;
};

export type Request = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  readonly session?: string;
  readonly bearer?: string;
  readonly environment?: Environment;
  readonly headers?: Readonly<Record<string, string>>;
};

/** An organization with an owner signed in, a key for everything in each environment, and a way to sign participants in. */
export type WorldOrganization = {
  readonly id: string;
  readonly slug: string;
  readonly session: string;
  readonly keys: Readonly<Record<Environment, string>>;
  /** A session of a member with this role. */
  sessionOf(role: MemberRole): Promise<string>;
  token(externalId: string, claims?: { market?: string; role?: string }, environment?: Environment): Promise<string>;
  /** Creates a flow and publishes it in both environments. */
  publish(key: string, definition: FlowDefinition): Promise<void>;
};

export type World = {
  readonly application: Application;
  readonly http: HttpServer;
  readonly clock: FixedClock;
  readonly test: TestDatabase;
  readonly work: OutboxDispatcher;
  organization(slug: string): Promise<WorldOrganization>;
  send(route: Route, request?: Request): Promise<Reply>;
  /** A second application over the same database, as another process would have it: with memories of its own. */
  neighbour(): Promise<HttpServer>;
  drop(): Promise<void>;
};

/** The whole application over a database of one's own, with a fixed clock, counting ids and replies checked in full. */
export async function createWorld(options: { limits?: LimitTable; poolSize?: number } = {}): Promise<World> {
  const clock = fixedClock(WORLD_START);
  const test = await createTestDatabase({ clock, poolSize: options.poolSize });
  const ids = sequentialIds();
  const composed = () =>
    compose({
      config: readConfig({
        PUBLIC_URL: 'https://onboarding.example.com',
        SECRET_KEY: INSTALLATION_KEY.toString('base64'),
        BREACH_CHECK_URL: 'off',
      }),
      log: silentLog,
      database: test.database,
      clock,
      ids,
      limits: options.limits ?? UNLIMITED,
      passwordCost: CHEAP,
      checkReplies: true,
    });
  const application = composed();
  const work = await application.startWork();
  await ensureSetupFlow(application);
  const http = await application.http();
  return {
    application,
    http,
    clock,
    test,
    work,
    organization: (slug) => addOrganization(application, http, slug),
    send: (route, request = {}) => send(http, route, request),
    neighbour: () => composed().http(),
    async drop() {
      await http.close();
      await work.stop();
      await application.stop();
      await test.drop();
    },
  };
}

async function addOrganization(application: Application, http: HttpServer, slug: string): Promise<WorldOrganization> {
  const { organizations, accounts, database, apiKeys, flows, publications, participantTokens } = application;
  const passwordHash = await accounts.hashPassword(WORLD_PASSWORD);
  const addMember = (role: MemberRole, orgId: string) =>
    database.asSystem('preparing a test', async (tx) => {
      const email = `${role}@${slug}.example`;
      const accountId = await accounts.createAccount(tx, { email, name: `${role} of ${slug}`, passwordHash });
      await accounts.addMember(tx, { orgId, accountId, role });
      return accountId;
    });
  const { id } = await database.asSystem('preparing a test', (tx) =>
    organizations.createOrganization(tx, { slug, name: slug }),
  );
  const ownerId = await addMember('owner', id);
  const key = (environment: Environment) =>
    database.asTenant(id, async (tx) => {
      const made = await apiKeys.addApiKey(
        tx,
        { name: `all of ${environment}`, environment, scopes: API_KEY_SCOPES, expiresAt: null },
        ownerId,
      );
      return made.secret;
    });
  const keys = { live: await key('live'), test: await key('test') };
  const known = new Map<MemberRole, string>();
  const sessionOf = async (role: MemberRole) => {
    if (role !== 'owner' && !known.has(role)) await addMember(role, id);
    const session = known.get(role) ?? (await signIn(http, `${role}@${slug}.example`));
    known.set(role, session);
    return session;
  };
  return {
    id,
    slug,
    session: await sessionOf('owner'),
    keys,
    sessionOf,
    async token(externalId, claims = {}, environment = 'live') {
      return (await participantTokens.mintParticipantToken(id, environment, externalId, claims, 3_600)).token;
    },
    async publish(flowKey, definition) {
      for (const environment of ['live', 'test'] as const) {
        const caller = { orgId: id, environment, actorKind: 'system' as const, actorId: null };
        if (environment === 'live') {
          await flows.createFlow(caller, {
            key: flowKey,
            name: flowKey,
            definition: DefinitionShape.parse(definition),
          });
        }
        const { row_version: rowVersion } = await flows.draft(caller, flowKey);
        await publications.publish(caller, flowKey, { environment, mode: 'carry', rowVersion });
      }
    },
  };
}

async function signIn(http: HttpServer, email: string): Promise<string> {
  const answer = await http.inject({
    method: 'POST',
    url: '/api/v1/auth/sign-in',
    payload: { email, password: WORLD_PASSWORD },
  });
  const cookie = answer.cookies.find(({ name }) => name === SESSION_COOKIE);
  if (!cookie) throw new Error(`signing in ${email} failed: ${answer.body}`);
  return cookie.value;
}

async function send(http: HttpServer, route: Route, request: Request): Promise<Reply> {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(request.params?.[name] ?? ''));
  const cookies = request.session === undefined ? undefined : `${SESSION_COOKIE}=${request.session}`;
  const answer = await http.inject({
    method: route.method,
    url: path,
    query: Object.fromEntries(Object.entries(request.query ?? {}).map(([name, value]) => [name, String(value)])),
    headers: {
      ...(request.bearer === undefined ? {} : { authorization: `Bearer ${request.bearer}` }),
      ...(request.environment === undefined ? {} : { 'stepwell-environment': request.environment }),
      ...cookieHeaders(cookies),
      ...request.headers,
    },
    ...(request.body === undefined ? {} : { payload: request.body as object }),
  });
  return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json(), headers: answer.headers };
}
