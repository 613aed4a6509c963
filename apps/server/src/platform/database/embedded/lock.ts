import { createHash } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { DatabaseRefusal } from '../refusal.ts';
import { isRunning, ownIdentity, type ProcessIdentity } from './process-identity.ts';

/** Tells apart what several starts in one process put beside the lock. */
let attempts = 0;

/**
 * Makes this process the only one to use a data folder; a lock whose process is gone is taken over.
 * Returns the function that gives it back. Throws `database_in_use`.
 */
export async function lockDataFolder(dataDir: string): Promise<() => Promise<void>> {
  const path = `${dataDir}/lock`;
  attempts += 1;
  const mine = `${path}.${process.pid}.${attempts}`;
  await writeFile(mine, JSON.stringify(ownIdentity()));
  try {
    while (!(await linked(mine, path)) && !(await takenOver(mine, path, dataDir)));
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
 * Takes over the lock of a process that is gone. Only its heir may replace it, and of several that want to be, the one
 * whose link is first becomes it; should the heir be gone too, its own heir follows. False: the lock has changed meanwhile,
 * look again.
 */
async function takenOver(mine: string, path: string, dataDir: string): Promise<boolean> {
  const holder = await readIdentity(path);
  if (holder === undefined) return false;
  let gone = holder;
  for (;;) {
    if (isRunning(gone)) throw inUse(gone, dataDir);
    const claim = `${path}.heir.${nameOf(gone)}`;
    if (await linked(mine, claim)) return inherit({ mine, path, claim, holder });
    const heir = await readIdentity(claim);
    if (heir === undefined) return false;
    gone = heir;
  }
}

/** From here on nobody else replaces the holder's lock, if it still is the holder's. */
async function inherit(way: { mine: string; path: string; claim: string; holder: ProcessIdentity }): Promise<boolean> {
  const { mine, path, claim, holder } = way;
  const now = await readIdentity(path);
  const isStillTheirs = now !== undefined && nameOf(now) === nameOf(holder);
  if (isStillTheirs) await rename(mine, path);
  await rm(claim, { force: true });
  return isStillTheirs;
}

async function readIdentity(path: string): Promise<ProcessIdentity | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as ProcessIdentity);
}

function nameOf(identity: ProcessIdentity): string {
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 16);
}

function inUse(holder: ProcessIdentity, dataDir: string): DatabaseRefusal {
  return new DatabaseRefusal(
    'database_in_use',
    `Another Stepwell (process ${holder.pid}) is using the data in ${dataDir}. Stop it first, or set another data folder.`,
    { pid: holder.pid, dataDir },
  );
}
