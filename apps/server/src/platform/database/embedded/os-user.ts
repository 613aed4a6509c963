import { readFile, stat } from 'node:fs/promises';
import { DatabaseRefusal } from '../refusal.ts';

/** The user the server runs as, when it cannot be ours. */
export type OsUser = { uid: number; gid: number };

const CANDIDATES = ['postgres', 'nobody'];

/**
 * PostgreSQL refuses to run as root. As root, an existing unprivileged user is borrowed (none is created): the owner
 * of the data when there is some, else `postgres`, else `nobody`. As anyone else: undefined, the server is ours.
 */
export async function serverUser(dataDirectory: string): Promise<OsUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await ownerOf(dataDirectory);
  if (owner !== undefined && owner.uid !== 0) return owner;
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  for (const name of CANDIDATES) {
    const fields = passwd
      .split('\n')
      .map((line) => line.split(':'))
      .find(([user]) => user === name);
    if (fields !== undefined && Number(fields[2]) > 0) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new DatabaseRefusal(
    'no_unprivileged_os_user',
    'PostgreSQL does not run as root, and there is no user postgres or nobody to run it as. Start as another user.',
  );
}

/** Whether `user` may walk down to `path`, and run it when it is a file. What does not exist is no obstacle. */
export async function canReach(user: OsUser, path: string): Promise<boolean> {
  const parts = path.split('/').filter((part) => part !== '');
  for (let depth = 0; depth <= parts.length; depth += 1) {
    const facts = await stat(`/${parts.slice(0, depth).join('/')}`).catch(() => undefined);
    if (facts === undefined) return true;
    const needed = facts.isDirectory() ? 0o1 : 0o5;
    const shift = facts.uid === user.uid ? 6 : facts.gid === user.gid ? 3 : 0;
    if (((facts.mode >> shift) & needed) !== needed) return false;
  }
  return true;
}

async function ownerOf(path: string): Promise<OsUser | undefined> {
  const facts = await stat(path).catch(() => undefined);
  return facts === undefined ? undefined : { uid: facts.uid, gid: facts.gid };
}
