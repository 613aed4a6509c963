import { DatabaseRefusal } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/errors/index.ts';
import { ConfigurationError } from '../config.ts';

/** Exit codes: 1 refused or failed, 2 used wrongly (by the command line itself), 78 configuration. */
const EXIT_CONFIGURATION = 78;
const EXIT_FAILED = 1;

/** Says in a sentence what went wrong, with its stable code, and ends the process. */
export function explainAndExit(error: unknown): never {
  console.error(explain(error));
  process.exit(error instanceof ConfigurationError ? EXIT_CONFIGURATION : EXIT_FAILED);
}

function explain(error: unknown): string {
  if (error instanceof ConfigurationError) return `configuration_invalid: ${error.message}`;
  if (error instanceof DatabaseRefusal) return `${error.code}: ${error.message}`;
  if (error instanceof Refusal) return explainRefusal(error);
  if (isSystemError(error) && error.code === 'EADDRINUSE') {
    return `port_in_use: Port ${error.port} is taken by another program. Set PORT to another one, or to 0 for any free one.`;
  }
  if (isSystemError(error) && error.code === 'ECONNREFUSED')
    return 'database_unavailable: The database does not answer at its address.';
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const SHOWN = 50;

function explainRefusal({ code, message, extra, details }: Refusal): string {
  const fields = (extra.errors ?? []).map((field) => `  ${field.path}: ${field.message}`);
  const rows = Array.isArray(details?.problems)
    ? (details.problems as { line: number; column: string | null; message: string }[])
    : [];
  const lines = rows.map((row) => `  line ${row.line}${row.column ? `, ${row.column}` : ''}: ${row.message}`);
  return [`${code}: ${message}`, ...[...fields, ...lines].slice(0, SHOWN)].join('\n');
}

function isSystemError(error: unknown): error is Error & { code: string; port?: number } {
  return error instanceof Error && 'code' in error;
}
