import { type Accepted, type Actor, applicableSteps, type JourneyChange } from '@stepwell/engine';
import type { NewEvent } from '../../insight/events/index.ts';
import type { AuditEntry } from '../../protection/audit/index.ts';
import type { ChangeOrigin, JourneyDependencies } from './dependencies.ts';
import { createJourneyStore, type Rewrite } from './journey-store.ts';
import { SET_APPLICABLE } from './repository.ts';
import { eventBase, type JourneySnapshot } from './snapshot.ts';
import { type StepWrite, valuesOfOne, WRITE_STEP } from './step-write.ts';

const store = createJourneyStore();

/** A move that also changes which steps apply: the same write, and the copies of `applicable`, in one transaction. */
export async function applyChange(
  deps: Pick<JourneyDependencies, 'database'>,
  journey: JourneySnapshot,
  decision: Accepted,
  write: StepWrite,
): Promise<boolean> {
  return deps.database.asTenant(journey.address.orgId, async (tx) => {
    const rows = await tx.run(WRITE_STEP, valuesOfOne(journey.address.orgId, write));
    if (rows.length === 0) return false;
    const { subject, steps } = decision.journey;
    const applicable = applicableSteps(journey.version.compiled, subject, steps).map((step) => step.key);
    await tx.run(SET_APPLICABLE, [journey.id, applicable]);
    return true;
  });
}

type Cause = { readonly name: NewEvent['name']; readonly actor: Actor; readonly origin: ChangeOrigin };

/** Writes a change of several steps at once; false when somebody else wrote first. */
export async function writeChange(
  deps: Pick<JourneyDependencies, 'database' | 'events' | 'audit' | 'clock'>,
  journey: JourneySnapshot,
  change: JourneyChange,
  cause: Cause,
): Promise<boolean> {
  const now = deps.clock.now();
  return deps.database.asTenant(journey.address.orgId, async (tx) => {
    const written = await store.rewrite(tx, [rewriteOf(journey, change, now)]);
    if (written.length === 0) return false;
    await deps.events.appendEvents(tx, eventsOf(journey, change, cause, now));
    await deps.audit.append(tx, auditEntry(journey, change, cause));
    return true;
  });
}

function rewriteOf(journey: JourneySnapshot, change: JourneyChange, now: Date): Rewrite {
  const { orgId, environment, externalId } = journey.address;
  const { percent, nextStep } = change.progress;
  return {
    journey: {
      id: journey.id,
      orgId,
      environment,
      externalId,
      participantId: journey.participant.id,
      flowId: journey.version.flowId,
      versionId: journey.version.versionId,
      revision: journey.revision,
      state: change.journey,
      percent,
      nextStep,
      lastActivityAt: now,
      snoozedUntil: null,
    },
    version: journey.version,
    steps: Object.values(change.journey.steps),
    startedAtMs: change.journey.startedAtMs,
    completedAtMs: change.completedAtMs,
  };
}

function eventsOf(
  journey: JourneySnapshot,
  change: JourneyChange,
  { name, actor, origin }: Cause,
  now: Date,
): NewEvent[] {
  const { percent } = change.progress;
  const base = { ...eventBase(journey), percent, occurredAt: now, actor, correlationId: origin.correlationId };
  const completes = change.completedAtMs !== null && journey.state.completedAtMs === null;
  return [
    { ...base, name, properties: changedSteps(change) },
    ...(completes ? [{ ...base, name: 'journey.completed' as const }] : []),
  ];
}

function auditEntry(journey: JourneySnapshot, change: JourneyChange, { name, origin }: Cause): AuditEntry {
  const { actorKind, actorId, correlationId, ip, userAgent } = origin;
  const { orgId, environment } = journey.address;
  return {
    orgId,
    environment,
    actorKind,
    actorId,
    correlationId,
    action: name,
    resourceKind: 'journey',
    resourceId: journey.id,
    after: changedSteps(change),
    ip: ip ?? undefined,
    userAgent: userAgent ?? undefined,
  };
}

function changedSteps(change: JourneyChange): { steps: string } {
  return { steps: change.changed.map((step) => step.key).join(' ') };
}
