import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Names one process for good: process ids are used again, start times are not. */
export type ProcessIdentity = { pid: number; startedAt: string };

const STAT_FIELD_START_TIME = 19;

export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, startedAt: startTime(process.pid) };
}

export function isRunning({ pid, startedAt }: ProcessIdentity): boolean {
  return isAlive(pid) && startTime(pid) === startedAt;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !isZombie(pid);
}

/** Opaque text that differs between two processes that had the same id. */
function startTime(pid: number): string {
  if (process.platform === 'linux') return statFields(pid)[STAT_FIELD_START_TIME] ?? '';
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/** A process that ended, whose parent has not noticed: in a container without an init it may stay so for ever. */
function isZombie(pid: number): boolean {
  return process.platform === 'linux' && statFields(pid)[0] === 'Z';
}

/** The fields of /proc/<pid>/stat after the command name, which may itself hold spaces and brackets. */
function statFields(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
