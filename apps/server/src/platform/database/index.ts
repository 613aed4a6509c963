export { isPartOfWhole } from './ambient.ts';
export { type Database, type DatabaseOptions, openDatabase, type SystemReason } from './database.ts';
export { type Log, silentLog } from './log.ts';
export { LookUpBatch, type LookUps } from './look-up-batch.ts';
export { type MigrationOptions, migrate, pendingMigrations } from './migrations.ts';
export { DatabaseRefusal, type DatabaseRefusalCode } from './refusal.ts';
export type { Tables } from './tables.ts';
export type { Statement, SystemTx, TenantTx, Tx, Value } from './transaction.ts';
export {
  discardEmbeddedDatabase,
  type EmbeddedDatabase,
  type EmbeddedOptions,
  startEmbeddedDatabase,
} from './embedded.ts';
export { runningEmbeddedDatabase } from './embedded/running.ts';
export { dumpSchema } from './schema-dump.ts';
