import type { Environment } from '@stepwell/contract';
import type { Subject } from '@stepwell/engine';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Database, TenantTx } from '../../../platform/database/index.ts';
import type { ParticipantClaims } from '../../../platform/http/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import type { EventLog, RefusalCounter } from '../../insight/events/index.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import type { JourneyVersion, ParticipantAddress } from './snapshot.ts';
import type { VersionReader } from './version-cache.ts';

export type Served =
  | { readonly outcome: 'served'; readonly version: JourneyVersion }
  | { readonly outcome: 'not_live' | 'no_match' | 'unknown' };

/** What journeys ask of flows. */
export type FlowService = VersionReader & {
  serveVersion(
    tx: TenantTx,
    query: { environment: Environment; flowKey?: string; subject: Subject; at: Date; toStart?: boolean },
  ): Promise<Served>;
};

/** What journeys ask of participants. */
export type ParticipantService = {
  ensureParticipant(
    tx: TenantTx,
    participant: { environment: Environment; externalId: string; claims: ParticipantClaims; now: Date },
  ): Promise<{ id: string; externalId: string; displayName: string | null; locale: string | null; subject: Subject }>;
};

/** What journeys ask of the kill switch, which answers from memory. */
export type PauseService = {
  /** Whether the gate is to be answered open without looking. */
  opensGate(address: ParticipantAddress, capability: string, route: string): boolean;
  /** Whether onboarding as a whole is switched off there. */
  isPaused(address: ParticipantAddress): boolean;
};

export type JourneyDependencies = {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly audit: AuditWriter;
  readonly flows: FlowService;
  readonly participants: ParticipantService;
  readonly events: Pick<EventLog, 'appendEvents'>;
  readonly refusals: Pick<RefusalCounter, 'record'>;
  readonly killSwitch: Pick<PauseService, 'opensGate'>;
};

/** Who makes a change, for the event log and the audit log. */
export type ChangeOrigin = {
  readonly actorKind: 'member' | 'participant' | 'api_key' | 'webhook' | 'system';
  readonly actorId: string | null;
  readonly correlationId: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
};
