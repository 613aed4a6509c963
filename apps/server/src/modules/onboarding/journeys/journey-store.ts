import type { Environment } from '@stepwell/contract';
import { type CompiledFlow, applicableSteps, type JourneyState, progressOf, type StepRecord } from '@stepwell/engine';
import type { TenantTx, Value } from '../../../platform/database/index.ts';
import {
  COUNT_OF_FLOW,
  DELETE_STEPS,
  INSERT_JOURNEYS,
  INSERT_STEPS,
  LOCK_PAGE_OF_FLOW,
  PAGE_OF_FLOW,
  REWRITE_JOURNEYS,
} from './repository.ts';
import { type StepRow, stepRecordOf } from './snapshot.ts';

/** A journey as it is stored, outside any request. */
export type StoredJourney = {
  readonly id: string;
  readonly orgId: string;
  readonly environment: Environment;
  readonly participantId: string;
  readonly externalId: string;
  readonly flowId: string;
  readonly versionId: string;
  readonly revision: number;
  readonly state: JourneyState;
  readonly percent: number;
  readonly nextStep: string | null;
  readonly lastActivityAt: Date;
  readonly snoozedUntil: Date | null;
};

/** What a journey becomes. The steps are the complete list of the version's records. */
export type Rewrite = {
  readonly journey: StoredJourney;
  readonly version: { readonly versionId: string; readonly compiled: CompiledFlow };
  readonly steps: readonly StepRecord[];
  readonly startedAtMs?: number;
  readonly completedAtMs: number | null;
};

export type JourneyStore = {
  countByFlow(tx: TenantTx, of: { flowId: string; environment: Environment }): Promise<number>;
  /** Journeys of a flow in id order; with `lock` their rows stay locked until the transaction ends. */
  pageByFlow(
    tx: TenantTx,
    page: { flowId: string; environment: Environment; afterId: string | null; limit: number; lock?: boolean },
  ): Promise<StoredJourney[]>;
  /**
   * Replaces version, steps and figures of journeys, in four statements however many there are. A journey whose
   * revision is no longer the given one is left alone and missing from the answer.
   */
  rewrite(tx: TenantTx, rewrites: readonly Rewrite[]): Promise<{ journeyId: string; revision: number }[]>;
  /** Adds journeys that were lived elsewhere (demo data, imports), in two statements. */
  add(tx: TenantTx, journeys: readonly AddedJourney[]): Promise<void>;
};

export type AddedJourney = {
  readonly id: string;
  readonly environment: Environment;
  readonly participantId: string;
  readonly version: { readonly flowId: string; readonly versionId: string; readonly compiled: CompiledFlow };
  readonly state: JourneyState;
  readonly lastActivityAt: Date;
};

type PageRow = {
  id: string;
  org_id: string;
  environment: Environment;
  participant_id: string;
  external_id: string;
  flow_id: string;
  version_id: string;
  revision: number;
  percent: number;
  next_step: string | null;
  market: string | null;
  role: string | null;
  traits: Record<string, never>;
  steps: unknown[] | null;
  started: number;
  completed: number | null;
  last_activity_at: Date;
  snoozed_until: Date | null;
};

export function createJourneyStore(): JourneyStore {
  return {
    async countByFlow(tx, { flowId, environment }) {
      const rows = await tx.run<{ count: number }>(COUNT_OF_FLOW, [flowId, environment]);
      return rows[0]?.count ?? 0;
    },
    async pageByFlow(tx, { flowId, environment, afterId, limit, lock }) {
      const page = [flowId, environment, afterId, limit];
      const locked = lock ? await tx.run<{ id: string }>(LOCK_PAGE_OF_FLOW, page) : null;
      const rows = await tx.run<PageRow>(PAGE_OF_FLOW, [...page, locked && locked.map((row) => row.id)]);
      return rows.map(storedJourneyOf);
    },
    rewrite,
    add,
  };
}

