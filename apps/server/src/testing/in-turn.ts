import { vi } from 'vitest';
import type { AuditWriter } from '../modules/protection/audit/index.ts';
import type { TestDatabase } from './template-database.ts';

const LONGEST_WAIT = { timeout: 10_000 };

/**
 * Two changes at the same time, made certain: `first` goes up to its audit entry and holds its transaction open there;
 * `second` runs until it waits for a lock, or is done; then both go on. What each came to is returned.
 */
export async function inTurn<A, B>(
  world: { readonly test: TestDatabase; readonly audit: AuditWriter },
  first: (audit: AuditWriter) => Promise<A>,
  second: () => Promise<B>,
): Promise<[PromiseSettledResult<A>, PromiseSettledResult<B>]> {
  const reached = Promise.withResolvers<void>();
  const mayGoOn = Promise.withResolvers<void>();
  const one = first({
    async append(tx, entry) {
      reached.resolve();
      await mayGoOn.promise;
      await world.audit.append(tx, entry);
    },
  });
  await Promise.race([reached.promise, one]);
  let isDone = false;
  const both = Promise.allSettled([one, second().finally(() => void (isDone = true))]);
  await vi.waitFor(async () => {
    if (!isDone && (await waiting(world.test)) === 0) throw new Error('the second neither waits nor is done');
  }, LONGEST_WAIT);
  mayGoOn.resolve();
  return both;
}

async function waiting(test: TestDatabase): Promise<number> {
  const [row] = await test.asOwner<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return row?.count ?? 0;
}
