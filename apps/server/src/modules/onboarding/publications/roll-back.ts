import type { Clock } from '../../../platform/clock/index.ts';
import type { TenantTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import { appendOutbox } from '../../../platform/outbox/index.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import { auditedAs, type Caller, type FlowPublishing, type FlowStanding } from '../flows/index.ts';
import { publicationErrors } from './errors.ts';
import type { Publication } from './publication.ts';
import { assertOwnEnvironment } from './publish.ts';
import { isSuperseded, lockPublicationOfFlow, updatePublication } from './repository.ts';
import { PUBLICATION_TOPICS } from './topics.ts';

type Dependencies = {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly audit: AuditWriter;
  readonly flows: FlowPublishing;
};

type Earlier = { readonly versionId: string; readonly standing: FlowStanding };

/** Turns a publication round, in the caller's transaction; its journeys are put back afterwards. */
export async function rollBack(
  { clock, ids, audit, flows }: Dependencies,
  tx: TenantTx,
  caller: Caller,
  flowKey: string,
  publicationId: string,
): Promise<Publication> {
  const flow = await flows.lockFlow(tx, flowKey);
  const publication = await lockPublicationOfFlow(tx, publicationId, flow.id);
  if (!publication) throw commonErrors.not_found();
  const { id, environment, toVersionId: leave, counts, journeysMigrated } = publication;
  assertOwnEnvironment(caller, environment);
  const earlier = earlierVersion(publication);
  if (await isSuperseded(tx, publication)) throw publicationErrors.publication_superseded();
  await flows.returnTo(tx, { flow, environment, leave, ...earlier });
  await updatePublication(tx, id, { state: 'rolling_back', counts, journeysMigrated, finishedAt: null });
  await appendOutbox(tx, {
    id: ids.next(),
    topic: PUBLICATION_TOPICS.rollBackRequested,
    payload: { publicationId: id },
    correlationId: caller.correlationId,
    createdAt: clock.now(),
  });
  await audit.append(tx, {
    ...auditedAs(caller, environment),
    action: 'flow.rolled_back',
    resourceKind: 'publication',
    resourceId: id,
    before: { state: publication.state },
    after: { state: 'rolling_back' },
  });
  return publication;
}

function earlierVersion({ state, fromVersionId, standingBefore }: Publication): Earlier {
  if (state === 'migrating' || state === 'rolling_back') throw publicationErrors.publication_running();
  if (state === 'rolled_back' || fromVersionId === null || standingBefore === null) {
    throw publicationErrors.nothing_to_roll_back();
  }
  return { versionId: fromVersionId, standing: standingBefore };
}
