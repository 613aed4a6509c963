import { checkDraftAnswers } from '@stepwell/contract/answers';
import { type Accepted, type Answers, decide, type Move, type StepRecord } from '@stepwell/engine';
import { and, eq, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { JourneySnapshot, JourneyVersion } from '../../apps/server/src/modules/onboarding/journeys/index.ts';
import type { Clock } from '../../apps/server/src/platform/clock/index.ts';
import type { ParticipantPrincipal, RequestContext } from '../../apps/server/src/platform/http/index.ts';
import type { IdSource } from '../../apps/server/src/platform/ids/index.ts';
import { auditEntries, journeySteps, journeys, onboardingEvents, outbox, participants } from './drizzle-tables.ts';

type Dependencies = {
  readonly orm: NodePgDatabase;
  readonly version: JourneyVersion;
  readonly ids: IdSource;
  readonly clock: Clock;
};
type Wish = { readonly stepKey: string; readonly move: Move; readonly rowVersion: number; readonly answers?: Answers };
type Moved = { readonly journey: JourneySnapshot; readonly decision: Accepted };
type Tx = Parameters<Parameters<NodePgDatabase['transaction']>[0]>[0];

/** Locks the journey, decides, and writes step, journey, event, audit entry and outbox row, in one transaction. */
export function moveThroughOrm(
  deps: Dependencies,
  principal: ParticipantPrincipal,
  context: RequestContext,
  wish: Wish,
): Promise<Moved> {
  return deps.orm.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.org_id', ${principal.orgId}, true)`);
    const journey = await lockedJourney(tx, principal, deps.version);
    const now = deps.clock.now();
    const decision = decideOrThrow(journey, wish, now);
    await writeState(tx, journey, decision, now);
    await writeTraces(tx, deps, journey, decision, { principal, context, now });
    return { journey: { ...journey, state: decision.journey }, decision };
  });
}

async function lockedJourney(
  tx: Tx,
  { orgId, environment, externalId }: ParticipantPrincipal,
  version: JourneyVersion,
): Promise<JourneySnapshot> {
  const [found] = await tx
    .select({ journey: journeys, participant: participants })
    .from(journeys)
    .innerJoin(participants, eq(participants.id, journeys.participantId))
    .where(
      and(
        eq(participants.orgId, orgId),
        eq(participants.environment, environment),
        eq(participants.externalId, externalId),
      ),
    )
    .for('update', { of: journeys });
  if (found === undefined) throw new Error(`${externalId} has no journey`);
  const steps = await tx.select().from(journeySteps).where(eq(journeySteps.journeyId, found.journey.id));
  const { journey, participant } = found;
  const subject = {
    market: participant.market,
    role: participant.role,
    traits: participant.traits as Record<string, never>,
  };
  return {
    id: journey.id,
    address: { orgId, environment, externalId },
    participant: { id: participant.id, externalId, displayName: null, locale: null, lastSeenAtMs: null, subject },
    version,
    revision: journey.revision,
    percent: journey.percent,
    state: {
      subject,
      steps: Object.fromEntries(steps.map((step) => [step.stepKey, recordOf(step)])),
      startedAtMs: journey.startedAt.getTime(),
      completedAtMs: journey.completedAt?.getTime() ?? null,
    },
    lastActivityAtMs: journey.lastActivityAt.getTime(),
    snoozedUntilMs: null,
  };
}

function recordOf(row: typeof journeySteps.$inferSelect): StepRecord {
  return {
    key: row.stepKey,
    state: row.state as StepRecord['state'],
    rowVersion: row.rowVersion,
    answers: row.answers as StepRecord['answers'],
    reason: row.reason,
    startedAtMs: row.startedAt?.getTime() ?? null,
    submittedAtMs: row.submittedAt?.getTime() ?? null,
    doneAtMs: row.doneAt?.getTime() ?? null,
  };
}

function decideOrThrow(journey: JourneySnapshot, wish: Wish, now: Date): Accepted {
  const step = journey.version.compiled.stepsByKey.get(wish.stepKey);
  if (step?.kind === 'form' && checkDraftAnswers(step, wish.answers ?? {}).length > 0)
    throw new Error('answers are not accepted');
  const decision = decide(journey.version.compiled, journey.state, {
    ...wish,
    actor: 'participant',
    nowMs: now.getTime(),
  });
  if (!decision.ok) throw new Error(decision.code);
  return decision;
}

async function writeState(
  tx: Tx,
  journey: JourneySnapshot,
  { step, progress, completedAtMs }: Accepted,
  now: Date,
): Promise<void> {
  await tx
    .update(journeys)
    .set({
      revision: journey.revision + 1,
      percent: progress.percent,
      nextStep: progress.nextStep,
      completedAt: dateOf(completedAtMs),
      lastActivityAt: now,
    })
    .where(and(eq(journeys.id, journey.id), eq(journeys.revision, journey.revision)));
  await tx
    .update(journeySteps)
    .set({
      state: step.state,
      rowVersion: step.rowVersion,
      answers: step.answers,
      reason: step.reason,
      startedAt: dateOf(step.startedAtMs),
      submittedAt: dateOf(step.submittedAtMs),
      doneAt: dateOf(step.doneAtMs),
    })
    .where(and(eq(journeySteps.journeyId, journey.id), eq(journeySteps.stepKey, step.key)));
}

async function writeTraces(
  tx: Tx,
  { ids }: Dependencies,
  journey: JourneySnapshot,
  { step, previous, progress }: Accepted,
  { principal, context, now }: { principal: ParticipantPrincipal; context: RequestContext; now: Date },
): Promise<void> {
  const { orgId, environment, externalId } = principal;
  const { correlationId } = context;
  const shared = { orgId, environment, correlationId };
  await tx.insert(onboardingEvents).values({
    ...shared,
    id: ids.next(),
    occurredAt: now,
    name: 'step.saved',
    participantId: journey.participant.id,
    journeyId: journey.id,
    flowId: journey.version.flowId,
    versionNumber: journey.version.number,
    stepKey: step.key,
    actor: 'participant',
    fromState: previous.state,
    toState: step.state,
    percent: progress.percent,
    market: journey.participant.subject.market,
  });
  await tx.insert(auditEntries).values({
    ...shared,
    id: ids.next(),
    at: now,
    actorKind: 'participant',
    actorId: externalId,
    action: 'step.saved',
    resourceKind: 'step',
    resourceId: `${journey.id}/${step.key}`,
    before: { state: previous.state, row_version: previous.rowVersion },
    after: { state: step.state, row_version: step.rowVersion },
    ip: context.ip,
    userAgent: context.userAgent,
  });
  const payload = {
    environment,
    journey_id: journey.id,
    participant_id: journey.participant.id,
    step_key: step.key,
    from: previous.state,
    to: step.state,
    percent: progress.percent,
  };
  await tx
    .insert(outbox)
    .values({ id: ids.next(), orgId, topic: 'journey.step_changed', payload, correlationId, createdAt: now });
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
