import { randomBytes, randomFillSync } from 'node:crypto';
import type { Clock } from '../clock/index.ts';

/** Makes identifiers; each call returns one that was never returned before. */
export type IdSource = { next(): string };

const RANDOM_POOL_BYTES = 4_096;
const MAX_COUNTER = 0xfff;

/**
 * UUIDv7 (RFC 9562): sorts by time of creation, also within one millisecond of one process.
 * The counter starts low in each millisecond so that it rarely overflows; when it does, or when the clock steps
 * back, the timestamp runs ahead of the clock rather than repeating or going backward.
 */
export function uuidv7Ids(clock: Clock): IdSource {
  const takeRandom = randomPool();
  let lastMs = 0;
  let counter = 0;
  return {
    next() {
      const bytes = takeRandom(10);
      const nowMs = clock.nowMs();
      if (nowMs > lastMs) {
        lastMs = nowMs;
        counter = bytes.readUInt16BE(8) & 0x7ff;
      } else if (counter < MAX_COUNTER) {
        counter += 1;
      } else {
        lastMs += 1;
        counter = 0;
      }
      return formatUuidv7(lastMs, counter, bytes);
    },
  };
}

/** Deterministic identifiers in the shape of UUIDv7, counting from 1; for tests and demo data. */
export function sequentialIds(): IdSource {
  let last = 0;
  return {
    next() {
      last += 1;
      return `01900000-0000-7000-8000-${last.toString(16).padStart(12, '0')}`;
    },
  };
}

/** A secret of `bytes` random bytes in base64url, e.g. 32 bytes for a session token. */
export function randomToken(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}

function formatUuidv7(ms: number, counter: number, random: Buffer): string {
  const time = ms.toString(16).padStart(12, '0');
  const sequence = counter.toString(16).padStart(3, '0');
  random[0] = ((random[0] ?? 0) & 0x3f) | 0x80;
  const tail = random.toString('hex', 0, 8);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

/** Randomness drawn in blocks: one call to the system per 400 ids instead of one per id. */
function randomPool(): (bytes: number) => Buffer {
  const pool = Buffer.allocUnsafe(RANDOM_POOL_BYTES);
  let used = RANDOM_POOL_BYTES;
  return (bytes) => {
    if (used + bytes > RANDOM_POOL_BYTES) {
      randomFillSync(pool);
      used = 0;
    }
    used += bytes;
    return pool.subarray(used - bytes, used);
  };
}