async function add(tx: TenantTx, journeys: readonly AddedJourney[]): Promise<void> {
  const figures = journeys.map(({ version, state }) => progressOf(version.compiled, state));
  await tx.run(INSERT_JOURNEYS, [
    tx.orgId,
    journeys.map((journey) => journey.id),
    journeys.map((journey) => journey.environment),
    journeys.map((journey) => journey.participantId),
    journeys.map((journey) => journey.version.flowId),
    journeys.map((journey) => journey.version.versionId),
    figures.map(({ percent }) => percent),
    figures.map(({ nextStep }) => nextStep),
    journeys.map((journey) => dateOf(journey.state.startedAtMs)),
    journeys.map((journey) => dateOf(journey.state.completedAtMs)),
    journeys.map((journey) => journey.lastActivityAt),
  ]);
  const rows = journeys.map(({ id, version, state }) => ({ journeyId: id, compiled: version.compiled, state }));
  await tx.run(INSERT_STEPS, [tx.orgId, ...stepColumns(rows)]);
}

async function rewrite(tx: TenantTx, rewrites: readonly Rewrite[]): Promise<{ journeyId: string; revision: number }[]> {
  if (rewrites.length === 0) return [];
  const planned = rewrites.map((item) => ({ ...item, after: stateAfter(item) }));
  const figures = planned.map(({ version, after }) => progressOf(version.compiled, after));
  const written = await tx.run<{ id: string; revision: number }>(REWRITE_JOURNEYS, [
    planned.map(({ journey }) => journey.id),
    planned.map(({ journey }) => journey.revision),
    planned.map(({ version }) => version.versionId),
    figures.map(({ percent }) => percent),
    figures.map(({ nextStep }) => nextStep),
    planned.map(({ after }) => dateOf(after.completedAtMs)),
    planned.map(({ after }) => dateOf(after.startedAtMs)),
    planned.map(({ journey }) => journey.lastActivityAt),
  ]);
  const ids = new Set(written.map((row) => row.id));
  const applied = planned.filter(({ journey }) => ids.has(journey.id));
  await tx.run(DELETE_STEPS, [[...ids]]);
  await tx.run(INSERT_STEPS, [
    tx.orgId,
    ...stepColumns(
      applied.map(({ journey, version, after }) => ({
        journeyId: journey.id,
        compiled: version.compiled,
        state: after,
      })),
    ),
  ]);
  return written.map((row) => ({ journeyId: row.id, revision: row.revision }));
}

function stateAfter({ journey, steps, startedAtMs, completedAtMs }: Rewrite): JourneyState {
  return {
    subject: journey.state.subject,
    steps: Object.fromEntries(steps.map((step) => [step.key, step])),
    startedAtMs: startedAtMs ?? journey.state.startedAtMs,
    completedAtMs,
  };
}

/** The columns of INSERT_STEPS from $2 on. */
export function stepColumns(
  journeys: readonly { journeyId: string; compiled: CompiledFlow; state: JourneyState }[],
): Value[] {
  const rows = journeys.flatMap(({ journeyId, compiled, state }) => {
    const applicable = new Set(applicableSteps(compiled, state.subject, state.steps).map((step) => step.key));
    return compiled.steps.map((step) => ({
      journeyId,
      step,
      record: state.steps[step.key],
      isApplicable: applicable.has(step.key),
    }));
  });
  return [
    rows.map((row) => row.journeyId),
    rows.map((row) => row.step.key),
    rows.map((row) => row.record?.state ?? 'todo'),
    rows.map((row) => row.record?.rowVersion ?? 1),
    rows.map((row) => row.step.weight),
    rows.map((row) => row.step.required),
    rows.map((row) => row.isApplicable),
    rows.map((row) => (row.record?.answers ? JSON.stringify(row.record.answers) : null)),
    rows.map((row) => row.record?.reason ?? null),
    rows.map((row) => dateOf(row.record?.startedAtMs ?? null)),
    rows.map((row) => dateOf(row.record?.submittedAtMs ?? null)),
    rows.map((row) => dateOf(row.record?.doneAtMs ?? null)),
  ];
}

export function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}

function storedJourneyOf(row: PageRow): StoredJourney {
  const records = (row.steps ?? []).map((step) => stepRecordOf(step as StepRow));
  return {
    id: row.id,
    orgId: row.org_id,
    environment: row.environment,
    participantId: row.participant_id,
    externalId: row.external_id,
    flowId: row.flow_id,
    versionId: row.version_id,
    revision: row.revision,
    state: {
      subject: { market: row.market, role: row.role, traits: row.traits },
      steps: Object.fromEntries(records.map((record) => [record.key, record])),
      startedAtMs: row.started,
      completedAtMs: row.completed,
    },
    percent: row.percent,
    nextStep: row.next_step,
    lastActivityAt: row.last_activity_at,
    snoozedUntil: row.snoozed_until,
  };
}
