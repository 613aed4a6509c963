import type { Environment, PublishMode } from '@stepwell/contract';
import type { Clock } from '../../../platform/clock/index.ts';
import type { TenantTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import { appendOutbox } from '../../../platform/outbox/index.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import { auditedAs, type Caller, type FlowPublishing, type LockedFlow, type Published } from '../flows/index.ts';
import type { JourneyStore } from '../journeys/index.ts';
import { publicationErrors } from './errors.ts';
import { NO_COUNTS, type Publication } from './publication.ts';
import { insertPublication, isRunning, publishedVersions } from './repository.ts';
import { PUBLICATION_TOPICS } from './topics.ts';

export type PublishOrder = {
  readonly environment: Environment;
  readonly mode: PublishMode;
  /** Row version of the draft that was looked at. */
  readonly rowVersion: number;
  /** From when on new participants are served the version; at once where absent. */
  readonly activeFrom?: Date;
  readonly activeTo?: Date | null;
};

type Dependencies = {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly audit: AuditWriter;
  readonly flows: FlowPublishing;
  readonly journeys: Pick<JourneyStore, 'countByFlow'>;
};

/** Everything that makes a publication, in the caller's transaction; its journeys are moved afterwards. */
export async function publish(
  deps: Dependencies,
  tx: TenantTx,
  caller: Caller,
  flowKey: string,
  order: PublishOrder,
): Promise<Publication> {
  assertOwnEnvironment(caller, order.environment);
  assertWindow(order, deps.clock.now());
  const flow = await deps.flows.lockFlow(tx, flowKey);
  await deps.flows.assertPublishable(tx, { flow, rowVersion: order.rowVersion });
  if (await isRunning(tx, flow.id, order.environment)) throw publicationErrors.publication_running();
  const published = await deps.flows.publishDraft(tx, {
    flow,
    ...order,
    by: caller.actorId,
    notAgain: await publishedVersions(tx, flow.id, order.environment),
  });
  const publication = await publicationOf(deps, tx, flow, order, published);
  const { publishedAt, state } = publication;
  await insertPublication(tx, publication, caller.actorId, state === 'done' ? publishedAt : null);
  await announce(deps, tx, caller, publication, published);
  return publication;
}

/** A key belongs to one environment: one for tests must not change what is live. */
export function assertOwnEnvironment({ actorKind, environment }: Caller, wanted: Environment): void {
  if (actorKind !== 'api_key' || environment === wanted) return;
  throw commonErrors.permission_denied(undefined, { detail: `The key belongs to the environment ${environment}.` });
}

function assertWindow({ activeFrom, activeTo }: PublishOrder, now: Date): void {
  if (!activeTo || activeTo > (activeFrom ?? now)) return;
  const error = { path: '/active_to', code: 'window_empty', message: 'The end must lie after the beginning.' };
  throw commonErrors.validation_failed(undefined, { errors: [error] });
}

async function publicationOf(
  { clock, ids, journeys }: Dependencies,
  tx: TenantTx,
  flow: LockedFlow,
  { environment, mode }: PublishOrder,
  { versionId, before }: Published,
): Promise<Publication> {
  const journeysTotal = await journeys.countByFlow(tx, { flowId: flow.id, environment });
  // Journeys that finish on the old version are all dealt with by not touching them.
  const isDone = journeysTotal === 0 || mode === 'finish_on_old';
  return {
    id: ids.next(),
    environment,
    flowId: flow.id,
    fromVersionId: before?.versionId ?? null,
    toVersionId: versionId,
    standingBefore: before?.standing ?? null,
    mode,
    state: isDone ? 'done' : 'migrating',
    counts: isDone ? { ...NO_COUNTS, kept: journeysTotal, total: journeysTotal } : NO_COUNTS,
    journeysTotal,
    journeysMigrated: isDone ? journeysTotal : 0,
    publishedAt: clock.now(),
  };
}

async function announce(
  { ids, audit }: Dependencies,
  tx: TenantTx,
  caller: Caller,
  { id, environment, mode, publishedAt }: Publication,
  { number, before }: Published,
): Promise<void> {
  await appendOutbox(tx, {
    id: ids.next(),
    topic: PUBLICATION_TOPICS.requested,
    payload: { publicationId: id },
    correlationId: caller.correlationId,
    createdAt: publishedAt,
  });
  await audit.append(tx, {
    ...auditedAs(caller, environment),
    action: 'flow.published',
    resourceKind: 'publication',
    resourceId: id,
    before: { version: before?.number ?? null },
    after: { version: number, mode },
  });
}
