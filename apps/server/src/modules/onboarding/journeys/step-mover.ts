import { type AnswerError, checkAnswers, checkDraftAnswers, withoutEmpty } from '@stepwell/contract/answers';
import { type Accepted, type Actor, type Answers, decide, type Move, type StepDefinition } from '@stepwell/engine';
import type { ChangeOrigin, JourneyDependencies } from './dependencies.ts';
import { journeyErrors } from './errors.ts';
import type { JourneyFinder, JourneyQuery } from './journey-finder.ts';
import { dateOf } from './journey-store.ts';
import { moveRefusal } from './move-refusal.ts';
import { applyChange } from './journey-changes.ts';
import type { JourneySnapshot } from './snapshot.ts';
import { keyOf, type SnapshotCache } from './snapshot-cache.ts';
import type { StepWrite } from './step-write.ts';
import type { StepWriter } from './step-writer.ts';
import type { Turnstile } from './turnstile.ts';

export type MoveRequest = {
  readonly stepKey: string;
  readonly move: Move;
  readonly actor: Actor;
  /** Null: whatever the step's version is now (the tenant's server and reviewers may say so). */
  readonly rowVersion: number | null;
  readonly answers?: Answers;
  readonly reason?: string;
  /** The version of the document that was read; checked for terms steps that a participant completes. */
  readonly termsVersion?: string;
  /** The service that speaks, for external steps. */
  readonly source?: string;
};

export type Moved = { readonly journey: JourneySnapshot; readonly decision: Accepted };

const MAX_ATTEMPTS = 6;

/** Makes one move on one step: decide by the engine on a snapshot, write if the snapshot is still current, else again. */
export class StepMover {
  readonly #deps: JourneyDependencies;
  readonly #finder: JourneyFinder;
  readonly #cache: SnapshotCache;
  readonly #writer: StepWriter;
  readonly #turnstile: Turnstile;

  constructor(
    deps: JourneyDependencies,
    parts: { finder: JourneyFinder; cache: SnapshotCache; writer: StepWriter; turnstile: Turnstile },
  ) {
    this.#deps = deps;
    this.#finder = parts.finder;
    this.#cache = parts.cache;
    this.#writer = parts.writer;
    this.#turnstile = parts.turnstile;
  }

  move(query: JourneyQuery, request: MoveRequest, origin: ChangeOrigin): Promise<Moved> {
    return this.#turnstile.pass(keyOf(query.address), () => this.#moveInTurn(query, request, origin));
  }

