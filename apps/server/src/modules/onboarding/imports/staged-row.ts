import { hash } from 'node:crypto';
import type { IdSource } from '../../../platform/ids/index.ts';

/** A row that was found good, on its way to the staging table. */
export type StagedRow = {
  readonly line: number;
  readonly externalId: string;
  readonly displayName: string | null;
  readonly market: string | null;
  readonly role: string | null;
  readonly locale: string | null;
  readonly traits: string | null;
  readonly event: StagedEvent | null;
};

export type StagedEvent = {
  readonly name: string;
  readonly atMs: number;
  readonly stepKey: string | null;
  readonly properties: string | null;
};

/** Columns of the staging table in the order in which they are written. */
export const STAGING_COLUMNS =
  'line, participant_id, external_id, display_name, market, role, locale, traits, name, occurred_at, step_key, properties, identity';

export type CopyLineOptions = {
  /** Ids for participants who turn out to be new. */
  readonly ids: IdSource;
  /** Names organization and environment. */
  readonly scope: string;
};

const NULL = '\\N';
const NO_EVENT = `${NULL}\t${NULL}\t${NULL}\t${NULL}\t${NULL}\n`;

/** Writes rows in PostgreSQL's COPY text format. */
export function copyLineWriter({ ids, scope }: CopyLineOptions): (row: StagedRow) => string {
  let externalId: string | undefined;
  let participantId = '';
  return (row) => {
    // Any of a participant's rows may give the id, so rows that follow one another may as well share one.
    if (row.externalId !== externalId) {
      externalId = row.externalId;
      participantId = ids.next();
    }
    const { event } = row;
    const person = `${row.line}\t${participantId}\t${cell(externalId)}\t${cell(row.displayName)}\t${cell(row.market)}\t${cell(row.role)}\t${cell(row.locale)}\t${cell(row.traits)}\t`;
    if (event === null) return person + NO_EVENT;
    const at = new Date(event.atMs).toISOString();
    return `${person}${cell(event.name)}\t${at}\t${cell(event.stepKey)}\t${cell(event.properties)}\t${identityOf(externalId, event, scope)}\n`;
  };
}

/**
 * The same for the same event in every file and every run: UUIDv8 (RFC 9562) of a SHA-256. Texts are preceded by their
 * length, so that no two different events can spell the same. Identical rows of one file share it; the staging table
 * tells them apart by counting.
 */
function identityOf(externalId: string, { name, atMs, stepKey }: StagedEvent, scope: string): string {
  const step = stepKey ?? '';
  const digest = hash(
    'sha256',
    `${scope} ${externalId.length}:${externalId}${name.length}:${name}${step.length}:${step}${atMs}`,
  );
  return `${digest.slice(0, 12)}8${digest.slice(13, 16)}8${digest.slice(17, 32)}`;
}

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function cell(text: string | null): string {
  if (text === null) return NULL;
  return SPECIAL.test(text) ? text.replaceAll(/[\\\t\n\r]/g, (char) => ESCAPES[char] ?? char) : text;
}
