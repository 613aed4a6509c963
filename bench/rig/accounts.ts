import type { Ground } from './ground.ts';
import { countWritten, type Written } from './journeys.ts';
import { mustEqual } from './verdict.ts';

/** What was claimed to have been done between two counts of the tables. */
export type Claimed = {
  /** Updates that HTTP answered with success. */
  answered: number;
  /** Updates that the database reference did. */
  direct: number;
  /** Updates that may have been under way when a load generator hung up, and so were done without an answer being counted. */
  unheard: number;
};

/** Keeps the books of a run: every update must have left one row in each table, and nothing else may have. */
export async function openBooks(ground: Ground): Promise<{ claimed: Claimed; close(): Promise<void> }> {
  const before = await countWritten(ground);
  const claimed: Claimed = { answered: 0, direct: 0, unheard: 0 };
  return { claimed, close: async () => compare(before, await countWritten(ground), claimed) };
}

function compare(before: Written, after: Written, { answered, direct, unheard }: Claimed): void {
  const moved = after.revisions - before.revisions;
  const events = after.events - before.events;
  mustEqual('events against rows written', events, moved + direct);
  mustEqual('audit entries against rows written', after.audit - before.audit, events);
  mustEqual('outbox rows against rows written', after.outbox - before.outbox, events);
  if (moved < answered || moved > answered + unheard) {
    throw new Error(`${moved} journeys moved on, but ${answered} updates were answered with success`);
  }
  const cut = moved - answered;
  console.log(
    `  checked: ${events.toLocaleString('en')} updates = events = audit entries = outbox rows` +
      (answered > 0
        ? `; ${answered.toLocaleString('en')} by HTTP heard a success, ${cut} were under way when wrk hung up`
        : ''),
  );
}
