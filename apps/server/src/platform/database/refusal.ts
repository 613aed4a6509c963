import { OutsideFailure } from '../errors/index.ts';

export type DatabaseRefusalCode =
  | 'app_url_required'
  | 'data_directory_not_writable'
  | 'data_directory_version'
  | 'database_in_use'
  | 'database_newer_than_code'
  | 'database_not_migrated'
  | 'database_start_failed'
  | 'listener_unavailable'
  | 'migration_changed'
  | 'migration_failed'
  | 'migration_numbering'
  | 'nested_transaction'
  | 'no_unprivileged_os_user'
  | 'org_id_malformed'
  | 'platform_unsupported'
  | 'postgres_too_old'
  | 'role_bypasses_row_security'
  | 'row_security_missing'
  | 'too_many_wholes'
  | 'transaction_aborted'
  | 'transaction_over';

/**
 * The database platform refuses to go on. `code` is stable and meant for programs, the message for people;
 * `details` holds what the message names, for logs. What PostgreSQL itself refuses surfaces as its own error.
 */
export class DatabaseRefusal extends Error {
  readonly code: DatabaseRefusalCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: DatabaseRefusalCode, message: string, details: Record<string, unknown> = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'DatabaseRefusal';
    this.code = code;
    this.details = details;
  }
}

/** The server can't be reached, or was lost while it was asked. */
class DatabaseLost extends OutsideFailure {
  override readonly name = 'DatabaseLost';

  constructor(cause: unknown) {
    super('database', 'the database can’t be reached', { cause });
  }
}

/** The driver gives a lost connection no code of its own. */
const LOST = /^(Connection terminated|Client (has encountered|was closed)|timeout exceeded when trying to connect)/;
const LOST_CODES = new Set<unknown>(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);

/** What failed while connecting: what PostgreSQL itself said stays as it is. */
export function asLost(error: unknown): Error {
  if (error instanceof DatabaseLost) return error;
  return isSaidByServer(error) ? error : new DatabaseLost(error);
}

/** What failed while working: only what tells of the connection is taken for its loss. */
export function lostOrItself(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const isLost = 'code' in error ? LOST_CODES.has(error.code) : LOST.test(error.message);
  return isLost ? new DatabaseLost(error) : error;
}

function isSaidByServer(error: unknown): error is Error {
  return error instanceof Error && 'severity' in error;
}
