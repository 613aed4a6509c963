import type { Log } from '../platform/database/index.ts';
import type { TestDatabase } from './template-database.ts';

/** A log that keeps what it is told, to be searched for secrets. */
export function keepingLog(): { readonly log: Log; readonly logged: readonly string[] } {
  const logged: string[] = [];
  const keep = (fields: object, message: string) => void logged.push(JSON.stringify([fields, message]));
  return { log: { debug: keep, info: keep, warn: keep, error: keep }, logged };
}

/** Every row of every table as text; bytes as hex. */
export async function everythingStored(test: Pick<TestDatabase, 'asOwner'>): Promise<string> {
  const tables = await test.asOwner<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const [row] = await test.asOwner<{ text: string }>(`select coalesce(json_agg(t)::text, '') as text from ${name} t`);
    texts.push(row?.text ?? '');
  }
  return texts.join('\n');
}

/** The forms in which a secret could have been written down. */
export function spellingsOf(secret: string): string[] {
  return [secret, Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('base64')];
}
