import type { FlagDefinition } from '@stepwell/contract';
import type { SharedStore } from '../../../platform/redis/index.ts';
import type { SetAddress, StoredSet } from './repository.ts';

/** Copies of flag sets in Redis, for processes whose database does not answer. Never rejects: all of it can be missing. */
export type FlagMirror = {
  /** Puts the set there unless a newer one is. */
  write(address: SetAddress, set: StoredSet): Promise<void>;
  /** Has the copy last on. Resolves to false where there is none of this version. */
  renew(address: SetAddress, version: number): Promise<boolean>;
  /** Undefined where there is none, or Redis does not answer. */
  read(address: SetAddress): Promise<StoredSet | undefined>;
};

/** A copy that nobody renews is gone after a day: what an installation has long left must not come back. */
const KEPT_SECONDS = 86_400;
/**
 * Two fields rather than one text, so that versions are compared where they lie: of two processes the slower one must not put
 * an older set over a newer one.
 */
const WRITE = `
  local known = redis.call('HGET', KEYS[1], 'version')
  if known and tonumber(known) > tonumber(ARGV[1]) then return 0 end
  redis.call('HSET', KEYS[1], 'version', ARGV[1], 'flags', ARGV[2])
  return redis.call('EXPIRE', KEYS[1], ARGV[3])`;
const RENEW = `
  if redis.call('HGET', KEYS[1], 'version') ~= ARGV[1] then return 0 end
  return redis.call('EXPIRE', KEYS[1], ARGV[2])`;

export function createFlagMirror({ commands }: Pick<SharedStore, 'commands'>): FlagMirror {
  return {
    async write(address, { version, flags }) {
      const text = JSON.stringify(flags);
      await commands.eval(WRITE, 1, keyOf(address), version, text, KEPT_SECONDS).catch(() => undefined);
    },
    renew: (address, version) =>
      commands.eval(RENEW, 1, keyOf(address), version, KEPT_SECONDS).then(
        (renewed) => renewed === 1,
        () => false,
      ),
    read: (address) =>
      commands
        .hmget(keyOf(address), 'version', 'flags')
        .then(setOf)
        .catch(() => undefined),
  };
}

function keyOf({ orgId, environment }: SetAddress): string {
  return `flags:${orgId}:${environment}`;
}

function setOf([version, flags]: (string | null)[]): StoredSet | undefined {
  if (!version || !flags) return undefined;
  return { version: Number(version), flags: JSON.parse(flags) as { key: string; definition: FlagDefinition }[] };
}
