import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { DatabaseRefusal } from '../refusal.ts';
import { isRunning, ownIdentity, type ProcessIdentity } from './process-identity.ts';

/**
 * Makes this process the only one to use a data folder; a lock whose process is gone is taken over.
 * Returns the function that gives it back. Throws `database_in_use`.
 */
export async function lockDataFolder(dataDir: string): Promise<() => Promise<void>> {
  const path = `${dataDir}/lock`;
  const mine = `${path}.${process.pid}`;
  await writeFile(mine, JSON.stringify(ownIdentity()));
  try {
    while (!(await linked(mine, path))) await removeStale(path, dataDir);
  } finally {
    await rm(mine, { force: true });
  }
  return () => rm(path, { force: true });
}

/** A link appears whole or not at all, and only where nothing is: unlike a file that is created and then written. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Moves the lock aside before deleting it: of several processes that find it stale, one succeeds in moving it. Should
 * it move a lock that was taken anew in between, it puts that one back.
 */
async function removeStale(path: string, dataDir: string): Promise<void> {
  const holder = await readHolder(path);
  if (holder === undefined) return;
  if (isRunning(holder)) throw inUse(holder, dataDir);
  const aside = `${path}.${process.pid}.stale`;
  await rename(path, aside).catch(() => undefined);
  const moved = await readHolder(aside);
  if (moved !== undefined && isRunning(moved)) {
    await linked(aside, path);
    await rm(aside, { force: true });
    throw inUse(moved, dataDir);
  }
  await rm(aside, { force: true });
}

async function readHolder(path: string): Promise<ProcessIdentity | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as ProcessIdentity);
}

function inUse(holder: ProcessIdentity, dataDir: string): DatabaseRefusal {
  return new DatabaseRefusal(
    'database_in_use',
    `Another Stepwell (process ${holder.pid}) is using the data in ${dataDir}. Stop it first, or set another data folder.`,
    { pid: holder.pid, dataDir },
  );
}
