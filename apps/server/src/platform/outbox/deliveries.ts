import type { Database, SystemTx, Tx } from '../database/index.ts';
import { OUTBOX_CHANNEL, type OutboxEvent } from './append.ts';

/** One event that one handler still has to take. */
export type DueDelivery = { handler: string; attempts: number; event: OutboxEvent };

export type FailedDelivery = {
  eventId: string;
  handler: string;
  orgId: string | null;
  topic: string;
  attempts: number;
  lastError: string;
};

const ROUTINE = { routine: 'outbox dispatch' };

/**
 * Writes down what is owed for events nobody has taken yet. Skipping locked rows lets several dispatchers share the
 * work; an event whose topic has no handler is taken and owed to nobody.
 */
const TAKE = {
  name: 'outbox_take',
  text: `with taken as (
           select id, org_id, topic from outbox where taken_at is null order by id limit $4 for update skip locked
         ), marked as (
           update outbox o set taken_at = $3 from taken t where o.id = t.id
         ), owed as (
           insert into outbox_deliveries (event_id, handler, org_id, next_attempt_at)
           select t.id, s.handler, t.org_id, $3
           from taken t join unnest($1::text[], $2::text[]) as s (topic, handler) on s.topic = t.topic
         )
         select count(*)::int as count from taken`,
};

const DUE = {
  name: 'outbox_due',
  text: `select d.handler, d.attempts, e.id, e.org_id, e.topic, e.payload, e.correlation_id, e.created_at
         from outbox_deliveries d join outbox e on e.id = d.event_id
         where d.state = 'pending' and d.next_attempt_at <= $2 and d.handler = any ($1::text[])
         order by d.next_attempt_at, d.event_id limit $3`,
};

/** Held until the handler's own work commits with it: a second dispatcher skips the row, a killed one frees it. */
const LOCK = {
  name: 'outbox_lock',
  text: `select attempts from outbox_deliveries
         where event_id = $1 and handler = $2 and state = 'pending' and next_attempt_at <= $3
         for update skip locked`,
};

const MARK_DONE = {
  name: 'outbox_mark_done',
  text: `update outbox_deliveries set state = 'done', attempts = attempts + 1, done_at = $3, last_error = null
         where event_id = $1 and handler = $2`,
};

const MARK_ATTEMPT = {
  name: 'outbox_mark_attempt',
  text: `update outbox_deliveries set state = $3, attempts = attempts + 1, next_attempt_at = $4, last_error = $5
         where event_id = $1 and handler = $2 and state = 'pending' and attempts = $6`,
};

const FAILED = {
  name: 'outbox_failed',
  text: `select d.event_id, d.handler, d.org_id, e.topic, d.attempts, d.last_error
         from outbox_deliveries d join outbox e on e.id = d.event_id
         where d.state = 'failed' order by d.event_id, d.handler limit $1`,
};

const RETRY = {
  name: 'outbox_retry',
  text: `update outbox_deliveries set state = 'pending', attempts = 0, next_attempt_at = $3
         where event_id = $1 and handler = $2 and state = 'failed' returning event_id`,
};

const PURGE = {
  name: 'outbox_purge',
  text: `delete from outbox where id in (
           select e.id from outbox e
           where e.created_at < $1 and e.taken_at is not null
             and not exists (select from outbox_deliveries d where d.event_id = e.id and d.state <> 'done')
           limit $2)
         returning id`,
};

type DueRow = {
  handler: string;
  attempts: number;
  id: string;
  org_id: string | null;
  topic: string;
  payload: unknown;
  correlation_id: string | null;
  created_at: Date;
};

export async function takeEvents(
  database: Database,
  pairs: { topics: string[]; handlers: string[] },
  now: Date,
  limit: number,
): Promise<number> {
  const values = [pairs.topics, pairs.handlers, now, limit];
  const rows = await database.hotSystemStatement<{ count: number }>(ROUTINE, TAKE, values);
  return rows[0]?.count ?? 0;
}

export async function dueDeliveries(
  database: Database,
  handlers: string[],
  now: Date,
  limit: number,
): Promise<DueDelivery[]> {
  const rows = await database.hotSystemStatement<DueRow>(ROUTINE, DUE, [handlers, now, limit]);
  return rows.map((row) => ({
    handler: row.handler,
    attempts: row.attempts,
    event: {
      id: row.id,
      orgId: row.org_id,
      topic: row.topic,
      payload: row.payload,
      correlationId: row.correlation_id,
      createdAt: row.created_at,
    },
  }));
}

/** False when another dispatcher has it, or had it. */
export async function lockDelivery(tx: Tx, { event, handler }: DueDelivery, now: Date): Promise<boolean> {
  return (await tx.run(LOCK, [event.id, handler, now])).length === 1;
}

export async function markDone(tx: Tx, { event, handler }: DueDelivery, now: Date): Promise<void> {
  await tx.run(MARK_DONE, [event.id, handler, now]);
}

/** Records a failed attempt, unless another dispatcher has tried since. */
export async function markAttempt(
  database: Database,
  { event, handler, attempts }: DueDelivery,
  outcome: { state: 'pending' | 'failed'; nextAttemptAt: Date; error: string },
): Promise<void> {
  const values = [event.id, handler, outcome.state, outcome.nextAttemptAt, outcome.error, attempts];
  await database.hotSystemStatement(ROUTINE, MARK_ATTEMPT, values);
}

/** Deliveries that were given up, oldest first. */
export async function failedDeliveries(tx: Tx, limit: number): Promise<FailedDelivery[]> {
  const rows = await tx.run<{
    event_id: string;
    handler: string;
    org_id: string | null;
    topic: string;
    attempts: number;
    last_error: string;
  }>(FAILED, [limit]);
  return rows.map((row) => ({
    eventId: row.event_id,
    handler: row.handler,
    orgId: row.org_id,
    topic: row.topic,
    attempts: row.attempts,
    lastError: row.last_error,
  }));
}

/** Has a given-up delivery tried again from the start. False when there is none such. */
export async function retryDelivery(tx: Tx, eventId: string, handler: string, now: Date): Promise<boolean> {
  const rows = await tx.run(RETRY, [eventId, handler, now]);
  tx.wakeAfterCommit(OUTBOX_CHANNEL);
  return rows.length === 1;
}

/** Deletes at most `limit` events older than `before` that every handler has taken. Returns how many. */
export async function purgeOutbox(tx: SystemTx, before: Date, limit: number): Promise<number> {
  return (await tx.run(PURGE, [before, limit])).length;
}
