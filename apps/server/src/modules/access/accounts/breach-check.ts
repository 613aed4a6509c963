import { createHash } from 'node:crypto';
import type { Log } from '../../../platform/telemetry/index.ts';

/** `skipped`: the list could not be asked, or asking it is switched off. */
export type BreachVerdict = 'clean' | 'breached' | 'skipped';
export type BreachCheck = (password: string) => Promise<BreachVerdict>;

const TIMEOUT_MS = 1_500;
const PREFIX_DIGITS = 5;
const LINE = /^([0-9A-F]{35}):(\d+)$/i;

/**
 * Whether a password is in a list of stolen ones, by the range protocol of Have I Been Pwned: only the first five digits
 * of its SHA-1 leave the house, and some hundred passwords share them. `url` null switches it off. Never throws.
 */
export function createBreachCheck({ url, log }: { url: string | null; log: Log }): BreachCheck {
  if (url === null) return () => Promise.resolve('skipped');
  const root = url.replace(/\/+$/, '');
  return async (password) => {
    const digest = createHash('sha1').update(password).digest('hex').toUpperCase();
    try {
      const counts = await askRange(`${root}/range/${digest.slice(0, PREFIX_DIGITS)}`);
      return (counts.get(digest.slice(PREFIX_DIGITS)) ?? 0) > 0 ? 'breached' : 'clean';
    } catch (error) {
      // Neither the digits nor the address are logged: together with a time they would tell of somebody's password.
      log.warn({ reason: reasonOf(error) }, 'the list of stolen passwords does not answer; a password was not checked');
      return 'skipped';
    }
  };
}

/** How often each rest of a digest was seen; padding is seen 0 times. */
async function askRange(address: string): Promise<Map<string, number>> {
  const headers = { 'add-padding': 'true', 'user-agent': 'Stepwell' };
  const response = await fetch(address, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`status ${response.status}`);
  }
  const lines = (await response.text()).split(/\r?\n/).filter((line) => line !== '');
  return new Map(lines.map(entryOf));
}

/** A page of some gateway in between must not count as "clean". */
function entryOf(line: string): [string, number] {
  const [, rest, count] = LINE.exec(line) ?? [];
  if (rest === undefined) throw new Error('not a range');
  return [rest.toUpperCase(), Number(count)];
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.cause instanceof Error && 'code' in error.cause) return String(error.cause.code);
  return error.name === 'Error' ? error.message : error.name;
}
