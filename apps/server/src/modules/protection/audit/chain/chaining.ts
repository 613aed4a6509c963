import type { Clock } from '../../../../platform/clock/index.ts';
import type { Database, SystemTx } from '../../../../platform/database/index.ts';
import type { Log } from '../../../../platform/telemetry/index.ts';
import { type Chain, type Head, START_OF_CHAIN } from './chain.ts';
import { lastChainedAt, lockHeads, type UnchainedEntry, unchainedSince } from './read-model.ts';
import { insertHeads, insertLinks, type NewLink, takeTurn, writeHeads } from '../repository.ts';

export type ChainingDependencies = {
  readonly database: Pick<Database, 'asSystem'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly chain: Chain;
};

/** No transaction stays open longer than this, so that an entry older than what was chained last can't appear later. */
const OVERLAP_MS = 900_000;
const AT_ONCE = 2_000;
const EVERY_MS = 5_000;
const ROUTINE = { routine: 'chaining the audit log' } as const;

/** Chains what was committed and has no place yet, one batch. Returns how many; 0 too where another process does it. */
export async function chainEntries({ database, clock, chain }: Omit<ChainingDependencies, 'log'>): Promise<number> {
  return database.asSystem(ROUTINE, async (tx) => {
    if (!(await takeTurn(tx))) return 0;
    const last = await lastChainedAt(tx);
    const since = last === null ? new Date(0) : new Date(last.getTime() - OVERLAP_MS);
    const entries = await unchainedSince(tx, since, AT_ONCE);
    if (entries.length > 0) await link(tx, chain, entries, clock.now());
    return entries.length;
  });
}

async function link(tx: SystemTx, chain: Chain, entries: readonly UnchainedEntry[], at: Date): Promise<void> {
  const orgIds = [...new Set(entries.map(({ orgId }) => orgId))].toSorted();
  await insertHeads(tx, orgIds, at, (orgId) => chain.signatureOf(orgId, START_OF_CHAIN));
  const heads = await lockHeads(tx, orgIds);
  const links = entries.map((entry) => nextLink(chain, heads, entry));
  await insertLinks(tx, links);
  const ends = [...heads].map(([orgId, head]) => ({ orgId, ...head, signature: chain.signatureOf(orgId, head) }));
  await writeHeads(tx, ends, at);
}

function nextLink(chain: Chain, heads: Map<string, Head>, { orgId, entryId, text }: UnchainedEntry): NewLink {
  const head = heads.get(orgId) ?? START_OF_CHAIN;
  const ordinal = head.ordinal + 1;
  const digest = chain.digestOf(head.digest, { orgId, ordinal, entryId, text });
  heads.set(orgId, { ordinal, digest });
  return { orgId, ordinal, entryId, digest };
}

/** Chains every five seconds what has come since; of several processes one does it at a time. */
export function startChaining(deps: ChainingDependencies): { stop(): Promise<void> } {
  let running = Promise.resolve();
  const round = async () => {
    while ((await chainEntries(deps)) === AT_ONCE);
  };
  const timer = setInterval(() => {
    running = running
      .then(round)
      .catch((error: unknown) =>
        deps.log.warn({ err: error }, 'the audit log could not be chained; it is tried again'),
      );
  }, EVERY_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
