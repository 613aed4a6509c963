import { integer, jsonb, pgTable, primaryKey, smallint, text, timestamp, uuid, inet } from 'drizzle-orm/pg-core';

const moment = (name: string) => timestamp(name, { withTimezone: true });

export const participants = pgTable('participants', {
  id: uuid('id').primaryKey(),
  orgId: uuid('org_id').notNull(),
  environment: text('environment').notNull(),
  externalId: text('external_id').notNull(),
  market: text('market'),
  role: text('role'),
  traits: jsonb('traits').notNull(),
});

export const journeys = pgTable('journeys', {
  id: uuid('id').primaryKey(),
  orgId: uuid('org_id').notNull(),
  environment: text('environment').notNull(),
  participantId: uuid('participant_id').notNull(),
  flowId: uuid('flow_id').notNull(),
  versionId: uuid('version_id').notNull(),
  revision: integer('revision').notNull(),
  percent: smallint('percent').notNull(),
  nextStep: text('next_step'),
  startedAt: moment('started_at').notNull(),
  completedAt: moment('completed_at'),
  lastActivityAt: moment('last_activity_at').notNull(),
});

export const journeySteps = pgTable(
  'journey_steps',
  {
    journeyId: uuid('journey_id').notNull(),
    stepKey: text('step_key').notNull(),
    state: text('state').notNull(),
    rowVersion: integer('row_version').notNull(),
    answers: jsonb('answers'),
    reason: text('reason'),
    startedAt: moment('started_at'),
    submittedAt: moment('submitted_at'),
    doneAt: moment('done_at'),
  },
  (table) => [primaryKey({ columns: [table.journeyId, table.stepKey] })],
);

export const onboardingEvents = pgTable('onboarding_events', {
  id: uuid('id').notNull(),
  orgId: uuid('org_id').notNull(),
  environment: text('environment').notNull(),
  occurredAt: moment('occurred_at').notNull(),
  name: text('name').notNull(),
  participantId: uuid('participant_id').notNull(),
  journeyId: uuid('journey_id'),
  flowId: uuid('flow_id'),
  versionNumber: integer('version_number'),
  stepKey: text('step_key'),
  actor: text('actor'),
  fromState: text('from_state'),
  toState: text('to_state'),
  percent: smallint('percent'),
  market: text('market'),
  correlationId: text('correlation_id'),
});

export const auditEntries = pgTable('audit_entries', {
  id: uuid('id').notNull(),
  orgId: uuid('org_id').notNull(),
  environment: text('environment'),
  at: moment('at').notNull(),
  actorKind: text('actor_kind').notNull(),
  actorId: text('actor_id'),
  action: text('action').notNull(),
  resourceKind: text('resource_kind').notNull(),
  resourceId: text('resource_id').notNull(),
  before: jsonb('before'),
  after: jsonb('after'),
  ip: inet('ip'),
  userAgent: text('user_agent'),
  correlationId: text('correlation_id'),
});

export const outbox = pgTable('outbox', {
  id: uuid('id').notNull(),
  orgId: uuid('org_id'),
  topic: text('topic').notNull(),
  payload: jsonb('payload').notNull(),
  correlationId: text('correlation_id'),
  createdAt: moment('created_at').notNull(),
});
