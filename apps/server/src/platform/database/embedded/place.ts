import { access, chmod, chown, constants, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { randomToken } from '../../ids/index.ts';
import { DatabaseRefusal } from '../refusal.ts';
import { type Binaries, readableBinaries } from './binaries.ts';
import { canReach, type OsUser, serverUser } from './os-user.ts';

/** Everything one embedded server needs on disk, and as whom it runs. */
export type Place = {
  /** Ours: password, log, runtime file. Other users may pass through it, not read it. */
  home: string;
  /** PostgreSQL's own: PGDATA, inside `home`. */
  pgdata: string;
  binaries: Binaries;
  user: OsUser | undefined;
};

/**
 * Usually `home` is `dataDir`. When root starts a project that lies where the server's user cannot reach (below
 * /root, say), `home` is a folder under /var/lib/stepwell with a random name, and `dataDir/location` names it.
 */
export async function preparePlace(dataDir: string, binaries: Binaries): Promise<Place> {
  const user = await serverUser(join(dataDir, 'pgdata'));
  if (user === undefined) return { home: dataDir, pgdata: join(dataDir, 'pgdata'), binaries, user };
  const home = (await canReach(user, dirname(dataDir))) ? dataDir : await shelteredHome(dataDir);
  await chmod(home, 0o711);
  const owner = (await serverUser(join(home, 'pgdata'))) ?? user;
  const readable = await readableBinaries(binaries, owner, shelter);
  return { home, pgdata: join(home, 'pgdata'), binaries: readable, user: owner };
}

/** Hands a path to the server's user, when that is not us. */
export async function handOver(path: string, user: OsUser | undefined): Promise<void> {
  if (user !== undefined) await chown(path, user.uid, user.gid);
}

/** Throws `data_directory_not_writable`. */
export async function makeDataFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.W_OK);
  } catch (error) {
    throw new DatabaseRefusal(
      'data_directory_not_writable',
      `The data folder ${dataDir} cannot be written. It may belong to another user: sudo npm start makes root its owner.`,
      { dataDir },
      error,
    );
  }
}

async function shelteredHome(dataDir: string): Promise<string> {
  const pointer = join(dataDir, 'location');
  const known = (await readFile(pointer, 'utf8').catch(() => '')).trim();
  const home = known === '' ? join(await shelter(), randomToken(9)) : known;
  await mkdir(home, { recursive: true });
  await writeFile(pointer, `${home}\n`, { mode: 0o600 });
  return home;
}

/** A folder of root's that others can pass through. In a shared temporary folder, one that another user made is refused. */
async function shelter(): Promise<string> {
  for (const path of ['/var/lib/stepwell', join(tmpdir(), 'stepwell-root')]) {
    const made = await mkdir(path, { recursive: true }).catch(() => undefined);
    if (made !== undefined) await chmod(path, 0o755);
    const facts = await stat(path).catch(() => undefined);
    if (facts?.isDirectory() && facts.uid === 0 && (facts.mode & 0o022) === 0) return path;
  }
  throw new DatabaseRefusal('data_directory_not_writable', 'There is no place that root and the server can share.');
}
