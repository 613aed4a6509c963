import type { RowProblem } from './errors.ts';
import type { Preview } from './repository.ts';
import type { Scan } from './scan.ts';

/** How many the file holds, how many of those are new, and how many were there before. */
export type ImportCount = { readonly inFile: number; readonly added: number; readonly alreadyThere: number };

export type ImportReport = {
  /** Null when nothing was added, which leaves nothing to undo. */
  readonly importId: string | null;
  /** True: nothing was written, and `added` says what would be. */
  readonly dryRun: boolean;
  readonly rowsRead: number;
  readonly rowsSkipped: number;
  readonly participants: ImportCount;
  readonly events: ImportCount;
  readonly firstEventAt: Date | null;
  readonly lastEventAt: Date | null;
  /** The first thousand things wrong with rows, and how many there are in all. */
  readonly problems: readonly RowProblem[];
  readonly problemsTotal: number;
};

/** What the second pass did. */
export type Written = {
  readonly importId: string | null;
  readonly participantsInFile: number;
  readonly participantsAdded: number;
  readonly eventsAdded: number;
};

export function writtenReport(scan: Scan, written: Written): ImportReport {
  return {
    ...scanned(scan),
    importId: written.importId,
    dryRun: false,
    participants: countOf(written.participantsInFile, written.participantsAdded),
    events: countOf(scan.tally.events, written.eventsAdded),
  };
}

export function previewReport(scan: Scan, preview: Preview): ImportReport {
  return {
    ...scanned(scan),
    importId: null,
    dryRun: true,
    participants: countOf(preview.participants, preview.participants - preview.known_participants),
    events: countOf(scan.tally.events, scan.tally.events - preview.known_events),
  };
}

function scanned(scan: Scan) {
  const { problems } = scan;
  const span = scan.tally.span();
  return {
    rowsRead: scan.rowsRead(),
    rowsSkipped: problems.rows,
    firstEventAt: span?.first ?? null,
    lastEventAt: span?.last ?? null,
    problems: problems.listed,
    problemsTotal: problems.total,
  };
}

function countOf(inFile: number, added: number): ImportCount {
  return { inFile, added, alreadyThere: inFile - added };
}
