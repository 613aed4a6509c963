import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { OWNER_ROLE, ownerPassword } from './cluster.ts';

const Facts = z.object({ port: z.int(), database: z.string() });

/**
 * Owner's address of the embedded database that another process of ours keeps running on this data folder; undefined
 * where none runs. Needs the rights of the user who started it.
 */
export async function runningEmbeddedDatabase(dataDir: string): Promise<string | undefined> {
  const folder = resolve(dataDir);
  const home = (await readFile(join(folder, 'location'), 'utf8').catch(() => folder)).trim();
  const text = await readFile(join(home, 'runtime.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const facts = Facts.parse(JSON.parse(text));
  const url = new URL(`postgres://127.0.0.1:${facts.port}/${facts.database}`);
  url.username = OWNER_ROLE;
  url.password = await ownerPassword(home);
  return url.href;
}
