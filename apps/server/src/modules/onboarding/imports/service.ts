import { basename } from 'node:path';
import type { Environment } from '@stepwell/contract';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Database, TenantTx } from '../../../platform/database/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import { makePartitions } from '../../insight/events/index.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import { importErrors } from './errors.ts';
import { checkMapping, type ImportMapping } from './mapping.ts';
import { type ImportReport, previewReport, type Written, writtenReport } from './report.ts';
import {
  addStagedEvents,
  addStagedParticipants,
  type ImportRecord,
  insertImport,
  lockImport,
  previewStaged,
  removeImported,
  stageRows,
  type Removed,
} from './repository.ts';
import { type Scan, type ScanProgress, scanFile } from './scan.ts';
import { openSource, type SourceFile } from './source-file.ts';

const EARLIEST_MS = Date.UTC(2000, 0, 1);
/** Clocks of other systems may run ahead of ours. */
const AHEAD_MS = 86_400_000;

export type ImportProgress = ScanProgress & { readonly phase: 'checking' | 'participants' | 'events' | 'done' };

export type ImportRequest = {
  readonly orgId: string;
  readonly environment: Environment;
  readonly path: string;
  /** As read from JSON; it is checked here. */
  readonly mapping: unknown;
  /** Import the good rows of a file that has bad ones. */
  readonly skipInvalid?: boolean;
  /** Check and count, and write nothing. */
  readonly dryRun?: boolean;
  readonly onProgress?: (progress: ImportProgress) => void;
};

export type Imports = {
  /**
   * Takes in a file of participants and past events, all of it or nothing. The same file again adds nothing. Throws the
   * refusals of `importErrors` except those about undoing.
   */
  importFile(request: ImportRequest): Promise<ImportReport>;
  /**
   * Removes what an import added. Participants who meanwhile have journeys, or events of other origin, are kept.
   * Throws `import_not_found` and `import_already_undone`.
   */
  undoImport(orgId: string, importId: string): Promise<Removed>;
};

export type ImportDependencies = {
  readonly database: Pick<Database, 'asTenant'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly audit: AuditWriter;
  /** The flow of this key in the organization of `tx`. */
  readonly flows: { flowByKey(tx: TenantTx, key: string): Promise<{ readonly id: string } | null | undefined> };
};

export function createImportService(deps: ImportDependencies): Imports {
  return {
    async importFile(request) {
      const mapping = checkMapping(request.mapping);
      const source = await openSource(request.path);
      return deps.database.asTenant(request.orgId, async (tx) => {
        const flowId = mapping.flow === undefined ? null : await findFlow(deps, tx, mapping.flow);
        return importInto(tx, { ...deps, request, mapping, source, flowId });
      });
    },
    undoImport: (orgId, importId) => undo(deps, orgId, importId),
  };
}

type Job = ImportDependencies & {
  readonly request: ImportRequest;
  readonly mapping: ImportMapping;
  readonly source: SourceFile;
  readonly flowId: string | null;
};

/** Up to `write`, all that was filled is a table of this transaction's own, which ends with it. */
async function importInto(tx: TenantTx, job: Job): Promise<ImportReport> {
  const { request, mapping, source, ids, clock } = job;
  const scan = scanFile({
    source,
    mapping,
    bounds: { earliestMs: EARLIEST_MS, latestMs: clock.nowMs() + AHEAD_MS },
    scope: `${request.orgId}:${request.environment}`,
    ids,
    onProgress: (progress) => request.onProgress?.({ ...progress, phase: 'checking' }),
  });
  await stageRows(tx, scan.rows);
  if (request.dryRun) return previewReport(scan, await previewStaged(tx, request));
  if (scan.problems.total > 0 && !request.skipInvalid) throw rowsInvalid(scan);
  return writtenReport(scan, await write(tx, scan, job));
}

async function write(tx: TenantTx, scan: Scan, job: Job): Promise<Written> {
  const { request, mapping, flowId, ids, clock } = job;
  const importId = ids.next();
  const now = clock.now();
  const report = reporter(scan, job);
  report('participants');
  const people = await addStagedParticipants(tx, request, { importId, now, from: mapping.participant_traits_from });
  report('events');
  const eventsAdded = await addEvents(tx, scan, { request, importId, flowId });
  const hasAdded = people.added + eventsAdded > 0;
  if (hasAdded)
    await record(tx, { id: importId, participantsAdded: people.added, eventsAdded, createdAt: now }, scan, job);
  report('done');
  return {
    importId: hasAdded ? importId : null,
    participantsInFile: people.total,
    participantsAdded: people.added,
    eventsAdded,
  };
}

function reporter(scan: Scan, { request, source: { sizeBytes } }: Job): (phase: ImportProgress['phase']) => void {
  const rowsRead = scan.rowsRead();
  return (phase) => request.onProgress?.({ phase, rowsRead, bytesRead: sizeBytes, sizeBytes });
}

async function addEvents(
  tx: TenantTx,
  scan: Scan,
  { request, importId, flowId }: { request: ImportRequest; importId: string; flowId: string | null },
): Promise<number> {
  const span = scan.tally.span();
  if (span === null) return 0;
  await makePartitions(tx, span.first, span.last);
  return addStagedEvents(tx, request, { importId, flowId });
}

type Outcome = Pick<ImportRecord, 'id' | 'participantsAdded' | 'eventsAdded' | 'createdAt'>;

async function record(tx: TenantTx, outcome: Outcome, scan: Scan, { request, mapping, audit }: Job): Promise<void> {
  const { orgId, environment } = request;
  const span = scan.tally.span();
  await insertImport(tx, {
    ...outcome,
    orgId,
    environment,
    fileName: basename(request.path),
    mapping,
    rowsRead: scan.rowsRead(),
    rowsSkipped: scan.problems.rows,
    firstEventAt: span?.first ?? null,
    lastEventAt: span?.last ?? null,
  });
  const after = { participants_added: outcome.participantsAdded, events_added: outcome.eventsAdded };
  await audit.append(tx, { ...auditEntry(orgId, environment, outcome.id), action: 'import.done', after });
}

async function undo({ database, clock, audit }: ImportDependencies, orgId: string, importId: string): Promise<Removed> {
  return database.asTenant(orgId, async (tx) => {
    const found = await lockImport(tx, importId);
    if (!found) throw importErrors.import_not_found();
    if (found.state === 'undone') throw importErrors.import_already_undone();
    const removed = await removeImported(tx, importId, found, clock.now());
    const after = { participants_removed: removed.participants, events_removed: removed.events };
    await audit.append(tx, { ...auditEntry(orgId, found.environment, importId), action: 'import.undone', after });
    return removed;
  });
}

function auditEntry(orgId: string, environment: Environment, importId: string) {
  return {
    orgId,
    environment,
    actorKind: 'system',
    actorId: null,
    resourceKind: 'import',
    resourceId: importId,
  } as const;
}

async function findFlow({ flows }: ImportDependencies, tx: TenantTx, key: string): Promise<string> {
  const flow = await flows.flowByKey(tx, key);
  if (flow) return flow.id;
  const message = `there is no flow ${key}`;
  throw importErrors.import_mapping_invalid(undefined, {
    detail: message,
    errors: [{ path: '/flow', code: 'unknown', message }],
  });
}

function rowsInvalid({ problems }: Scan) {
  const { rows, total, listed } = problems;
  const first = listed[0];
  const detail = `${rows} rows are not accepted; the first is line ${first?.line}: ${first?.column ?? 'the row'}: ${first?.message}. Nothing was imported.`;
  return importErrors.import_rows_invalid({ rows, total, problems: listed }, { detail });
}