  async #moveInTurn(query: JourneyQuery, request: MoveRequest, origin: ChangeOrigin): Promise<Moved> {
    const known = await this.#finder.remembered(query, origin);
    const first = await this.#attempt(known, request, origin);
    if (typeof first === 'object' && 'decision' in first) return first;
    for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt += 1) {
      const journey = await this.#finder.current(query, origin);
      const outcome = await this.#attempt(journey, request, origin);
      if (outcome instanceof Error) throw outcome;
      if (outcome !== 'outrun') return outcome;
    }
    throw journeyErrors.journey_busy(undefined, { retryAfterSeconds: 1 });
  }

  /** The move made, the refusal that this snapshot gives reason for, or `outrun` when somebody wrote in between. */
  async #attempt(
    journey: JourneySnapshot,
    request: MoveRequest,
    origin: ChangeOrigin,
  ): Promise<Moved | Error | 'outrun'> {
    const step = journey.version.compiled.stepsByKey.get(request.stepKey);
    const unfit = step && payloadRefusal(step, journey, request);
    const now = this.#deps.clock.now();
    const decision = decide(journey.version.compiled, journey.state, {
      ...request,
      answers: request.answers && withoutEmpty(request.answers),
      nowMs: now.getTime(),
    });
    if (!decision.ok) return moveRefusal(decision);
    if (unfit) return unfit;
    return (await this.#write(journey, decision, request, now, origin)) ?? 'outrun';
  }

  async #write(
    journey: JourneySnapshot,
    decision: Accepted,
    request: MoveRequest,
    now: Date,
    origin: ChangeOrigin,
  ): Promise<Moved | undefined> {
    const changesWhatApplies = decision.newlyApplicable.length + decision.noLongerApplicable.length > 0;
    const write = this.#stepWrite(journey, decision, request, now, origin);
    const applied = changesWhatApplies
      ? await applyChange(this.#deps, journey, decision, write)
      : await this.#writer.write(write);
    if (!applied) return undefined;
    const next = {
      ...journey,
      revision: journey.revision + 1,
      percent: decision.progress.percent,
      state: decision.journey,
      lastActivityAtMs: now.getTime(),
    };
    this.#cache.replaceJourney(next);
    return { journey: next, decision };
  }

  #stepWrite(
    journey: JourneySnapshot,
    decision: Accepted,
    request: MoveRequest,
    now: Date,
    origin: ChangeOrigin,
  ): StepWrite {
    const { step, previous, progress } = decision;
    const { ids } = this.#deps;
    const completesNow = decision.completedAtMs !== null && journey.state.completedAtMs === null;
    const { subject } = journey.participant;
    return {
      orgId: journey.address.orgId,
      environment: journey.address.environment,
      journeyId: journey.id,
      revision: journey.revision,
      participantId: journey.participant.id,
      flowId: journey.version.flowId,
      versionNumber: journey.version.number,
      now,
      stepKey: step.key,
      state: step.state,
      rowVersion: step.rowVersion,
      answersJson: step.answers ? JSON.stringify(step.answers) : null,
      reason: step.reason,
      startedAt: dateOf(step.startedAtMs),
      submittedAt: dateOf(step.submittedAtMs),
      doneAt: dateOf(step.doneAtMs),
      percent: progress.percent,
      nextStep: progress.nextStep,
      completedAt: dateOf(decision.completedAtMs),
      eventId: ids.next(),
      eventName: eventNameOf(request.move, step.state),
      actor: request.actor,
      fromState: previous.state,
      market: subject.market,
      traitsJson: Object.keys(subject.traits).length > 0 ? JSON.stringify(subject.traits) : null,
      propertiesJson: propertiesOf(request),
      correlationId: origin.correlationId,
      completionEventId: completesNow ? ids.next() : null,
      auditId: ids.next(),
      actorKind: origin.actorKind,
      actorId: origin.actorId,
      ip: origin.ip,
      userAgent: origin.userAgent,
      outboxId: ids.next(),
    };
  }
}

/** Refusals that hang on the step's content rather than on the state of the journey. */
function payloadRefusal(step: StepDefinition, journey: JourneySnapshot, request: MoveRequest): Error | undefined {
  if (step.kind === 'form' && (request.move === 'submit' || request.move === 'save')) {
    const kept = journey.state.steps[step.key]?.answers ?? {};
    const answers = request.answers ?? kept;
    const errors = request.move === 'submit' ? checkAnswers(step, answers) : checkDraftAnswers(step, answers);
    return errors.length > 0 ? answersRefusal(errors) : undefined;
  }
  if (step.kind === 'terms' && request.move === 'complete' && request.actor === 'participant') {
    const { version } = step.document;
    return request.termsVersion === version
      ? undefined
      : journeyErrors.terms_version_mismatch({ current_version: version });
  }
  if (step.kind === 'external' && request.source !== undefined && request.source !== step.source) {
    return journeyErrors.source_mismatch();
  }
  return undefined;
}

function answersRefusal(errors: readonly AnswerError[]): Error {
  return journeyErrors.answers_invalid(undefined, {
    errors: errors.map(({ field, code, message }) => ({ path: `/answers/${field}`, code, message })),
  });
}

const EVENT_OF_MOVE: Readonly<Record<Move, string>> = {
  start: 'step.started',
  save: 'step.saved',
  submit: 'step.completed',
  complete: 'step.completed',
  skip: 'step.skipped',
  reopen: 'step.reopened',
  approve: 'step.approved',
  reject: 'step.rejected',
  reset: 'step.reset',
};

function eventNameOf(move: Move, state: string): string {
  return state === 'submitted' ? 'step.submitted' : EVENT_OF_MOVE[move];
}

function propertiesOf(request: MoveRequest): string | null {
  const properties = {
    ...(request.termsVersion ? { terms_version: request.termsVersion } : {}),
    ...(request.source ? { source: request.source } : {}),
    ...(request.reason ? { reason: request.reason } : {}),
  };
  return Object.keys(properties).length > 0 ? JSON.stringify(properties) : null;
}
