import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../../../platform/clock/index.ts';
import type { Database, SystemTx } from '../../../../platform/database/index.ts';
import { type Chain, START_OF_CHAIN } from './chain.ts';
import {
  auditedOrganizations,
  type ChainedEntry,
  digestAt,
  looseEntries,
  partOfChain,
  signedHeads,
} from './read-model.ts';

/**
 * `altered`: an entry or its place is not as it was; `missing`: it is gone; `gap`: its place is gone; `unchained`: an entry was
 * slipped in past the chain; `head`: the chain does not end where it was said to.
 */
export type Fault = {
  readonly kind: 'altered' | 'missing' | 'gap' | 'unchained' | 'head';
  readonly ordinal: number | null;
  readonly entryId: string | null;
};

export type Verification = {
  /** Chained entries that were looked at. */
  readonly checked: number;
  /** Entries of the last minutes that have no place yet. */
  readonly unchained: number;
  readonly head: { readonly ordinal: number; readonly digest: string } | null;
  /** The first thing that is not as it was written. */
  readonly fault: Fault | null;
};

export type VerifyingDependencies = {
  readonly database: Pick<Database, 'asSystem'>;
  readonly clock: Clock;
  readonly chain: Chain;
};

const PART = 5_000;
/** Longer than chaining ever takes. */
const GRACE_MS = 900_000;
const ROUTINE = { routine: 'verifying the audit log' } as const;

/**
 * Goes through an organization's chain, the last `atMost` entries of it. Each part is read by itself, so that no lock is held for
 * long; entries that are added meanwhile are not looked at.
 */
export async function verifyChain(
  deps: VerifyingDependencies,
  orgId: string,
  atMost = Infinity,
): Promise<Verification> {
  const { database, clock, chain } = deps;
  const { head, loose, start } = await database.asSystem(ROUTINE, async (tx) => {
    const [found] = await signedHeads(tx, orgId);
    const since = new Date(clock.nowMs() - GRACE_MS);
    return { head: found, loose: await looseEntries(tx, orgId, since), start: await startOf(tx, orgId, found, atMost) };
  });
  const end = head && { ordinal: head.ordinal, digest: head.digest.toString('hex') };
  const found = { unchained: loose.waiting, head: end ?? null };
  if (start === undefined) return { ...found, checked: 0, fault: fault('gap', (head?.ordinal ?? 0) - atMost, null) };
  const walked = await walk(deps, orgId, start, head?.ordinal ?? 0);
  const { checked } = walked;
  if (walked.fault) return { ...found, checked, fault: walked.fault };
  if (head && !isSigned(chain, orgId, head, walked.digest)) {
    return { ...found, checked, fault: fault('head', head.ordinal, null) };
  }
  return { ...found, checked, fault: loose.overdue === null ? null : fault('unchained', null, loose.overdue) };
}

/** Every organization with entries, one after the other. */
export async function verifyEverything(
  deps: VerifyingDependencies,
  onVerified: (orgId: string, verification: Verification) => void,
): Promise<boolean> {
  const orgIds = await deps.database.asSystem(ROUTINE, async (tx) => {
    const headed = await signedHeads(tx, null);
    return [...new Set([...(await auditedOrganizations(tx)), ...headed.map(({ orgId }) => orgId)])];
  });
  let isIntact = true;
  for (const orgId of orgIds) {
    const verification = await verifyChain(deps, orgId);
    isIntact &&= verification.fault === null;
    onVerified(orgId, verification);
  }
  return isIntact;
}

type Place = { readonly ordinal: number; readonly digest: Buffer };

/** Undefined where the place to start from is gone. */
async function startOf(
  tx: SystemTx,
  orgId: string,
  head: Place | undefined,
  atMost: number,
): Promise<Place | undefined> {
  const ordinal = Math.max(0, (head?.ordinal ?? 0) - atMost);
  if (ordinal === 0) return START_OF_CHAIN;
  const digest = await digestAt(tx, orgId, ordinal);
  return digest && { ordinal, digest };
}

async function walk({ database, chain }: VerifyingDependencies, orgId: string, start: Place, end: number) {
  let { ordinal, digest } = start;
  while (ordinal < end) {
    const after = ordinal;
    const count = Math.min(PART, end - after);
    const part = await database.asSystem(ROUTINE, (tx) => partOfChain(tx, orgId, { after, count }));
    for (const entry of part) {
      const found = faultAt(chain, orgId, { ordinal, digest }, entry);
      if (found) return { checked: ordinal - start.ordinal, digest, fault: found };
      ({ ordinal, digest } = entry);
    }
    if (part.length < count)
      return { checked: ordinal - start.ordinal, digest, fault: fault('gap', ordinal + 1, null) };
  }
  return { checked: ordinal - start.ordinal, digest, fault: null };
}

function faultAt(chain: Chain, orgId: string, before: Place, entry: ChainedEntry): Fault | undefined {
  const { ordinal, entryId, text } = entry;
  if (ordinal !== before.ordinal + 1) return fault('gap', before.ordinal + 1, null);
  if (text === null) return fault('missing', ordinal, entryId);
  const expected = chain.digestOf(before.digest, { orgId, ordinal, entryId, text });
  return timingSafeEqual(expected, entry.digest) ? undefined : fault('altered', ordinal, entryId);
}

function isSigned(chain: Chain, orgId: string, head: Place & { signature: Buffer }, digest: Buffer): boolean {
  return head.digest.equals(digest) && timingSafeEqual(chain.signatureOf(orgId, head), head.signature);
}

function fault(kind: Fault['kind'], ordinal: number | null, entryId: string | null): Fault {
  return { kind, ordinal, entryId };
}
