import type { Accounts, PasswordCost } from '../modules/access/accounts/index.ts';
import type { ApiKeys } from '../modules/access/api-keys/index.ts';
import { createAuthenticator } from '../modules/access/authentication/index.ts';
import { auditActor } from '../modules/access/callers/index.ts';
import type { Ceremonies } from '../modules/access/ceremonies/index.ts';
import type { Organizations } from '../modules/access/organizations/index.ts';
import { createOperatorConsole } from '../modules/access/operators/index.ts';
import { createOperatorsModule } from '../modules/access/operators/module.ts';
import type { ParticipantTokens } from '../modules/access/participant-tokens/index.ts';
import { createParticipantTokensModule } from '../modules/access/participant-tokens/module.ts';
import type { TermsService } from '../modules/trust/terms/index.ts';
import type { Sessions } from '../modules/access/sessions/index.ts';
import { createDashboardModule } from '../modules/insight/dashboard/module.ts';
import type { EventLog } from '../modules/insight/events/index.ts';
import { createFunnelsModule } from '../modules/insight/funnels/module.ts';
import type { FlowDoor } from '../modules/onboarding/flows/index.ts';
import type { Imports } from '../modules/onboarding/imports/index.ts';
import type { JourneyService, JourneyStore } from '../modules/onboarding/journeys/index.ts';
import { createJourneysModule } from '../modules/onboarding/journeys/module.ts';
import type { Participants } from '../modules/onboarding/participants/index.ts';
import { createParticipantsModule } from '../modules/onboarding/participants/module.ts';
import type { PublicationService } from '../modules/onboarding/publications/index.ts';
import {
  createErrorGroups,
  createErrorRecorder,
  type ErrorGroups,
  type ErrorRecorder,
} from '../modules/operations/error-groups/index.ts';
import { createErrorGroupsModule } from '../modules/operations/error-groups/module.ts';
import { createHealthModule, type Demo, type Readiness } from '../modules/operations/health/module.ts';
import { createMonitoringModule } from '../modules/operations/monitoring/module.ts';
import { type AuditLog, createAuditLog, createAuditWriter } from '../modules/protection/audit/index.ts';
import { createAuditModule } from '../modules/protection/audit/module.ts';
import { createContentSecurity } from '../modules/protection/content-security/index.ts';
import { createContentSecurityModule } from '../modules/protection/content-security/module.ts';
import { createFlags, type Flags } from '../modules/protection/flags/index.ts';
import { createFlagsModule } from '../modules/protection/flags/module.ts';
import { createIdempotency, type KeptAnswers } from '../modules/protection/idempotency/index.ts';
import { createKillSwitch, type KillSwitch } from '../modules/protection/kill-switch/index.ts';
import { createKillSwitchModule } from '../modules/protection/kill-switch/module.ts';
import { type CircuitBreakers, createCircuitBreakers } from '../platform/circuit-breaker/index.ts';
import { type Clock, systemClock } from '../platform/clock/index.ts';
import { createKeyring, createSealer, type Keyring, type Sealer } from '../platform/crypto/index.ts';
import type { Database, SystemTx } from '../platform/database/index.ts';
import { readLanguages } from '../platform/errors/index.ts';
import { createHttpServer, type HttpServer, type Module } from '../platform/http/index.ts';
import { type IdSource, uuidv7Ids } from '../platform/ids/index.ts';
import { LIMITS, type LimitTable, type RequestLimiter } from '../platform/limits/index.ts';
import type { OutboxDispatcher } from '../platform/outbox/index.ts';
import type { Outbound } from '../platform/outbound/index.ts';
import { openRedis, type SharedStore } from '../platform/redis/index.ts';
import type { Log } from '../platform/telemetry/index.ts';
import { allErrorEntries } from './catalogue.ts';
import { createAccessModules, createAccessServices } from './compose-access.ts';
import { createOnboardingServices } from './compose-onboarding.ts';
import type { Config } from './config.ts';
import { hostedAddress, hostedFlowReader } from './hosted-address.ts';
import { limiterOf } from './limiter.ts';
import { metricsOf } from './metrics.ts';
import { secretKey } from './secret-key.ts';
import { SETUP_FLOW_KEY } from './setup-flow.ts';
import { createSetupJourney } from './setup-journey.ts';
import { startWork } from './start-work.ts';
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
  readonly keyring: Keyring;
  readonly readiness: Readiness;
  readonly modules: readonly Module[];
  readonly organizations: Organizations;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly ceremonies: Ceremonies;
  readonly terms: TermsService;
  readonly auditLog: AuditLog;
  readonly flags: Flags;
  readonly idempotency: KeptAnswers;
  readonly killSwitch: KillSwitch;
  readonly apiKeys: ApiKeys;
  readonly participantTokens: ParticipantTokens;
  readonly flows: FlowDoor;
  readonly publications: PublicationService;
  readonly participants: Participants;
  readonly journeys: JourneyService;
  readonly journeyStore: JourneyStore;
  readonly eventLog: EventLog;
  readonly imports: Imports;
  /** Its `reports` tell what became of calls to others. */
  readonly outbound: Outbound;
  readonly errorRecorder: ErrorRecorder;
  readonly errorGroups: ErrorGroups;
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
  const key = secretKey(config.SECRET_KEY, config.DATA_DIR);
  const base = {
    database,
    clock,
    log: options.log,
    ids: options.ids ?? uuidv7Ids(clock),
    publicUrl: publicUrlOf(config),
    sealer: createSealer(key),
    keyring: createKeyring(key),
    breakers: createCircuitBreakers({ clock, log: options.log }),
    sharedStore: config.REDIS_URL === undefined ? undefined : openRedis({ url: config.REDIS_URL, log: options.log }),
  };
  const services = createServices(base, options);
  const limiter = limiterOf(base, config, options.limits ?? LIMITS);
  const readiness: Readiness = { phase: 'starting' };
  const demo: Application['demo'] = { current: null };
  const magicLinks = config.MAGIC_LINK_MINUTES !== 'off';
  const modules = [
    ...createModules(base, services, { readiness, demo: () => demo.current, magicLinks }),
    createMonitoringModule({ ...base, metrics: metricsOf({ ...base, ...services, limiter }) }),
  ];
  return {
    ...base,
    ...services,
    readiness,
    demo,
    modules,
    http: () => serverOf(base, services, modules, { ...options, limiter }),
    startWork: () => startWork(base, services),
    async stop() {
      await services.refusals.stop();
      await services.errorRecorder.stop();
      await services.killSwitch.stop();
      await services.outbound.close();
      limiter.stop();
      base.sharedStore?.close();
    },
  };
}

