/**
 * The tables Kysely knows. Each room declares its own beside its repository:
 *
 * ```ts
 * declare module '../../../platform/database/tables.ts' {
 *   interface Tables {
 *     flows: FlowsTable;
 *   }
 * }
 * ```
 */
// biome-ignore lint/suspicious/noEmptyInterface: rooms fill it by declaration merging
export interface Tables {}
