import type { Environment } from '@stepwell/contract';
import { type Accounts, createAccounts, type PasswordCost } from '../modules/access/accounts/index.ts';
import { createAccountsModule } from '../modules/access/accounts/module.ts';
import { type ApiKeys, createApiKeys } from '../modules/access/api-keys/index.ts';
import { createApiKeysModule } from '../modules/access/api-keys/module.ts';
import { createAuthenticator } from '../modules/access/authentication/index.ts';
import { createOrganizations, type Organizations } from '../modules/access/organizations/index.ts';
import { createOrganizationsModule } from '../modules/access/organizations/module.ts';
import { createParticipantTokens, type ParticipantTokens } from '../modules/access/participant-tokens/index.ts';
import { createParticipantTokensModule } from '../modules/access/participant-tokens/module.ts';
import { createSessions } from '../modules/access/sessions/index.ts';
import { createSessionsModule } from '../modules/access/sessions/module.ts';
import { createDashboardModule } from '../modules/insight/dashboard/module.ts';
import { createEventLog, createRefusalCounter, type EventLog } from '../modules/insight/events/index.ts';
import { createFunnelsModule } from '../modules/insight/funnels/module.ts';
import type { FlowDoor } from '../modules/onboarding/flows/index.ts';
import { createFlowsModule } from '../modules/onboarding/flows/module.ts';
import { createImports, type Imports } from '../modules/onboarding/imports/index.ts';
import {
  createJourneyService,
  createJourneyStore,
  type JourneyService,
  type JourneyStore,
} from '../modules/onboarding/journeys/index.ts';
import { createJourneysModule } from '../modules/onboarding/journeys/module.ts';
import { createParticipants, type Participants } from '../modules/onboarding/participants/index.ts';
import { createParticipantsModule } from '../modules/onboarding/participants/module.ts';
import type { PublicationService } from '../modules/onboarding/publications/index.ts';
import { createPublicationsModule } from '../modules/onboarding/publications/module.ts';
import { createHealthModule, type Demo, type Readiness } from '../modules/operations/health/module.ts';
import { createAuditWriter } from '../modules/protection/audit/index.ts';
import { type Clock, systemClock } from '../platform/clock/index.ts';
import { createSealer, type Sealer } from '../platform/crypto/index.ts';
import type { Database } from '../platform/database/index.ts';
import { createHttpServer, type HttpServer, LIMITS, type LimitTable, type Module } from '../platform/http/index.ts';
import { type IdSource, uuidv7Ids } from '../platform/ids/index.ts';
import { type OutboxDispatcher, startOutboxDispatcher } from '../platform/outbox/index.ts';
import type { Log } from '../platform/telemetry/index.ts';
import type { Config } from './config.ts';
import { hostedAddress, hostedFlowReader } from './hosted-address.ts';
import { secretKey } from './secret-key.ts';
import { SETUP_FLOW_KEY } from './setup-flow.ts';
import { subscriptionsOf } from './subscriptions.ts';
import { startUpkeep } from './upkeep.ts';
import { VERSION } from './version.ts';

export type ComposeOptions = {
  readonly config: Config;
  readonly log: Log;
  readonly database: Database;
  readonly clock?: Clock;
  readonly ids?: IdSource;
  readonly limits?: LimitTable;
  readonly passwordCost?: PasswordCost;
  readonly checkReplies?: boolean;
};

/** Every service, put together. Nothing runs yet: see `startWork` and `http`. */
export type Application = {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly publicUrl: string;
  readonly readiness: Readiness;
  readonly modules: readonly Module[];
  readonly organizations: Organizations;
  readonly accounts: Accounts;
  readonly apiKeys: ApiKeys;
  readonly participantTokens: ParticipantTokens;
  readonly flows: FlowDoor;
  readonly publications: PublicationService;
  readonly participants: Participants;
  readonly journeys: JourneyService;
  readonly journeyStore: JourneyStore;
  readonly eventLog: EventLog;
  readonly imports: Imports;
  /** What /api/v1/meta tells of the demo. */
  readonly demo: { current: Demo | null };
  /** The HTTP server with every route mounted, not listening yet. */
  http(): Promise<HttpServer>;
  /** Starts what goes on by itself: reactions to events, upkeep, and following what other processes change. */
  startWork(): Promise<OutboxDispatcher>;
  stop(): Promise<void>;
};

export function compose(options: ComposeOptions): Application {
  const { config, database } = options;
  const clock = options.clock ?? systemClock;
  const base = {
    database,
    clock,
    log: options.log,
    ids: options.ids ?? uuidv7Ids(clock),
    publicUrl: publicUrlOf(config),
    sealer: createSealer(secretKey(config.SECRET_KEY, config.DATA_DIR)),
  };
  const services = createServices(base, options);
  const readiness: Readiness = { phase: 'starting' };
  const demo: Application['demo'] = { current: null };
  const modules = createModules(base, services, { readiness, demo: () => demo.current });
  return {
    ...base,
    ...services,
    readiness,
    demo,
    modules,
    http: () => serverOf(base, services, modules, options),
    startWork: () => startWork(base, services),
    stop: () => services.refusals.stop(),
  };
}

