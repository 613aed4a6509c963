import type { Database } from '../../../../platform/database/index.ts';
import type { Log } from '../../../../platform/telemetry/index.ts';
import { type ChangeWork, lockedFlag } from '../changing.ts';
import { type DueRollout, dueRollouts, latestRollout } from './repository.ts';
import { settleRollout } from './rollouts.ts';

export type AdvancingDependencies = Omit<ChangeWork, 'database'> & {
  readonly database: Pick<Database, 'asTenant' | 'asSystem'>;
  readonly log: Log;
};

const EVERY_MS = 3_000;
const AT_ONCE = 100;
const ROUTINE = { routine: 'advancing rollouts' } as const;

/**
 * Moves every rollout whose time has come, each in a transaction of its own. Several processes may do it at once: a rollout is
 * judged again under its flag's lock, so that whoever comes second finds nothing to do. Returns how many it looked at.
 */
export async function advanceRollouts(deps: AdvancingDependencies): Promise<number> {
  const due = await deps.database.asSystem(ROUTINE, (tx) => dueRollouts(tx, deps.clock.now(), AT_ONCE));
  for (const rollout of due) {
    await advance(deps, rollout).catch((error: unknown) => {
      deps.log.warn({ err: error, orgId: rollout.orgId }, 'a rollout could not go on; it is tried again');
    });
  }
  return due.length;
}

async function advance(deps: AdvancingDependencies, { orgId, environment, key }: DueRollout): Promise<void> {
  await deps.database.asTenant(orgId, async (tx) => {
    const flag = await lockedFlag(tx, { environment }, key);
    const rollout = await latestRollout(tx, flag.id);
    if (rollout?.endedAt === null) await settleRollout(deps, tx, flag, rollout, { environment });
  });
}

/** Does so every three seconds. */
export function startAdvancing(deps: AdvancingDependencies): { stop(): Promise<void> } {
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running
      .then(async () => void (await advanceRollouts(deps)))
      .catch((error: unknown) => deps.log.warn({ err: error }, 'rollouts could not be read; it is tried again'));
  }, EVERY_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
