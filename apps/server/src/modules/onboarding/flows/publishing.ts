import type { Environment } from '@stepwell/contract';
import { checkDefinition } from '@stepwell/engine';
import type { Clock } from '../../../platform/clock/index.ts';
import type { TenantTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import { staleDraft } from './drafts.ts';
import { flowErrors } from './errors.ts';
import type { LiveVersions } from './live-versions.ts';
import {
  baseDraftOn,
  closeVersion,
  type DraftRow,
  type FlowStatus,
  findDraft,
  findFlow,
  findVersionEqualToDraft,
  insertVersionFromDraft,
  lockDraft,
  lockFlow,
  lockPointer,
  movePointer,
  type PointerRow,
  type StoredDefinition,
  reopenVersion,
  setActiveTo,
  setFlowStatus,
} from './repository.ts';

export type PublishableDraft = {
  readonly flowId: string;
  readonly flowKey: string;
  readonly definition: StoredDefinition;
};

/** How a flow stood before a publication: all that a roll-back needs to put it back. */
export type FlowStanding = {
  /** Since when the earlier version was live, as RFC 3339. */
  readonly since: string;
  /** Until when it was to be served. */
  readonly activeTo: string | null;
};

export type LockedFlow = { readonly id: string; readonly key: string; readonly status: FlowStatus };

export type PublishOrder = {
  readonly flow: LockedFlow;
  readonly environment: Environment;
  /** Row version of the draft that was looked at. */
  readonly rowVersion: number;
  readonly activeFrom?: Date;
  readonly activeTo?: Date | null;
  readonly by: string | null;
  /** Versions this environment has had before: none of them is published in it again. */
  readonly notAgain: readonly string[];
};

export type Published = {
  readonly versionId: string;
  readonly number: number;
  /** Null when nothing was live before. */
  readonly before: { readonly versionId: string; readonly number: number; readonly standing: FlowStanding } | null;
};

/** What the publications room may do to a flow, always in its own transaction. */
export type FlowPublishing = {
  /** The draft as it stands. Throws `not_found` and `definition_invalid`. */
  publishableDraft(tx: TenantTx, flowKey: string): Promise<PublishableDraft>;
  /** Keeps other publications of the flow waiting until the transaction ends. Throws `not_found`. */
  lockFlow(tx: TenantTx, flowKey: string): Promise<LockedFlow>;
  /** Throws `row_version_stale` and `definition_invalid`. */
  assertPublishable(tx: TenantTx, order: Pick<PublishOrder, 'flow' | 'rowVersion'>): Promise<void>;
  /**
   * Makes the draft what the environment serves: as a new version, or as the one that another environment has with the
   * same words. Throws `nothing_to_publish`.
   */
  publishDraft(tx: TenantTx, order: PublishOrder): Promise<Published>;
  /** Moves the pointer back from the version `leave` to the version `versionId`, served since and until when it was before. */
  returnTo(
    tx: TenantTx,
    order: { flow: LockedFlow; environment: Environment; leave: string; versionId: string; standing: FlowStanding },
  ): Promise<void>;
};

export function createFlowPublishing(deps: { clock: Clock; ids: IdSource; live: LiveVersions }): FlowPublishing {
  return {
    async publishableDraft(tx, flowKey) {
      const flow = await findFlow(tx, flowKey);
      const draft = flow && (await findDraft(tx, flow.id));
      if (!draft) throw commonErrors.not_found();
      refuseProblems(draft);
      return { flowId: flow.id, flowKey: flow.key, definition: draft.definition };
    },
    async lockFlow(tx, flowKey) {
      const flow = await lockFlow(tx, flowKey);
      if (!flow) throw commonErrors.not_found();
      return flow;
    },
    async assertPublishable(tx, { flow, rowVersion }) {
      const draft = await lockDraft(tx, flow.id);
      if (!draft) throw commonErrors.not_found();
      if (draft.row_version !== rowVersion) throw staleDraft(draft);
      refuseProblems(draft);
    },
    publishDraft: (tx, order) => publishDraft(deps, tx, order),
    async returnTo(tx, { flow, environment, leave, versionId, standing }) {
      const now = deps.clock.now();
      await lockPointer(tx, flow.id, environment);
      await movePointer(tx, { flowId: flow.id, environment, versionId, since: new Date(standing.since) });
      await closeVersion(tx, leave, now);
      // A flow that was retired meanwhile stays so, and its versions closed.
      if (flow.status !== 'retired') await setActiveTo(tx, versionId, dateOf(standing.activeTo));
      deps.live.forgetAfterCommit(tx);
    },
  };
}

async function publishDraft(
  { clock, ids, live }: { clock: Clock; ids: IdSource; live: LiveVersions },
  tx: TenantTx,
  order: PublishOrder,
): Promise<Published> {
  const { flow, environment } = order;
  const now = clock.now();
  const pointer = await lockPointer(tx, flow.id, environment);
  if (pointer?.equals_draft && flow.status !== 'retired') throw flowErrors.nothing_to_publish();
  const next = (await reusedVersion(tx, order, pointer)) ?? (await nextVersion(tx, order, ids.next(), now));
  await movePointer(tx, { flowId: flow.id, environment, versionId: next.versionId, since: now });
  if (pointer) await closeVersion(tx, pointer.version_id, now);
  await setFlowStatus(tx, flow.id, 'published', now);
  await baseDraftOn(tx, flow.id, next.number);
  live.forgetAfterCommit(tx);
  return { ...next, before: pointer ? standingOf(pointer) : null };
}

/** A window of its own makes a version of its own, because both environments would share it. */
async function reusedVersion(
  tx: TenantTx,
  { flow, notAgain, activeFrom, activeTo }: PublishOrder,
  pointer: PointerRow | undefined,
): Promise<{ versionId: string; number: number } | null> {
  if (activeFrom !== undefined || activeTo !== undefined) return null;
  const leastNumber = (pointer?.number ?? 0) + 1;
  const equal = await findVersionEqualToDraft(tx, { flowId: flow.id, leastNumber, except: notAgain });
  if (!equal) return null;
  await reopenVersion(tx, equal.id);
  return { versionId: equal.id, number: equal.number };
}

async function nextVersion(
  tx: TenantTx,
  { flow, by, activeFrom, activeTo }: PublishOrder,
  versionId: string,
  now: Date,
): Promise<{ versionId: string; number: number }> {
  const version = {
    id: versionId,
    flowId: flow.id,
    by,
    at: now,
    activeFrom: activeFrom ?? now,
    activeTo: activeTo ?? null,
  };
  return { versionId, number: await insertVersionFromDraft(tx, version) };
}

function standingOf({ version_id, number, since, active_to }: PointerRow): Published['before'] {
  const standing = { since: since.toISOString(), activeTo: active_to?.toISOString() ?? null };
  return { versionId: version_id, number, standing };
}

function refuseProblems({ definition }: DraftRow): void {
  const problems = checkDefinition(definition);
  if (problems.length > 0)
    throw flowErrors.definition_invalid({ problems: problems.map((problem) => ({ ...problem })) });
}

function dateOf(iso: string | null): Date | null {
  return iso === null ? null : new Date(iso);
}
