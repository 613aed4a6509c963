import { createHash } from 'node:crypto';
import { OutboundFailure, type Outbound } from '../../../platform/outbound/index.ts';
import type { Log } from '../../../platform/telemetry/index.ts';

/** `skipped`: the list could not be asked, or asking it is switched off. */
export type BreachVerdict = 'clean' | 'breached' | 'skipped';
export type BreachCheck = (password: string) => Promise<BreachVerdict>;

export type BreachCheckOptions = {
  readonly url: string | null;
  readonly log: Log;
  readonly outbound: Pick<Outbound, 'service'>;
};

/** Whoever chooses a password waits for it, and goes on without it. */
const TOTAL_MS = 1_500;
const TRIES = 2;
const PREFIX_DIGITS = 5;
const LINE = /^([0-9A-F]{35}):(\d+)$/i;

/**
 * Whether a password is in a list of stolen ones, by the range protocol of Have I Been Pwned: only the first five digits
 * of its SHA-1 leave the house, and some hundred passwords share them. `url` null switches it off. Never throws.
 */
export function createBreachCheck({ url, log, outbound }: BreachCheckOptions): BreachCheck {
  if (url === null) return () => Promise.resolve('skipped');
  const root = url.replace(/\/+$/, '');
  const service = outbound.service({
    name: 'stolen_passwords',
    allowedHosts: [new URL(root).host],
    totalMs: TOTAL_MS,
    tries: TRIES,
    passesCorrelationId: false,
  });
  return async (password) => {
    const digest = createHash('sha1').update(password).digest('hex').toUpperCase();
    try {
      const counts = await askRange(service, `${root}/range/${digest.slice(0, PREFIX_DIGITS)}`);
      return (counts.get(digest.slice(PREFIX_DIGITS)) ?? 0) > 0 ? 'breached' : 'clean';
    } catch (error) {
      // Neither the digits nor the address are logged: together with a time they would tell of somebody's password.
      log.warn({ reason: reasonOf(error) }, 'the list of stolen passwords does not answer; a password was not checked');
      return 'skipped';
    }
  };
}

/** How often each rest of a digest was seen; padding is seen 0 times. */
async function askRange(service: Pick<Outbound, 'fetch'>, address: string): Promise<Map<string, number>> {
  const headers = { 'add-padding': 'true', 'user-agent': 'Stepwell' };
  const response = await service.fetch(address, { headers });
  if (response.status !== 200) throw new Error(`status ${response.status}`);
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
  if (error instanceof OutboundFailure) return error.code;
  return error.name === 'Error' ? error.message : error.name;
}
