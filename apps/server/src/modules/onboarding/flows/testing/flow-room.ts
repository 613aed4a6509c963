import { type FixedClock, fixedClock } from '../../../../platform/clock/index.ts';
import { createKeyring } from '../../../../platform/crypto/index.ts';
import { type Database, silentLog } from '../../../../platform/database/index.ts';
import { createHttpServer, type Principal } from '../../../../platform/http/index.ts';
import { LIMITS } from '../../../../platform/limits/index.ts';
import { type IdSource, sequentialIds } from '../../../../platform/ids/index.ts';
import { createTestDatabase, type TestDatabase } from '../../../../testing/template-database.ts';
import { memberPrincipal } from '../../../../testing/principals.ts';
import { createAuditWriter } from '../../../protection/audit/index.ts';
import type { Caller } from '../caller.ts';
import { createFlowsModule, type FlowDoor, type FlowsModule } from '../module.ts';
import type { StoredDefinition } from '../repository.ts';

export const ORG = '01900000-0000-7000-8000-0000000000aa';
export const OTHER_ORG = '01900000-0000-7000-8000-0000000000bb';
const ACCOUNT = '01900000-0000-7000-8000-0000000000cc';

export type FlowRoom = {
  readonly db: TestDatabase;
  readonly database: Database;
  readonly clock: FixedClock;
  readonly ids: IdSource;
  readonly module: FlowsModule;
  readonly flows: FlowDoor;
  /** A member of the organization; `of` names another one. */
  caller(of?: string): Caller;
  /** Calls a route as a member; `as` says otherwise. */
  call(method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, body?: object, as?: Partial<Member>): Promise<Answer>;
  /** Publishes the draft as it stands. */
  publish(
    key: string,
    more?: { environment?: 'live' | 'test'; activeFrom?: Date; activeTo?: Date; org?: string },
  ): Promise<{
    versionId: string;
    number: number;
  }>;
  close(): Promise<void>;
};

type Member = Extract<Principal, { kind: 'member' }>;
export type Answer = {
  readonly status: number;
  /** Looked into freely: the server has checked its shape. */
  readonly body: ReturnType<typeof JSON.parse>;
};

/** The room of flows on a database of its own, with two organizations. */
export async function openFlowRoom(): Promise<FlowRoom> {
  const clock = fixedClock('2026-03-01T09:00:00.000Z');
  const ids = sequentialIds();
  const db = await createTestDatabase({ clock });
  const { database } = db;
  await db.asOwner(
    `insert into organizations (id, slug, name, created_at) values ($1, 'acme', 'Acme', now()), ($2, 'globex', 'Globex', now())`,
    [ORG, OTHER_ORG],
  );
  const module = createFlowsModule({ database, clock, ids, audit: createAuditWriter({ clock, ids }) });
  let principal: Principal = memberOf({});
  const server = await serve(module, { clock, ids }, () => principal);
  return {
    db,
    database,
    clock,
    ids,
    module,
    flows: module.flows,
    caller: (of = ORG) => ({ orgId: of, environment: 'live', actorKind: 'member', actorId: ACCOUNT }),
    async call(method, url, body, as = {}) {
      principal = memberOf(as);
      const reply = await server.inject({ method, url, ...(body ? { payload: body } : {}) });
      return { status: reply.statusCode, body: reply.body === '' ? undefined : reply.json() };
    },
    publish: (key, { environment = 'live', activeFrom, activeTo, org = ORG } = {}) =>
      database.asTenant(org, async (tx) => {
        const flow = await module.flows.lockFlow(tx, key);
        return module.flows.publishDraft(tx, {
          flow,
          environment,
          rowVersion: 1,
          activeFrom,
          activeTo,
          by: null,
          notAgain: [],
        });
      }),
    async close() {
      await server.close();
      await db.drop();
    },
  };
}

async function serve(
  { routes }: FlowsModule,
  { clock, ids }: { clock: FixedClock; ids: IdSource },
  principal: () => Principal,
): ReturnType<typeof createHttpServer> {
  return createHttpServer({
    routes,
    clock,
    ids,
    authenticate: async () => principal(),
    publicUrl: 'http://localhost',
    keyring: createKeyring(Buffer.alloc(32, 7)),
    limits: { ...LIMITS, signed_in: { count: 100_000, windowSeconds: 60 } },
    log: silentLog,
    trustedProxies: 0,
    checkReplies: true,
  });
}

function memberOf(as: Partial<Member>): Member {
  return memberPrincipal({ orgId: ORG, accountId: ACCOUNT, ...as });
}

/** A flow that may be published: two info steps and a gate. */
export function smallFlow(change: Partial<StoredDefinition> = {}): StoredDefinition {
  return {
    title: { en: 'Small' },
    default_locale: 'en',
    locales: ['en'],
    targeting: { markets: ['*'], roles: [] },
    steps: [infoStep('first'), infoStep('second', ['first'])],
    gates: [{ capability: 'thing.use', title: { en: 'Use the thing' }, steps: ['first'] }],
    ...change,
  };
}

export function infoStep(key: string, requires: string[] = []): StoredDefinition['steps'][number] {
  return {
    key,
    kind: 'info',
    title: { en: key },
    body: { en: `About ${key}` },
    required: true,
    skippable: false,
    weight: 1,
    estimated_minutes: 1,
    roles: [],
    markets: ['*'],
    requires,
  };
}
