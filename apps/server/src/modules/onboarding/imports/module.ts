import type { Module } from '../../../platform/http/index.ts';
import { importErrors } from './errors.ts';
import { createImportService, type ImportDependencies, type Imports } from './service.ts';

export type ImportsModule = Module & { readonly imports: Imports };

/** Imports are run from the command line: the room has no routes, only its refusals. */
export function createImports(deps: ImportDependencies): ImportsModule {
  return { routes: [], errors: [importErrors], imports: createImportService(deps) };
}
