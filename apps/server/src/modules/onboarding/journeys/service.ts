import { type Actor, changeSubject, progressOf, resetJourney, skipAll } from '@stepwell/engine';
import type { ChangeOrigin, JourneyDependencies } from './dependencies.ts';
import { journeyErrors } from './errors.ts';
import { type GateAnswer, GateChecker } from './gate-checker.ts';
import { JourneyFinder, type JourneyQuery } from './journey-finder.ts';
import { writeChange } from './journey-changes.ts';
import { INSERT_SNOOZE, LOCK_JOURNEY, SNOOZES_SINCE } from './repository.ts';
import { eventBase, type JourneySnapshot, type ParticipantAddress, type ParticipantSnapshot } from './snapshot.ts';
import { keyOf, SnapshotCache } from './snapshot-cache.ts';
import { SnapshotLoader } from './snapshot-loader.ts';
import { type Moved, type MoveRequest, StepMover } from './step-mover.ts';
import { StepWriter } from './step-writer.ts';
import { Turnstile } from './turnstile.ts';
import { versionLoader } from './version-cache.ts';
import { type StepWebhook, takeWebhook, type WebhookOutcome } from './step-webhook.ts';

const DAY_MS = 86_400_000;
const SNOOZES_A_DAY = 3;
const MAX_ATTEMPTS = 6;

/** The use-cases of journeys. Every refusal is a Refusal of the room's catalogue. */
export type JourneyService = {
  /** The journey a request means, started where there is none. */
  open(query: JourneyQuery, origin: ChangeOrigin): Promise<JourneySnapshot>;
  /** All journeys of a participant; null participant where there is nobody by that id. */
  look(address: ParticipantAddress): Promise<ParticipantSnapshot>;
  move(query: JourneyQuery, request: MoveRequest, origin: ChangeOrigin): Promise<Moved>;
  skipAll(query: JourneyQuery, actor: Actor, origin: ChangeOrigin): Promise<JourneySnapshot>;
  reset(query: JourneyQuery, actor: Actor, origin: ChangeOrigin): Promise<JourneySnapshot>;
  /** Hides nudges; at most three times in 24 hours. */
  snooze(query: JourneyQuery, minutes: number, origin: ChangeOrigin): Promise<Date>;
  /** Answered without waiting where the answer is known; open while switched off. A refusal is counted. */
  checkGate(query: JourneyQuery, capability: string, route: string): GateAnswer | Promise<GateAnswer>;
  /** An outside service says how an external step ended; the same event again changes nothing. */
  takeWebhook(address: ParticipantAddress, webhook: StepWebhook, origin: ChangeOrigin): Promise<WebhookOutcome>;
  /** Brings the journeys of a participant in line after their market, role or traits changed. */
  participantChanged(address: ParticipantAddress): Promise<void>;
};

export function createJourneyService(deps: JourneyDependencies): JourneyService {
  const cache = new SnapshotCache();
  const loader = new SnapshotLoader({ ...deps, loadVersion: versionLoader(deps.database, deps.flows) });
  const finder = new JourneyFinder(deps, cache, loader);
  const turnstile = new Turnstile();
  const mover = new StepMover(deps, { finder, cache, writer: new StepWriter(deps.database), turnstile });
  const gates = new GateChecker(deps, cache, finder);

  const change = (query: JourneyQuery, origin: ChangeOrigin, kind: ChangeKind) =>
    turnstile.pass(keyOf(query.address), () => changeInTurn(deps, finder, query, origin, kind));

  return {
    open: async (query, origin) => bringInLine(deps, finder, await finder.current(query, origin)),
    look: (address) => finder.reload(address),
    move: (query, request, origin) => mover.move(query, request, origin),
    skipAll: (query, actor, origin) => change(query, origin, { name: 'journey.skipped', actor, plan: skipAll }),
    reset: (query, actor, origin) => change(query, origin, { name: 'journey.reset', actor, plan: resetJourney }),
    snooze: (query, minutes, origin) => snooze(deps, finder, query, minutes, origin),
    checkGate: (query, capability, route) =>
      deps.killSwitch.opensGate(query.address, capability, route)
        ? openGate(query, capability)
        : countingRefusals(deps, query, route, gates.check(query, capability)),
    takeWebhook: (address, webhook, origin) => takeWebhook(deps, mover, finder, { address, webhook, origin }),
    participantChanged: async (address) => {
      for (const journey of (await finder.reload(address)).journeys) await bringInLine(deps, finder, journey);
    },
  };
}

