import type { Statement, Value } from '../../../platform/database/index.ts';

/** Everything one accepted move writes: the step, the journey's figures, its events, the audit entry and the outbox row. */
export type StepWrite = {
  readonly orgId: string;
  readonly environment: string;
  readonly journeyId: string;
  /** The revision the decision was made on; another one in the database means that nothing is written. */
  readonly revision: number;
  readonly participantId: string;
  readonly flowId: string;
  readonly versionNumber: number;
  readonly now: Date;
  readonly stepKey: string;
  readonly state: string;
  readonly rowVersion: number;
  readonly answersJson: string | null;
  readonly reason: string | null;
  readonly startedAt: Date | null;
  readonly submittedAt: Date | null;
  readonly doneAt: Date | null;
  readonly percent: number;
  readonly nextStep: string | null;
  readonly completedAt: Date | null;
  readonly eventId: string;
  readonly eventName: string;
  readonly actor: string;
  readonly fromState: string;
  readonly market: string | null;
  readonly traitsJson: string | null;
  readonly propertiesJson: string | null;
  readonly correlationId: string;
  /** Id of the second event, `journey.completed`; null when this move does not complete the journey. */
  readonly completionEventId: string | null;
  readonly auditId: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly outboxId: string;
};

type Column = { readonly name: string; readonly type: string; readonly value: (write: StepWrite) => Value };

const COLUMNS: readonly Column[] = [
  { name: 'journey_id', type: 'uuid', value: (write) => write.journeyId },
  { name: 'revision', type: 'int', value: (write) => write.revision },
  { name: 'environment', type: 'text', value: (write) => write.environment },
  { name: 'participant_id', type: 'uuid', value: (write) => write.participantId },
  { name: 'flow_id', type: 'uuid', value: (write) => write.flowId },
  { name: 'version_number', type: 'int', value: (write) => write.versionNumber },
  { name: 'at', type: 'timestamptz', value: (write) => write.now },
  { name: 'step_key', type: 'text', value: (write) => write.stepKey },
  { name: 'state', type: 'text', value: (write) => write.state },
  { name: 'row_version', type: 'int', value: (write) => write.rowVersion },
  { name: 'answers', type: 'jsonb', value: (write) => write.answersJson },
  { name: 'reason', type: 'text', value: (write) => write.reason },
  { name: 'started_at', type: 'timestamptz', value: (write) => write.startedAt },
  { name: 'submitted_at', type: 'timestamptz', value: (write) => write.submittedAt },
  { name: 'done_at', type: 'timestamptz', value: (write) => write.doneAt },
  { name: 'percent', type: 'smallint', value: (write) => write.percent },
  { name: 'next_step', type: 'text', value: (write) => write.nextStep },
  { name: 'completed_at', type: 'timestamptz', value: (write) => write.completedAt },
  { name: 'event_id', type: 'uuid', value: (write) => write.eventId },
  { name: 'event_name', type: 'text', value: (write) => write.eventName },
  { name: 'actor', type: 'text', value: (write) => write.actor },
  { name: 'from_state', type: 'text', value: (write) => write.fromState },
  { name: 'market', type: 'text', value: (write) => write.market },
  { name: 'traits', type: 'jsonb', value: (write) => write.traitsJson },
  { name: 'properties', type: 'jsonb', value: (write) => write.propertiesJson },
  { name: 'correlation_id', type: 'text', value: (write) => write.correlationId },
  { name: 'completion_event_id', type: 'uuid', value: (write) => write.completionEventId },
  { name: 'audit_id', type: 'uuid', value: (write) => write.auditId },
  { name: 'actor_kind', type: 'text', value: (write) => write.actorKind },
  { name: 'actor_id', type: 'text', value: (write) => write.actorId },
  { name: 'ip', type: 'inet', value: (write) => write.ip },
  { name: 'user_agent', type: 'text', value: (write) => write.userAgent },
  { name: 'outbox_id', type: 'uuid', value: (write) => write.outboxId },
];

/**
 * Journeys are updated through `w`, which holds only the writes whose revision is still the database's. Equality on
 * the revision makes one statement safe under READ COMMITTED: a row that changed while we waited for its lock no
 * longer matches and drops out, together with everything that hangs on it. $1 is the organization.
 */
const EFFECTS = `
  applied as (
    update journeys t set revision = t.revision + 1, percent = w.percent, next_step = w.next_step, completed_at = w.completed_at,
      last_activity_at = w.at
    from w where t.id = w.journey_id and t.revision = w.revision
    returning w.*
  ),
  s as (
    update journey_steps t set state = a.state, row_version = a.row_version, answers = a.answers, reason = a.reason,
      started_at = a.started_at, submitted_at = a.submitted_at, done_at = a.done_at
    from applied a where t.journey_id = a.journey_id and t.step_key = a.step_key
  ), e as (
    insert into onboarding_events (id, org_id, environment, occurred_at, ordinal, name, participant_id, journey_id, flow_id,
      version_number, step_key, actor, from_state, to_state, percent, market, traits, properties, correlation_id)
    select event_id, $1::uuid, environment, at, 0, event_name, participant_id, journey_id, flow_id, version_number, step_key, actor,
      from_state, state, percent, market, traits, properties, correlation_id from applied
    union all
    select completion_event_id, $1::uuid, environment, at, 1, 'journey.completed', participant_id, journey_id, flow_id, version_number,
      null, actor, null, null, percent, market, traits, null, correlation_id from applied where completion_event_id is not null
  ), a as (
    insert into audit_entries (id, org_id, environment, at, actor_kind, actor_id, action, resource_kind, resource_id, before, after,
      ip, user_agent, correlation_id)
    select audit_id, $1::uuid, environment, at, actor_kind, actor_id, event_name, 'step', journey_id || '/' || step_key,
      jsonb_build_object('state', from_state, 'row_version', row_version - 1),
      jsonb_build_object('state', state, 'row_version', row_version), ip, user_agent, correlation_id from applied
  ), o as (
    insert into outbox (id, org_id, topic, payload, correlation_id, created_at)
    select outbox_id, $1::uuid, 'journey.step_changed', jsonb_build_object('environment', environment, 'journey_id', journey_id,
      'participant_id', participant_id, 'step_key', step_key, 'from', from_state, 'to', state, 'percent', percent),
      correlation_id, at from applied
  )
  select journey_id from applied`;

/** One write alone: the cheapest plan. */
export const WRITE_STEP: Statement = {
  name: 'journeys_write_step',
  text: `with w as (select ${COLUMNS.map((column, at) => `$${at + 2}::${column.type} as ${column.name}`).join(', ')}),${EFFECTS}`,
};

/** Many writes of one organization, each to another journey; rows are locked in id order so that two batches never deadlock. */
export const WRITE_STEPS: Statement = {
  name: 'journeys_write_steps',
  text: `with given as (
      select * from unnest(${COLUMNS.map((column, at) => `$${at + 2}::${column.type}[]`).join(', ')})
        as g (${COLUMNS.map((column) => column.name).join(', ')})
    ), w as (
      select given.* from given join journeys l on l.id = given.journey_id and l.revision = given.revision order by l.id for update of l
    ),${EFFECTS}`,
};

export function valuesOfOne(orgId: string, write: StepWrite): Value[] {
  return [orgId, ...COLUMNS.map((column) => column.value(write))];
}

export function valuesOfMany(orgId: string, writes: readonly StepWrite[]): Value[] {
  return [orgId, ...COLUMNS.map((column) => writes.map((write) => column.value(write)))];
}
