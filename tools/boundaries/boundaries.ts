import { importRules, importViolations } from './cruise.ts';
import type { Finding } from './finding.ts';
import { CYCLE_RULES, roomCycles } from './room-cycles.ts';
import { LAW_RULES, lawViolations } from './source-laws.ts';
import type { SourceFile } from './source-files.ts';

/** Everything in which `files` break the agreement on who may import whom and where SQL, time, ids and settings live. */
export async function boundaryViolations(files: readonly SourceFile[]): Promise<Finding[]> {
  return [...(await importViolations(files)), ...roomCycles(files), ...lawViolations(files)];
}

/** The names of all rules. */
export async function boundaryRules(): Promise<string[]> {
  return [...(await importRules()), ...CYCLE_RULES, ...LAW_RULES];
}
