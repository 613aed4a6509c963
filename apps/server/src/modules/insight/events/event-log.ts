import type { TenantTx, Tx } from '../../../platform/database/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import type { NewEvent, TimelinePage, TimelineQuery } from './event.ts';
import { readTimelinePage } from './read-model.ts';
import { insertEvents } from './repository.ts';

export type EventLog = {
  /**
   * Adds events in the transaction of what caused them, in one statement. Events of one instant keep the order given.
   * The month of each must have a partition: see `keepPartitionsAhead`.
   */
  appendEvents(tx: Tx, events: readonly NewEvent[]): Promise<void>;
  /** A participant's events, newest first. Throws `cursor_damaged`. */
  readTimeline(tx: TenantTx, query: TimelineQuery): Promise<TimelinePage>;
};

export function createEventLog({ ids }: { ids: IdSource }): EventLog {
  return {
    async appendEvents(tx, events) {
      if (events.length === 0) return;
      await insertEvents(
        tx,
        events.map((event) => ({ id: ids.next(), ...event })),
      );
    },
    readTimeline: readTimelinePage,
  };
}
