import { newJourney, type Requirements, requirementsOf } from '@stepwell/engine';
import type { Clock } from '../../../platform/clock/index.ts';
import type { JourneyDependencies } from './dependencies.ts';
import { journeyErrors } from './errors.ts';
import { chooseJourney, type JourneyFinder, type JourneyQuery } from './journey-finder.ts';
import type { JourneySnapshot, JourneyVersion, ParticipantSnapshot } from './snapshot.ts';
import type { SnapshotCache } from './snapshot-cache.ts';

/** How old an answer may be: a step done through another process opens the gate here within this time. */
const FRESH_MS = 1_000;

export type GateAnswer = {
  readonly requirements: Requirements;
  readonly flowKey: string;
  readonly journey: JourneySnapshot | undefined;
  /** Allowed without looking. */
  readonly bypassedBy?: 'kill_switch';
};

/**
 * Answers whether a participant may use a capability. An answer is remembered beside the snapshot it was made from
 * and lives as long as that is the newest known, at most a second.
 */
export class GateChecker {
  readonly #deps: Pick<JourneyDependencies, 'database' | 'flows'> & { clock: Clock };
  readonly #cache: SnapshotCache;
  readonly #finder: JourneyFinder;
  readonly #answers = new WeakMap<ParticipantSnapshot, Map<string, GateAnswer>>();

  constructor(
    deps: Pick<JourneyDependencies, 'database' | 'flows' | 'clock'>,
    cache: SnapshotCache,
    finder: JourneyFinder,
  ) {
    this.#deps = deps;
    this.#cache = cache;
    this.#finder = finder;
  }

  /** Answered at once where the answer is known and fresh. */
  check(query: JourneyQuery, capability: string): GateAnswer | Promise<GateAnswer> {
    const nowMs = this.#deps.clock.nowMs();
    const known = this.#cache.get(query.address);
    if (known && nowMs - known.loadedAtMs < FRESH_MS) {
      return this.#remembered(known, query, capability) ?? this.#answer(known, query, capability, nowMs);
    }
    const asked = known ? this.#finder.refresh(known) : this.#finder.reload(query.address);
    return asked.then((loaded) => this.#answer(loaded, query, capability, nowMs));
  }

  #remembered(known: ParticipantSnapshot, query: JourneyQuery, capability: string): GateAnswer | undefined {
    return this.#answers.get(known)?.get(query.flowKey === undefined ? capability : `${query.flowKey} ${capability}`);
  }

  async #answer(
    known: ParticipantSnapshot,
    query: JourneyQuery,
    capability: string,
    nowMs: number,
  ): Promise<GateAnswer> {
    const journey = journeyWith(known, query.flowKey, capability);
    const answer = journey
      ? answerOf(journey.version, journey, requirementsOf(journey.version.compiled, journey.state, capability, nowMs))
      : await this.#outlook(known, query, capability, nowMs);
    if (!answer) throw journeyErrors.capability_unknown({ capability });
    const answers = this.#answers.get(known) ?? new Map<string, GateAnswer>();
    answers.set(query.flowKey === undefined ? capability : `${query.flowKey} ${capability}`, answer);
    this.#answers.set(known, answers);
    return answer;
  }

  /** Nobody has begun: what the flow that would be served asks for. Asking about a gate starts no journey. */
  async #outlook(
    known: ParticipantSnapshot,
    query: JourneyQuery,
    capability: string,
    nowMs: number,
  ): Promise<GateAnswer | undefined> {
    const { claims, flowKey, address } = query;
    const subject = {
      market: claims.market ?? known.participant?.subject.market ?? null,
      role: claims.role ?? known.participant?.subject.role ?? null,
      traits: { ...known.participant?.subject.traits, ...claims.traits },
    };
    const served = await this.#deps.database.asTenant(address.orgId, (tx) =>
      this.#deps.flows.serveVersion(tx, { environment: address.environment, flowKey, subject, at: new Date(nowMs) }),
    );
    if (served.outcome !== 'served') throw flowKey ? journeyErrors.flow_not_live() : journeyErrors.no_matching_flow();
    const { compiled } = served.version;
    return answerOf(
      served.version,
      undefined,
      requirementsOf(compiled, newJourney(compiled, subject, nowMs), capability, nowMs),
    );
  }
}

function journeyWith(
  known: ParticipantSnapshot,
  flowKey: string | undefined,
  capability: string,
): JourneySnapshot | undefined {
  if (flowKey !== undefined) return chooseJourney(known, flowKey);
  return known.journeys.find((journey) => journey.version.compiled.gates.has(capability));
}

function answerOf(
  version: JourneyVersion,
  journey: JourneySnapshot | undefined,
  requirements: Requirements | null,
): GateAnswer | undefined {
  return requirements ? { requirements, flowKey: version.flowKey, journey } : undefined;
}
