import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

export type CopiedTable = 'imports' | 'participants' | 'onboarding_events';
/** The rows of one table in COPY's text format, with the columns they hold. */
type CopiedRowsOf = { readonly table: CopiedTable; readonly columns: string; readonly chunks: readonly Buffer[] };
export type CopiedRows = readonly CopiedRowsOf[];

/** Everything in the tables, in COPY's own text format. */
export async function copyOut(url: string, tables: readonly CopiedTable[]): Promise<CopiedRows> {
  return withOwner(url, async (client) => {
    const copied: CopiedRowsOf[] = [];
    for (const table of tables) {
      const columns = await givenColumns(client, table);
      const chunks: Buffer[] = [];
      const rows = client.query(copyTo(`COPY (SELECT ${columns} FROM ${table}) TO STDOUT`));
      for await (const chunk of rows) chunks.push(chunk as Buffer);
      copied.push({ table, columns, chunks });
    }
    return copied;
  });
}

/** All but those that the database works out by itself, which COPY does not take. */
async function givenColumns(client: pg.Client, table: CopiedTable): Promise<string> {
  const { rows } = await client.query<{ columns: string }>(
    `select string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  );
  return rows[0]?.columns ?? '';
}

/** Puts the rows into the tables, in one transaction, as the owner: COPY is refused under row-level security. */
export async function copyIn(url: string, rows: CopiedRows): Promise<void> {
  await withOwner(url, async (client) => {
    await client.query('BEGIN');
    for (const { table, columns, chunks } of rows) {
      await pipeline(Readable.from(chunks), client.query(copyFrom(`COPY ${table} (${columns}) FROM STDIN`)));
    }
    await client.query('COMMIT');
  });
}

/** Connects to a database as its owner for as long as `work` takes. */
export async function withOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