/** Browsers keep passkeys for names only, so that the machine itself is called by its own. */
function publicUrlOf({ PUBLIC_URL, HOST, PORT }: Config): string {
  const isOwnMachine = HOST === '0.0.0.0' || HOST === '127.0.0.1';
  return PUBLIC_URL ?? `http://${isOwnMachine ? 'localhost' : HOST}:${PORT}`;
}

export type Base = {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly publicUrl: string;
  readonly sealer: Sealer;
  readonly keyring: Keyring;
  readonly breakers: CircuitBreakers;
  /** Absent where this installation has no Redis. */
  readonly sharedStore: SharedStore | undefined;
};

export type Services = ReturnType<typeof createServices>;

function createServices(base: Base, { config, passwordCost }: Pick<ComposeOptions, 'config' | 'passwordCost'>) {
  const audit = createAuditWriter(base);
  const forgetTokens = (tx: SystemTx) => onboarding.participantTokens.forget(tx);
  const access = createAccessServices(base, audit, { config, passwordCost, setup: () => setup, forgetTokens });
  const killSwitch = createKillSwitch({ ...base, audit, auditHome: (tx) => access.organizations.auditHome(tx) });
  const onboarding = createOnboardingServices(base, audit, { ...access, killSwitch });
  const setup = createSetupJourney({ ...base, ...access, ...onboarding });
  const { participants } = onboarding;
  return {
    ...access,
    ...onboarding,
    setup,
    killSwitch,
    flags: createFlags({
      ...base,
      audit,
      findParticipant: (tx, environment, externalId) => participants.findParticipant(tx, environment, externalId),
      fallback: config.FLAGS,
    }),
    auditLog: createAuditLog(base),
    idempotency: createIdempotency(base),
    contentSecurity: createContentSecurity(base),
    operatorConsole: createOperatorConsole({ ...base, ...access, ...onboarding, audit }),
    errorGroups: createErrorGroups({ ...base, ...access, audit, version: VERSION }),
    errorRecorder: createErrorRecorder({ ...base, version: VERSION }),
  };
}

function createModules(
  base: Base,
  services: Services,
  health: { readiness: Readiness; demo: () => Demo | null; magicLinks: boolean },
): Module[] {
  const { organizations, flows, participants, journeys, eventLog, participantTokens, killSwitch } = services;
  return [
    createHealthModule({ ...base, ...health, version: VERSION }),
    ...createAccessModules(services),
    createAuditModule(services),
    createContentSecurityModule(services),
    createFlagsModule({ ...services, actorOf: auditActor }),
    createKillSwitchModule({ ...base, ...services, actorOf: auditActor }),
    createOperatorsModule(services),
    createErrorGroupsModule(services),
    createParticipantTokensModule(services),
    services.flowsModule,
    services.publicationsModule,
    createParticipantsModule(services),
    createJourneysModule({
      ...base,
      journeys,
      killSwitch,
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

/** A process that does not know what is switched off must not serve. */
async function serverOf(
  base: Base,
  services: Services,
  modules: readonly Module[],
  { config, limits = LIMITS, limiter, checkReplies }: ComposeOptions & { limiter: RequestLimiter },
): Promise<HttpServer> {
  services.errorRecorder.start();
  const following = await services.killSwitch.follow();
  const server = await createHttpServer({
    ...base,
    routes: modules.flatMap((module) => module.routes),
    authenticate: createAuthenticator({ ...services, operationsToken: config.OPERATIONS_TOKEN }),
    limits,
    limiter,
    assertGate: (capability, member) => services.setup.assertSetupGate(capability, member),
    idempotency: services.idempotency,
    trustedProxies: config.TRUSTED_PROXIES,
    corsOrigins: config.CORS_ORIGINS,
    checkReplies,
    onFailure: services.errorRecorder.record,
    languages: readLanguages({ codes: Object.keys(allErrorEntries()) }),
  });
  server.addHook('onClose', () => following.stop());
  return server;
}
