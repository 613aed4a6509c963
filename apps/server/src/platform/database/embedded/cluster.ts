import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { randomToken } from '../../ids/index.ts';
import { DatabaseRefusal } from '../refusal.ts';
import { handOver, type Place } from './place.ts';

const run = promisify(execFile);

export const OWNER_ROLE = 'stepwell';

/** What a program of PostgreSQL is told of its surroundings: nothing of ours leaks into the server. */
export const SERVER_ENVIRONMENT = { PATH: '/usr/bin:/bin', LANG: 'C', LC_ALL: 'C', TZ: 'UTC' };

/** Makes the data directory unless it is there, and refuses one of another major version. */
export async function ensureCluster(place: Place, durable: boolean): Promise<'made' | 'found'> {
  const version = await readFile(join(place.pgdata, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (version === undefined) {
    await initialize(place, durable);
    return 'made';
  }
  if (Number(version) !== place.binaries.major) {
    throw new DatabaseRefusal(
      'data_directory_version',
      `The data in ${place.pgdata} was written by PostgreSQL ${version.trim()}; this is ${place.binaries.major}. ` +
        'Start the Stepwell that wrote it, export, and import here; or move the folder away to begin anew.',
      { found: Number(version), expected: place.binaries.major },
    );
  }
  return 'found';
}

/** The owner's password, made at the first start. */
export async function ownerPassword(home: string): Promise<string> {
  const path = join(home, 'owner-password');
  const known = await readFile(path, 'utf8').catch(() => undefined);
  if (known !== undefined) return known;
  const password = randomToken(32);
  await writeFile(path, password, { mode: 0o600, flag: 'wx' });
  return password;
}

/** Built beside its place and moved there whole, so that an interrupted first start leaves nothing half-made behind. */
async function initialize(place: Place, durable: boolean): Promise<void> {
  const unfinished = `${place.pgdata}.unfinished`;
  const passwordFile = join(place.home, 'initdb-password');
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await handOver(unfinished, place.user);
  try {
    await writeFile(passwordFile, await ownerPassword(place.home), { mode: 0o600 });
    await handOver(passwordFile, place.user);
    await run(join(place.binaries.directory, 'bin', 'initdb'), initdbArguments(unfinished, passwordFile, durable), {
      ...place.user,
      cwd: '/',
      env: SERVER_ENVIRONMENT,
    });
  } catch (error) {
    throw new DatabaseRefusal('database_start_failed', `initdb failed: ${String(error)}`, {}, error);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await chmod(unfinished, 0o700);
  await rename(unfinished, place.pgdata);
}

function initdbArguments(directory: string, passwordFile: string, durable: boolean): string[] {
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--encoding=UTF8'];
  const access = [`--username=${OWNER_ROLE}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  return ['--pgdata', directory, ...locale, ...access, '--no-instructions', ...(durable ? [] : ['--no-sync'])];
}
