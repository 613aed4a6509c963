import type { Statement, SystemTx } from '../../../platform/database/index.ts';

/** Counted before anything is compared: of those that come at the same time, none goes uncounted. */
const COUNT_CONFIRMATION: Statement = {
  name: 'confirmation_failures_count',
  text: `insert into confirmation_failures as f (session_id, failures) values ($1, 1)
         on conflict (session_id) do update set failures = f.failures + 1 returning failures`,
};
const CLEAR_CONFIRMATION: Statement = {
  name: 'confirmation_failures_clear',
  text: `delete from confirmation_failures where session_id = $1`,
};

/** Counts one more attempt as a failure and returns how many there are in a row. */
export async function countConfirmation(tx: SystemTx, sessionId: string): Promise<number> {
  return (await tx.run<{ failures: number }>(COUNT_CONFIRMATION, [sessionId]))[0]?.failures ?? 0;
}

export async function clearConfirmations(tx: SystemTx, sessionId: string): Promise<void> {
  await tx.run(CLEAR_CONFIRMATION, [sessionId]);
}
