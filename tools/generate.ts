/**
 * Writes what is made from the code: docs/openapi.json, docs/errors.md, .env.example and apps/server/schema.sql.
 * With --check it writes nothing and fails when a committed file says something else. The schema is dumped from a real
 * database; --without-database leaves it out.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { routes } from '../packages/contract/src/index.ts';
import { allErrorEntries } from '../apps/server/src/main/catalogue.ts';
import { exampleEnvironment } from '../apps/server/src/main/config.ts';
import { VERSION } from '../apps/server/src/main/version.ts';
import { openApiDocument } from '../apps/server/src/platform/http/index.ts';
import { errorsPage } from './errors-page.ts';

const check = process.argv.includes('--check');
const catalogue = allErrorEntries();

const documents = {
  'docs/openapi.json': `${JSON.stringify(openApiDocument(routes, catalogue, { version: VERSION, serverUrl: '/' }), null, 2)}\n`,
  'docs/errors.md': errorsPage(catalogue),
  '.env.example': exampleEnvironment(),
};

for (const [path, text] of Object.entries(documents)) settle(path, text);
if (!process.argv.includes('--without-database')) settleSchema();

function settle(path: string, text: string): void {
  const file = fileURLToPath(new URL(`../${path}`, import.meta.url));
  if (readFileOrNothing(file) === text) return;
  if (check) {
    console.error(`${path} says something else than the code. Run: npm run generate`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log(`${path} written`);
  }
}

function readFileOrNothing(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function settleSchema(): void {
  const program = fileURLToPath(new URL('./dump-schema.ts', import.meta.url));
  const { status } = spawnSync(process.execPath, [program, ...(check ? ['--check'] : [])], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
