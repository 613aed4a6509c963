import type { Clock } from '../../../platform/clock/index.ts';
import type { Keyring } from '../../../platform/crypto/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { Log } from '../../../platform/telemetry/index.ts';
import { createChain } from './chain/chain.ts';
import { signedHeads } from './chain/read-model.ts';
import { chainEntries, startChaining } from './chain/chaining.ts';
import {
  type AuditFilter,
  entriesNewestFirst,
  entriesOldestFirst,
  namesOf,
  type Page,
  type WrittenEntry,
} from './read-model.ts';
import { type Verification, verifyChain, verifyEverything } from './chain/verifying.ts';

/** An entry with the names that go with its ids. */
export type NamedEntry = WrittenEntry & { readonly actorName: string | null; readonly onBehalfOfName: string | null };

/** Reading the audit log, and keeping it such that tampering shows. */
export type AuditLog = {
  /** Up to `count` entries older than the entry `beyond`. */
  list(orgId: string, filter: AuditFilter, page: Page): Promise<NamedEntry[]>;
  /** Up to `count` entries newer than the entry `beyond`, oldest first. */
  export(orgId: string, filter: AuditFilter, page: Page): Promise<NamedEntry[]>;
  /** Where an organization's chain ends now; undefined before its first entry was chained. */
  headOf(orgId: string): Promise<{ ordinal: number; digest: string } | undefined>;
  /** Goes through the last 50,000 entries of an organization's chain. */
  verify(orgId: string): Promise<Verification>;
  /** Goes through every chain whole; for the operator. True when all are intact. */
  verifyEverything(onVerified: (orgId: string, verification: Verification) => void): Promise<boolean>;
  /** Chains what has no place yet, one batch. Returns how many. */
  chainEntries(): Promise<number>;
  /** Chains every few seconds what has come since. */
  startChaining(): { stop(): Promise<void> };
};

export type AuditLogDependencies = {
  readonly database: Pick<Database, 'asSystem' | 'asTenant'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly keyring: Keyring;
};

const VERIFIED_AT_ONCE = 50_000;

export function createAuditLog({ database, clock, log, keyring }: AuditLogDependencies): AuditLog {
  const chaining = { database, clock, log, chain: createChain(keyring) };
  const named = (orgId: string, entries: readonly WrittenEntry[]) => withNames(database, orgId, entries);
  return {
    async list(orgId, filter, page) {
      return named(orgId, await database.asTenant(orgId, (tx) => entriesNewestFirst(tx, filter, page)));
    },
    async export(orgId, filter, page) {
      return named(orgId, await database.asTenant(orgId, (tx) => entriesOldestFirst(tx, filter, page)));
    },
    async headOf(orgId) {
      const reading = { routine: 'where a chain of the audit log ends' };
      const [head] = await database.asSystem(reading, (tx) => signedHeads(tx, orgId));
      return head && { ordinal: head.ordinal, digest: head.digest.toString('hex') };
    },
    verify: (orgId) => verifyChain(chaining, orgId, VERIFIED_AT_ONCE),
    verifyEverything: (onVerified) => verifyEverything(chaining, onVerified),
    chainEntries: () => chainEntries(chaining),
    startChaining: () => startChaining(chaining),
  };
}

async function withNames(
  database: Pick<Database, 'asSystem'>,
  orgId: string,
  entries: readonly WrittenEntry[],
): Promise<NamedEntry[]> {
  const ids = [...new Set(entries.flatMap(({ actorId, onBehalfOf }) => [actorId, onBehalfOf]))].filter(
    (id) => id !== null,
  );
  const names = await database.asSystem({ routine: 'who acted, for the audit log' }, (tx) => namesOf(tx, orgId, ids));
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  return entries.map((entry) => ({
    ...entry,
    actorName: nameOf(entry.actorId),
    onBehalfOfName: nameOf(entry.onBehalfOf),
  }));
}
