import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { DatabaseRefusal } from './refusal.ts';

export type Migration = {
  version: number;
  name: string;
  sql: string;
  /** SHA-256 of the file: an applied migration never changes. */
  checksum: string;
  /** False for files that begin with `-- no-transaction`, e.g. for CREATE INDEX CONCURRENTLY. */
  inTransaction: boolean;
};

const MIGRATIONS_DIRECTORY = fileURLToPath(new URL('../../../migrations/', import.meta.url));

const FILE_NAME = /^(\d{4})_([a-z0-9_]+)\.sql$/;

/** The migrations of a directory in order. Throws `migration_numbering` on a bad name or a number used twice. */
export async function readMigrations(directory = MIGRATIONS_DIRECTORY): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
  const migrations = await Promise.all(names.map((name) => readMigration(directory, name)));
  const twice = migrations.find((migration, index) => migrations[index - 1]?.version === migration.version);
  if (twice !== undefined) {
    throw new DatabaseRefusal('migration_numbering', `Two migrations have the number ${twice.version}.`);
  }
  return migrations;
}

async function readMigration(directory: string, fileName: string): Promise<Migration> {
  const match = FILE_NAME.exec(fileName);
  if (match === null) {
    throw new DatabaseRefusal('migration_numbering', `A migration is named NNNN_name.sql, not ${fileName}.`);
  }
  const sql = await readFile(`${directory}/${fileName}`, 'utf8');
  return {
    version: Number(match[1]),
    name: match[2] ?? '',
    sql,
    checksum: createHash('sha256').update(sql).digest('hex'),
    inTransaction: !sql.startsWith('-- no-transaction'),
  };
}
