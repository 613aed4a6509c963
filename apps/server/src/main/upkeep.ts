import type { Accounts } from '../modules/access/accounts/index.ts';
import type { Ceremonies } from '../modules/access/ceremonies/index.ts';
import { keepPartitionsAhead } from '../modules/insight/events/index.ts';
import type { KeptAnswers } from '../modules/protection/idempotency/index.ts';
import type { ErrorGroups } from '../modules/operations/error-groups/index.ts';
import type { KillSwitch } from '../modules/protection/kill-switch/index.ts';
import type { Clock } from '../platform/clock/index.ts';
import type { Database } from '../platform/database/index.ts';
import type { FailureWatch } from '../platform/errors/index.ts';
import { failedDeliveries, purgeOutbox, retryDelivery } from '../platform/outbox/index.ts';
import type { Log } from '../platform/telemetry/index.ts';

const HOUR_MS = 3_600_000;
const OUTBOX_KEPT_MS = 7 * 24 * HOUR_MS;
const PURGE_BATCH = 5_000;
const PURGE_BATCHES = 200;
const RETRIED_AT_ONCE = 100;

export type UpkeepDependencies = {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly accounts: Pick<Accounts, 'purgeUnverified'>;
  readonly ceremonies: Pick<Ceremonies, 'purge'>;
  readonly idempotency: Pick<KeptAnswers, 'purge'>;
  readonly errorGroups: Pick<ErrorGroups, 'purge'>;
  readonly onFailure: FailureWatch;
  readonly killSwitch: Pick<KillSwitch, 'releaseEnded'>;
};

/**
 * Does at once, and every hour from then on, what keeps the tables fit: partitions ahead, delivered events behind,
 * given-up deliveries tried again, accounts that nobody verified and sign-ins that nobody
 * completed gone, and what was switched off for a time and is over written down.
 */
export async function startUpkeep(deps: UpkeepDependencies): Promise<{ stop(): void }> {
  await keepPartitionsAhead(deps);
  const timer = setInterval(() => {
    upkeep(deps).catch((error: unknown) => {
      deps.onFailure({ error, place: 'upkeep', correlationId: null, isBackground: true });
      deps.log.error({ err: error }, 'upkeep failed; it is tried again in an hour');
    });
  }, HOUR_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

/** One round. Returns how many delivered outbox events it removed. */
export async function upkeep({
  database,
  clock,
  accounts,
  ceremonies,
  idempotency,
  errorGroups,
  killSwitch,
}: Omit<UpkeepDependencies, 'log' | 'onFailure'>): Promise<number> {
  await keepPartitionsAhead({ database, clock });
  const before = new Date(clock.nowMs() - OUTBOX_KEPT_MS);
  let removed = 0;
  for (let batch = 0; batch < PURGE_BATCHES; batch += 1) {
    const count = await database.asSystem({ routine: 'outbox purge' }, (tx) => purgeOutbox(tx, before, PURGE_BATCH));
    removed += count;
    if (count < PURGE_BATCH) break;
  }
  await retryGivenUp(database, clock);
  await database.asSystem({ routine: 'removing unverified accounts' }, (tx) =>
    accounts.purgeUnverified(tx, clock.now()),
  );
  await ceremonies.purge();
  await idempotency.purge();
  await errorGroups.purge();
  await killSwitch.releaseEnded();
  return removed;
}

/** What was given up after many attempts is tried again every hour: a publication, for one, must not stay half done. */
async function retryGivenUp(database: Database, clock: Clock): Promise<void> {
  await database.asSystem({ routine: 'outbox retry' }, async (tx) => {
    for (const { eventId, handler } of await failedDeliveries(tx, RETRIED_AT_ONCE)) {
      await retryDelivery(tx, eventId, handler, clock.now());
    }
  });
}
