import { z } from 'zod';
import type { Clock } from '../../../platform/clock/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import { appendOutbox, type OutboxHandler } from '../../../platform/outbox/index.ts';
import type { JourneyMover } from './journey-mover.ts';
import { PUBLICATION_TOPICS } from './topics.ts';

const Payload = z.object({ publicationId: z.uuid(), afterId: z.uuid().nullable().default(null) });

/**
 * Moves one batch and, in the same transaction, asks for the next: whatever kills the process, either both are
 * written or neither, and the event is delivered again.
 */
export function publicationHandler(
  { clock, ids }: { clock: Clock; ids: IdSource },
  mover: JourneyMover,
): OutboxHandler {
  return {
    name: 'publications',
    async run(event, tx) {
      const { publicationId, afterId } = Payload.parse(event.payload);
      const next = await mover.moveBatch(tx, publicationId, afterId);
      if (next === null) return;
      await appendOutbox(tx, {
        id: ids.next(),
        topic: PUBLICATION_TOPICS.continued,
        payload: { publicationId, afterId: next },
        correlationId: event.correlationId,
        createdAt: clock.now(),
      });
    },
  };
}
