import type { Environment, PublishMode } from '@stepwell/contract';
import { compileFlow, planMigration } from '@stepwell/engine';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Database, TenantTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import { decodeIdCursor, encodeCursor } from '../../../platform/http/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import type { OutboxHandler } from '../../../platform/outbox/index.ts';
import type { EventLog } from '../../insight/events/index.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import type { Caller, FlowPublishing, FlowServing } from '../flows/index.ts';
import type { JourneyStore } from '../journeys/index.ts';
import { DryRunTally } from './dry-run.ts';
import { createJourneyMover } from './journey-mover.ts';
import { publicationHandler } from './jobs.ts';
import { assertOwnEnvironment, type PublishOrder, publish } from './publish.ts';
import { findPublicationRow, listPublicationRows, type PublicationListRow } from './read-model.ts';
import { rollBack } from './roll-back.ts';

export type PublicationDependencies = {
  readonly database: Pick<Database, 'asTenant'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly audit: AuditWriter;
  readonly flows: FlowPublishing & Pick<FlowServing, 'versionById' | 'flowByKey'>;
  readonly journeys: Pick<JourneyStore, 'countByFlow' | 'pageByFlow' | 'rewrite'>;
  readonly events: Pick<EventLog, 'appendEvents'>;
  /** Journeys that one transaction moves. */
  readonly batchSize?: number;
};

export type DryRun = ReturnType<DryRunTally['result']> & { mode: PublishMode; environment: Environment };
export type PublicationView = ReturnType<typeof publicationView>;

export type PublicationService = {
  /**
   * What publishing the draft would do to every journey of the flow in the environment: the plans that a publication
   * made at this moment would carry out. Throws `definition_invalid`.
   */
  dryRun(caller: Caller, flowKey: string, order: { environment: Environment; mode: PublishMode }): Promise<DryRun>;
  /**
   * Makes the draft live and has its journeys moved by `handler`. Throws `row_version_stale`, `definition_invalid`,
   * `publication_running` and `nothing_to_publish`.
   */
  publish(caller: Caller, flowKey: string, order: PublishOrder): Promise<PublicationView>;
  /**
   * Makes the earlier version live again and has every journey put back by `handler`. Throws `publication_running`,
   * `publication_superseded` and `nothing_to_roll_back`.
   */
  rollBack(caller: Caller, flowKey: string, publicationId: string): Promise<PublicationView>;
  /** Newest first. Throws `cursor_damaged`. */
  listPublications(
    caller: Caller,
    flowKey: string,
    query: { cursor?: string; limit: number },
  ): Promise<{ publications: PublicationView[]; nextCursor: string | null }>;
  publication(caller: Caller, flowKey: string, publicationId: string): Promise<PublicationView>;
  /** Moves what is left to move, batch by batch, and resolves when the publication is done or rolled back. */
  continuePublication(orgId: string, publicationId: string): Promise<void>;
  /** One batch for each event of the topics in `PUBLICATION_TOPICS`. */
  readonly handler: OutboxHandler;
};

const DRY_RUN_PAGE = 500;

export function createPublicationService(deps: PublicationDependencies): PublicationService {
  const { database, flows } = deps;
  const mover = createJourneyMover(deps);
  const view = async (tx: TenantTx, flowId: string, id: string): Promise<PublicationView> => {
    const row = await findPublicationRow(tx, flowId, id);
    if (!row) throw commonErrors.not_found();
    return publicationView(row);
  };
  return {
    dryRun: (caller, flowKey, order) => dryRun(deps, caller, flowKey, order),
    publish: (caller, flowKey, order) =>
      database.asTenant(caller.orgId, async (tx) => {
        const { flowId, id } = await publish(deps, tx, caller, flowKey, order);
        return view(tx, flowId, id);
      }),
    rollBack: (caller, flowKey, publicationId) =>
      database.asTenant(caller.orgId, async (tx) => {
        const { flowId, id } = await rollBack(deps, tx, caller, flowKey, publicationId);
        return view(tx, flowId, id);
      }),
    listPublications: (caller, flowKey, query) =>
      database.asTenant(caller.orgId, async (tx) => {
        const flowId = await flowIdOf(flows, tx, flowKey);
        const rows = await listPublicationRows(tx, {
          flowId,
          beforeId: decodeIdCursor(query.cursor) ?? null,
          limit: query.limit + 1,
        });
        const publications = rows.slice(0, query.limit).map(publicationView);
        const last = rows.length > query.limit ? publications.at(-1) : undefined;
        return { publications, nextCursor: last ? encodeCursor([last.id]) : null };
      }),
    publication: (caller, flowKey, publicationId) =>
      database.asTenant(caller.orgId, async (tx) => view(tx, await flowIdOf(flows, tx, flowKey), publicationId)),
    async continuePublication(orgId, publicationId) {
      let afterId: string | null = null;
      do {
        afterId = await database.asTenant(orgId, (tx) => mover.moveBatch(tx, publicationId, afterId));
      } while (afterId !== null);
    },
    handler: publicationHandler(deps, mover),
  };
}

async function dryRun(
  { database, clock, flows, journeys }: PublicationDependencies,
  caller: Caller,
  flowKey: string,
  { environment, mode }: { environment: Environment; mode: PublishMode },
): Promise<DryRun> {
  assertOwnEnvironment(caller, environment);
  const { flowId, definition } = await database.asTenant(caller.orgId, (tx) => flows.publishableDraft(tx, flowKey));
  const draft = compileFlow(definition);
  const tally = new DryRunTally(draft);
  const nowMs = clock.nowMs();
  let afterId: string | null = null;
  do {
    // A transaction for each page: a long one would hold back the clean-up of the whole database.
    afterId = await database.asTenant(caller.orgId, async (tx) => {
      const page = await journeys.pageByFlow(tx, { flowId, environment, afterId, limit: DRY_RUN_PAGE });
      for (const journey of page) {
        const { compiled } = await flows.versionById(tx, journey.versionId);
        tally.add(journey, planMigration(compiled, draft, journey.state, mode, nowMs));
      }
      return page.length < DRY_RUN_PAGE ? null : (page.at(-1)?.id ?? null);
    });
  } while (afterId !== null);
  return { mode, environment, ...tally.result() };
}

async function flowIdOf(flows: Pick<FlowServing, 'flowByKey'>, tx: TenantTx, flowKey: string): Promise<string> {
  const flow = await flows.flowByKey(tx, flowKey);
  if (!flow) throw commonErrors.not_found();
  return flow.id;
}

function publicationView({ published_at, finished_at, ...publication }: PublicationListRow) {
  return {
    ...publication,
    published_at: published_at.toISOString(),
    finished_at: finished_at?.toISOString() ?? null,
  };
}
