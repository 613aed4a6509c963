import { readFile } from 'node:fs/promises';
import { Listr } from 'listr2';
import {
  type ImportProgress,
  type ImportReport,
  type Imports,
  parseMapping,
} from '../../modules/onboarding/imports/index.ts';
import { commonErrors } from '../../platform/errors/index.ts';
import type { Application } from '../compose.ts';
import { withApplication } from './with-application.ts';

export type ImportOptions = {
  readonly organization: string;
  readonly environment: 'live' | 'test';
  readonly mapping?: string;
  readonly skipInvalid: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
};

const SHOWN_PROBLEMS = 20;

/** Imports a file, or takes an import back. Exit code 1 when rows are broken and nothing was imported. */
export async function importCommand(file: string, id: string | undefined, options: ImportOptions): Promise<void> {
  await withApplication(async (application) => {
    const orgId = await organizationId(application, options.organization);
    if (file === 'undo' && id !== undefined) await undo(application.imports, orgId, id);
    else await importFile(application.imports, orgId, file, options);
  });
}

async function organizationId(application: Application, slug: string): Promise<string> {
  const organization = await application.organizations.organizationBySlug(slug);
  if (!organization) throw commonErrors.not_found(undefined, { detail: `There is no organization ${slug}.` });
  return organization.id;
}

async function undo(imports: Imports, orgId: string, id: string): Promise<void> {
  const removed = await imports.undoImport(orgId, id);
  console.log(`Taken back: ${JSON.stringify(removed)}`);
}

async function importFile(imports: Imports, orgId: string, path: string, options: ImportOptions): Promise<void> {
  if (!options.mapping) throw new Error('import_mapping_missing: say with --mapping which columns mean what');
  const mapping = parseMapping(await readFile(options.mapping, 'utf8'));
  const { environment, skipInvalid, dryRun } = options;
  const run = (onProgress: (progress: ImportProgress) => void) =>
    imports.importFile({ orgId, environment, path, mapping, skipInvalid, dryRun, onProgress });
  if (options.json) {
    console.log(JSON.stringify(await run(() => {}), null, 2));
    return;
  }
  print(await withProgress(`Importing ${path}`, run));
}

async function withProgress(
  title: string,
  run: (onProgress: (progress: ImportProgress) => void) => Promise<ImportReport>,
): Promise<ImportReport> {
  const reports: ImportReport[] = [];
  await new Listr(
    [
      {
        title,
        task: async (_, task) => {
          const report = await run(({ phase, rowsRead }) => {
            task.output = `${phase}: ${rowsRead.toLocaleString('en')} rows`;
          });
          reports.push(report);
        },
      },
    ],
    { fallbackRendererCondition: () => !process.stdout.isTTY },
  ).run();
  const [report] = reports;
  if (!report) throw new Error('the import ended without a report');
  return report;
}

function print(report: ImportReport): void {
  const { participants, events } = report;
  const added = report.dryRun ? 'would be added' : 'added';
  console.log(
    `Rows read      ${count(report.rowsRead)}${report.rowsSkipped > 0 ? `, ${count(report.rowsSkipped)} skipped` : ''}`,
  );
  console.log(
    `Participants   ${count(participants.inFile)}: ${count(participants.added)} ${added}, ${count(participants.alreadyThere)} already there`,
  );
  console.log(
    `Events         ${count(events.inFile)}: ${count(events.added)} ${added}, ${count(events.alreadyThere)} already there`,
  );
  for (const problem of report.problems.slice(0, SHOWN_PROBLEMS))
    console.log(`  line ${problem.line}${problem.column ? `, ${problem.column}` : ''}: ${problem.message}`);
  if (report.importId)
    console.log(
      `Import ${report.importId} (take it back with: stepwell import undo ${report.importId} --organization …)`,
    );
  else if (!report.dryRun) console.log('Nothing was added.');
}

function count(value: number): string {
  return value.toLocaleString('en');
}