function publicUrlOf({ PUBLIC_URL, HOST, PORT }: Config): string {
  return PUBLIC_URL ?? `http://${HOST === '0.0.0.0' ? 'localhost' : HOST}:${PORT}`;
}

type Base = {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly publicUrl: string;
  readonly sealer: Sealer;
};

type Services = ReturnType<typeof createServices>;

function createServices(base: Base, { passwordCost }: Pick<ComposeOptions, 'passwordCost'>) {
  const { log } = base;
  const audit = createAuditWriter(base);
  const organizations = createOrganizations(base);
  const accounts = createAccounts({ ...base, passwordCost });
  const sessions = createSessions({ ...base, audit, accounts, organizations });
  const apiKeys = createApiKeys({ ...base, audit });
  const flowsModule = createFlowsModule({ ...base, audit });
  const { flows } = flowsModule;
  const participantTokens = createParticipantTokens({
    ...base,
    audit,
    organizations,
    flowIsLive: (tx, environment, flowKey) => flows.flowIsLive(tx, environment, flowKey),
  });
  const participantChanged = (orgId: string, address: { environment: Environment; externalId: string }) =>
    void journeys.participantChanged({ orgId, ...address }).catch((error: unknown) => {
      log.warn(
        { err: error, orgId },
        'journeys of a changed participant could not be brought in line; the next visit does',
      );
    });
  const participants = createParticipants({ ...base, audit, participantChanged });
  const eventLog = createEventLog(base);
  const refusals = createRefusalCounter({ ...base, eventLog });
  const journeyStore = createJourneyStore();
  const journeys = createJourneyService({ ...base, audit, flows, participants, events: eventLog, refusals });
  const publicationsModule = createPublicationsModule({
    ...base,
    audit,
    flows,
    journeys: journeyStore,
    events: eventLog,
  });
  const importsModule = createImports({ ...base, audit, flows });
  const access = { organizations, accounts, sessions, apiKeys, participantTokens };
  const onboarding = { flowsModule, flows, publicationsModule, participants, journeys, journeyStore, importsModule };
  const { publications } = publicationsModule;
  return { ...access, ...onboarding, publications, imports: importsModule.imports, eventLog, refusals };
}

function createModules(
  base: Base,
  services: Services,
  health: { readiness: Readiness; demo: () => Demo | null },
): Module[] {
  const { organizations, flows, participants, journeys, eventLog, participantTokens } = services;
  return [
    createHealthModule({ ...base, ...health, version: VERSION }),
    createOrganizationsModule(),
    createAccountsModule(),
    createSessionsModule(services),
    createApiKeysModule(services),
    createParticipantTokensModule(services),
    services.flowsModule,
    services.publicationsModule,
    createParticipantsModule(services),
    createJourneysModule({
      ...base,
      journeys,
      hostedUrl: hostedAddress(base.publicUrl, organizations),
      setup: { flowKey: SETUP_FLOW_KEY, systemOrgId: async () => (await organizations.systemOrganization())?.id ?? '' },
      hostedFlow: hostedFlowReader({ ...base, organizations, flows }),
      verifyWebhookSignature: (signed) => participantTokens.verifyWebhookSignature(signed),
      findParticipant: (tx, environment, externalId) => participants.findParticipant(tx, environment, externalId),
      readTimeline: (tx, page) => eventLog.readTimeline(tx, page),
    }),
    services.importsModule,
    createFunnelsModule({ ...base, flows }),
    createDashboardModule(base),
  ];
}

function serverOf(
  base: Base,
  services: Services,
  modules: readonly Module[],
  options: ComposeOptions,
): Promise<HttpServer> {
  const { config, limits = LIMITS, checkReplies } = options;
  return createHttpServer({
    ...base,
    routes: modules.flatMap((module) => module.routes),
    authenticate: createAuthenticator({ ...services, operationsToken: config.OPERATIONS_TOKEN }),
    limits,
    trustedProxies: config.TRUSTED_PROXIES,
    checkReplies,
  });
}

async function startWork(
  base: Base,
  { sessions, apiKeys, participantTokens, flowsModule, publications }: Services,
): Promise<OutboxDispatcher> {
  const upkeep = await startUpkeep(base);
  await Promise.all([
    sessions.followRevocations(),
    apiKeys.followRevocations(),
    participantTokens.followRevocations(),
    flowsModule.watchLiveVersions(),
  ]);
  const dispatcher = await startOutboxDispatcher({ ...base, subscriptions: subscriptionsOf({ publications }) });
  return {
    idle: () => dispatcher.idle(),
    async stop() {
      upkeep.stop();
      await dispatcher.stop();
    },
  };
}
