import type { SystemTx, TenantTx } from '../database/index.ts';

/** What happened, as its handlers get it. `id` is the same at every delivery of one event. */
export type OutboxEvent<Payload = unknown> = {
  id: string;
  /** Null for an event of the whole installation. */
  orgId: string | null;
  topic: string;
  payload: Payload;
  correlationId: string | null;
  createdAt: Date;
};

/** `payload` is any JSON value. */
export type NewOutboxEvent = {
  id: string;
  topic: string;
  payload: unknown;
  correlationId?: string | null;
  createdAt: Date;
};

/** Listeners are woken on this channel. Whoever writes to the outbox in SQL of their own wakes it after the commit. */
export const OUTBOX_CHANNEL = 'stepwell_outbox';

const APPEND = {
  name: 'outbox_append',
  text: `insert into outbox (id, org_id, topic, payload, correlation_id, created_at)
         values ($1, $2, $3, $4, $5, $6)`,
};

/** Writes an event that is delivered if, and only if, `tx` commits. It belongs to the organization of `tx`. */
export async function appendOutbox(tx: TenantTx | SystemTx, event: NewOutboxEvent): Promise<void> {
  const orgId = 'orgId' in tx ? tx.orgId : null;
  const payload = JSON.stringify(event.payload ?? null);
  await tx.run(APPEND, [event.id, orgId, event.topic, payload, event.correlationId ?? null, event.createdAt]);
  tx.wakeAfterCommit(OUTBOX_CHANNEL);
}
