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
