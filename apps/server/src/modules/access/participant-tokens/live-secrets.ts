import type { Environment } from '@stepwell/contract';
import { ExpiringCache } from '../../../platform/cache/index.ts';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Sealer } from '../../../platform/crypto/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { liveSecretsOf, noteUse, ownerOf, type SealedSecret } from './repository.ts';

/** A live signing secret, opened. The secret signs as the very text the tenant was given. */
export type LiveSecret = {
  readonly id: string;
  readonly environment: Environment;
  readonly secret: string;
  readonly key: CryptoKey;
  lastUsedAtMs: number;
};

export type LiveSecrets = {
  /** Newest first, both environments; at most two of each. */
  of(orgId: string): Promise<readonly LiveSecret[]>;
  /** The organization of a live secret. */
  ownerOf(id: string): Promise<string | undefined>;
  /** Writes down the time of use, at most once a minute. */
  noteUse(orgId: string, secret: LiveSecret): Promise<void>;
  clear(): void;
};

type Dependencies = {
  readonly database: Pick<Database, 'hotStatement' | 'hotSystemStatement'>;
  readonly clock: Clock;
  readonly sealer: Sealer;
};

const REMEMBERED_MS = 5_000;
const MAX_REMEMBERED = 10_000;
const USE_INTERVAL_MS = 60_000;

/** What a sealed secret is bound to: moved to another row, it does not open. */
export function sealPurpose(id: string): string {
  return `signing secret ${id}`;
}

export function createLiveSecrets({ database, clock, sealer }: Dependencies): LiveSecrets {
  const memory = { clock, maxEntries: MAX_REMEMBERED, ttlMs: REMEMBERED_MS };
  const byOrganization = new ExpiringCache<readonly LiveSecret[]>(memory);
  const owners = new ExpiringCache<string>(memory);
  const read = async (orgId: string) => {
    const sealed = await liveSecretsOf(database, orgId);
    return Promise.all(sealed.map((secret) => opened(sealer, secret)));
  };
  return {
    of: async (orgId) => (await byOrganization.load(orgId, () => read(orgId))) ?? [],
    ownerOf: (id) => owners.load(id, () => ownerOf(database, id)),
    async noteUse(orgId, secret) {
      const now = clock.now();
      if (now.getTime() - secret.lastUsedAtMs < USE_INTERVAL_MS) return;
      secret.lastUsedAtMs = now.getTime();
      await noteUse(database, orgId, secret.id, now);
    },
    clear() {
      byOrganization.clear();
      owners.clear();
    },
  };
}

async function opened(sealer: Sealer, { id, environment, sealed, lastUsedAt }: SealedSecret): Promise<LiveSecret> {
  const secret = sealer.open(sealed, sealPurpose(id));
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', Buffer.from(secret), algorithm, false, ['sign', 'verify']);
  return { id, environment, secret, key, lastUsedAtMs: lastUsedAt?.getTime() ?? 0 };
}
