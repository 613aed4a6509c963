import { newJourney, progressOf } from '@stepwell/engine';
import type { TenantTx } from '../../../platform/database/index.ts';
import type { ParticipantClaims } from '../../../platform/http/index.ts';
import type { ChangeOrigin, JourneyDependencies, Served } from './dependencies.ts';
import { journeyErrors } from './errors.ts';
import { dateOf, stepColumns } from './journey-store.ts';
import { INSERT_JOURNEY, INSERT_STEPS } from './repository.ts';
import type { JourneySnapshot, JourneyVersion, ParticipantAddress, ParticipantSnapshot } from './snapshot.ts';
import type { SnapshotCache } from './snapshot-cache.ts';
import type { SnapshotLoader } from './snapshot-loader.ts';

export type JourneyQuery = {
  readonly address: ParticipantAddress;
  readonly claims: ParticipantClaims;
  readonly flowKey: string | undefined;
};

const SEEN_AGAIN_MS = 60_000;

/**
 * Finds the journey that a request means, and starts it where there is none. Without a flow key it is the most recently
 * started journey that is not complete; else the newest live flow meant for the participant; else the latest
 * completed journey.
 */
export class JourneyFinder {
  readonly #deps: JourneyDependencies;
  readonly #cache: SnapshotCache;
  readonly #loader: SnapshotLoader;

  constructor(deps: JourneyDependencies, cache: SnapshotCache, loader: SnapshotLoader) {
    this.#deps = deps;
    this.#cache = cache;
    this.#loader = loader;
  }

  /** As this process last saw it, or as it is in the database. May be behind: nothing may be refused on its word. */
  async remembered(query: JourneyQuery, origin: ChangeOrigin): Promise<JourneySnapshot> {
    const known = this.#cache.get(query.address);
    const journey = known && saysNothingNew(known, query.claims) ? chooseJourney(known, query.flowKey) : undefined;
    return journey && (query.flowKey || journey.state.completedAtMs === null) ? journey : this.current(query, origin);
  }

  /** As it is in the database now. */
  async current(query: JourneyQuery, origin: ChangeOrigin): Promise<JourneySnapshot> {
    const loaded = await this.#seen(await this.reload(query.address), query, origin);
    const journey = saysNothingNew(loaded, query.claims) ? chooseJourney(loaded, query.flowKey) : undefined;
    if (journey && (query.flowKey || journey.state.completedAtMs === null)) return journey;
    return this.#startOrFallBack(query, origin);
  }

  async reload(address: ParticipantAddress): Promise<ParticipantSnapshot> {
    const loaded = await this.#loader.load(address);
    this.#cache.put(loaded);
    return loaded;
  }

  /** As it is in the database now; cheaper than reading it again where nothing has changed since. */
  async refresh(known: ParticipantSnapshot): Promise<ParticipantSnapshot> {
    const refreshed = await this.#loader.refresh(known);
    // A move made here meanwhile is newer than what was asked before it.
    if (this.#cache.get(known.address) === known) this.#cache.put(refreshed);
    return refreshed;
  }

  /** Notes, once a minute at most, that the participant is here. */
  async #seen(loaded: ParticipantSnapshot, query: JourneyQuery, origin: ChangeOrigin): Promise<ParticipantSnapshot> {
    const { participant, address } = loaded;
    const now = this.#deps.clock.now();
    const isRecent = participant?.lastSeenAtMs != null && now.getTime() - participant.lastSeenAtMs < SEEN_AGAIN_MS;
    if (origin.actorKind !== 'participant' || !participant || isRecent) return loaded;
    const { environment, externalId, orgId } = address;
    const seen = { environment, externalId, claims: query.claims, now };
    await this.#deps.database.asTenant(orgId, (tx) => this.#deps.participants.ensureParticipant(tx, seen));
    return this.reload(address);
  }