type ChangeKind = {
  readonly name: 'journey.skipped' | 'journey.reset';
  readonly actor: Actor;
  readonly plan: typeof skipAll | typeof resetJourney;
};

async function changeInTurn(
  deps: JourneyDependencies,
  finder: JourneyFinder,
  query: JourneyQuery,
  origin: ChangeOrigin,
  kind: ChangeKind,
): Promise<JourneySnapshot> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const journey = await finder.current(query, origin);
    const change = kind.plan(journey.version.compiled, journey.state, deps.clock.nowMs());
    if (change.changed.length === 0 && kind.name !== 'journey.reset') return journey;
    const written = await writeChange(deps, journey, change, { name: kind.name, actor: kind.actor, origin });
    if (written) return finder.current({ ...query, flowKey: journey.version.flowKey }, origin);
  }
  throw journeyErrors.journey_busy(undefined, { retryAfterSeconds: 1 });
}

/** Stores anew what follows from the participant's facts where it is no longer what is stored. */
async function bringInLine(
  deps: JourneyDependencies,
  finder: JourneyFinder,
  journey: JourneySnapshot,
): Promise<JourneySnapshot> {
  const { compiled } = journey.version;
  if (progressOf(compiled, journey.state).percent === journey.percent) return journey;
  const change = changeSubject(compiled, journey.state, journey.participant.subject, deps.clock.nowMs());
  const origin = {
    actorKind: 'system',
    actorId: null,
    correlationId: deps.ids.next(),
    ip: null,
    userAgent: null,
  } as const;
  await writeChange(deps, journey, change, { name: 'journey.recalculated', actor: 'system', origin });
  const { journeys } = await finder.reload(journey.address);
  return journeys.find((candidate) => candidate.id === journey.id) ?? journey;
}

async function snooze(
  deps: JourneyDependencies,
  finder: JourneyFinder,
  query: JourneyQuery,
  minutes: number,
  origin: ChangeOrigin,
): Promise<Date> {
  const journey = await finder.current(query, origin);
  const now = deps.clock.now();
  const until = new Date(now.getTime() + minutes * 60_000);
  const { orgId, environment } = query.address;
  await deps.database.asTenant(orgId, async (tx) => {
    await tx.run(LOCK_JOURNEY, [journey.id]);
    const [since] = await tx.run<{ count: number }>(SNOOZES_SINCE, [journey.id, new Date(now.getTime() - DAY_MS)]);
    if ((since?.count ?? 0) >= SNOOZES_A_DAY)
      throw journeyErrors.snooze_limit_reached(undefined, { retryAfterSeconds: 3_600 });
    await tx.run(INSERT_SNOOZE, [deps.ids.next(), orgId, journey.id, now, until]);
    await deps.events.appendEvents(tx, [
      {
        ...eventBase(journey),
        environment,
        occurredAt: now,
        name: 'journey.snoozed',
        actor: origin.actorKind,
        properties: { minutes },
        correlationId: origin.correlationId,
      },
    ]);
  });
  await finder.reload(query.address);
  return until;
}

/** While onboarding is switched off nobody is asked for anything, and nothing is looked up. */
function openGate({ flowKey = '' }: JourneyQuery, capability: string): GateAnswer {
  const nothing = { currentlyDue: [], eventuallyDue: [], pastDue: [], pendingReview: [], errors: [], alternatives: [] };
  const requirements = { allowed: true, capability, deadlineMs: null, ...nothing };
  return { requirements, flowKey, journey: undefined, bypassedBy: 'kill_switch' };
}

function countingRefusals(
  deps: JourneyDependencies,
  query: JourneyQuery,
  route: string,
  answer: GateAnswer | Promise<GateAnswer>,
): GateAnswer | Promise<GateAnswer> {
  if (answer instanceof Promise) return answer.then((known) => countRefusal(deps, query, route, known));
  return countRefusal(deps, query, route, answer);
}

function countRefusal(deps: JourneyDependencies, query: JourneyQuery, route: string, answer: GateAnswer): GateAnswer {
  const { requirements, journey } = answer;
  if (requirements.allowed) return answer;
  const { currentlyDue, pastDue, pendingReview } = requirements;
  deps.refusals.record({
    orgId: query.address.orgId,
    environment: query.address.environment,
    capability: requirements.capability,
    stepKeys: [...pastDue, ...currentlyDue, ...pendingReview],
    route,
    participantId: journey?.participant.id,
    journeyId: journey?.id,
    flowId: journey?.version.flowId,
  });
  return answer;
}
