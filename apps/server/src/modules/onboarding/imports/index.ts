export { importErrors, type RowProblem } from './errors.ts';
export { type ImportMapping, parseMapping } from './mapping.ts';
export type { ImportCount, ImportReport } from './report.ts';
export type { Removed as UndoneImport } from './repository.ts';
export { createImports, type ImportsModule } from './module.ts';
export type { ImportDependencies, ImportProgress, ImportRequest, Imports } from './service.ts';
