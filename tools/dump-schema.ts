/**
 * Writes apps/server/schema.sql from the migrations, on a throw-away database.
 * With --check it writes nothing and fails when the committed file says something else.
 */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import {
  discardEmbeddedDatabase,
  dumpSchema,
  migrate,
  silentLog,
  startEmbeddedDatabase,
} from '../apps/server/src/platform/database/index.ts';

const target = fileURLToPath(new URL('../apps/server/schema.sql', import.meta.url));
const schema = await schemaOfMigrations();
if (!process.argv.includes('--check')) {
  await writeFile(target, schema);
} else if ((await readFile(target, 'utf8').catch(() => '')) !== schema) {
  console.error('apps/server/schema.sql does not match the migrations. Run: node tools/dump-schema.ts');
  process.exitCode = 1;
}

async function schemaOfMigrations(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'stepwell-schema-'));
  const server = await startEmbeddedDatabase({ dataDir, log: silentLog, durable: false });
  try {
    await migrate(server.ownerUrl);
    const client = new pg.Client({ connectionString: server.ownerUrl });
    await client.connect();
    const text = await dumpSchema(client);
    await client.end();
    return text;
  } finally {
    await server.stop();
    await discardEmbeddedDatabase(dataDir);
  }
}