  async #startOrFallBack(query: JourneyQuery, origin: ChangeOrigin): Promise<JourneySnapshot> {
    const { orgId } = query.address;
    const served = await this.#deps.database.asTenant(orgId, (tx) => this.#ensureStarted(tx, query, origin));
    const loaded = await this.reload(query.address);
    const version = served.outcome === 'served' ? served.version : undefined;
    const journey = loaded.journeys.find((candidate) => candidate.version.flowId === version?.flowId);
    const found = journey ?? chooseJourney(loaded, query.flowKey);
    if (found) return found;
    throw served.outcome === 'no_match' ? journeyErrors.no_matching_flow() : refusalOf(served, query.flowKey);
  }

  async #ensureStarted(tx: TenantTx, query: JourneyQuery, origin: ChangeOrigin): Promise<Served> {
    const { clock, flows, participants } = this.#deps;
    const { environment, externalId } = query.address;
    const now = clock.now();
    const participant = await participants.ensureParticipant(tx, {
      environment,
      externalId,
      claims: query.claims,
      now,
    });
    const served = await flows.serveVersion(tx, {
      environment,
      flowKey: query.flowKey,
      subject: participant.subject,
      at: now,
      toStart: true,
    });
    if (served.outcome === 'served') await this.#start(tx, query.address, participant, served.version, now, origin);
    return served;
  }

  async #start(
    tx: TenantTx,
    address: ParticipantAddress,
    participant: { id: string; subject: JourneySnapshot['state']['subject'] },
    version: JourneyVersion,
    now: Date,
    origin: ChangeOrigin,
  ): Promise<void> {
    const { ids, events, audit } = this.#deps;
    const { orgId, environment } = address;
    const state = newJourney(version.compiled, participant.subject, now.getTime());
    const { percent, nextStep } = progressOf(version.compiled, state);
    const id = ids.next();
    const values = [id, orgId, environment, participant.id, version.flowId, version.versionId, percent, nextStep, now];
    const inserted = await tx.run(INSERT_JOURNEY, [...values, dateOf(state.completedAtMs)]);
    if (inserted.length === 0) return;
    await tx.run(INSERT_STEPS, [orgId, ...stepColumns([{ journeyId: id, compiled: version.compiled, state }])]);
    await events.appendEvents(tx, [
      {
        orgId,
        environment,
        occurredAt: now,
        name: 'journey.started',
        participantId: participant.id,
        journeyId: id,
        flowId: version.flowId,
        versionNumber: version.number,
        actor: origin.actorKind,
        percent,
        market: participant.subject.market ?? undefined,
        traits: participant.subject.traits,
        correlationId: origin.correlationId,
      },
    ]);
    await audit.append(tx, {
      orgId,
      environment,
      actorKind: origin.actorKind,
      actorId: origin.actorId,
      action: 'journey.started',
      resourceKind: 'journey',
      resourceId: id,
      after: { flow: version.flowKey, version: version.number },
      ip: origin.ip ?? undefined,
      userAgent: origin.userAgent ?? undefined,
      correlationId: origin.correlationId,
    });
  }
}

function refusalOf(served: Served, flowKey: string | undefined): Error {
  if (served.outcome === 'not_live' || flowKey !== undefined) return journeyErrors.flow_not_live();
  return journeyErrors.no_matching_flow();
}

export function chooseJourney(known: ParticipantSnapshot, flowKey: string | undefined): JourneySnapshot | undefined {
  if (flowKey !== undefined) return known.journeys.find((journey) => journey.version.flowKey === flowKey);
  return known.journeys.find((journey) => journey.state.completedAtMs === null) ?? known.journeys[0];
}

/** Whether the token tells nothing that is not stored already. */
function saysNothingNew(known: ParticipantSnapshot, claims: ParticipantClaims): boolean {
  const { participant } = known;
  if (!participant) return false;
  const { subject } = participant;
  return (
    isSame(claims.market, subject.market) &&
    isSame(claims.role, subject.role) &&
    isSame(claims.locale, participant.locale) &&
    isSame(claims.name, participant.displayName) &&
    (claims.traits === undefined ||
      Object.entries(claims.traits).every(
        ([name, value]) => JSON.stringify(subject.traits[name]) === JSON.stringify(value),
      ))
  );
}

function isSame(said: string | undefined, known: string | null): boolean {
  return said === undefined || said === known;
}
