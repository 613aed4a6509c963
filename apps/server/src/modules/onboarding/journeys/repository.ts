import type { Statement } from '../../../platform/database/index.ts';

const MS = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;

/** The steps of a journey as compact rows, see `StepRow`. */
const STEPS = `(select json_agg(json_build_array(s.step_key, s.state, s.row_version, s.answers, s.reason,
    ${MS('s.started_at')}, ${MS('s.submitted_at')}, ${MS('s.done_at')})) from journey_steps s where s.journey_id = j.id)`;

/**
 * What tells whether participants are still as they were read, see `markOf`: $1 org, $2 environment, $3 external ids. Every
 * writer of a step moves its journey's revision too. A fifth of what reading them costs.
 */
export const READ_MARKS: Statement = {
  name: 'journeys_read_marks',
  text: `select p.external_id, concat(p.xmin, (select string_agg(concat(' ', j.xmin, '.', j.revision), ''
      order by j.started_at desc, j.id desc) from journeys j where j.participant_id = p.id)) as mark
    from participants p where p.org_id = $1 and p.environment = $2 and p.external_id = any($3::text[])`,
};

export type MarkRow = { external_id: string; mark: string };

/** Participants by external id with all their journeys and steps: $1 org, $2 environment, $3 external ids. */
export const LOAD_PARTICIPANTS: Statement = {
  name: 'journeys_load_participants',
  text: `select p.id, p.external_id, p.display_name, p.locale, p.market, p.role, p.traits, ${MS('p.last_seen_at')} as seen,
    p.xmin::text as written,
    (select json_agg(json_build_object(
        'id', j.id, 'written', j.xmin::text, 'version_id', j.version_id, 'revision', j.revision, 'percent', j.percent, 'steps', ${STEPS},
        'started', ${MS('j.started_at')}, 'completed', ${MS('j.completed_at')}, 'active', ${MS('j.last_activity_at')},
        'snoozed', ${MS('j.snoozed_until')}) order by j.started_at desc, j.id desc)
      from journeys j where j.participant_id = p.id) as journeys
    from participants p where p.org_id = $1 and p.environment = $2 and p.external_id = any($3::text[])`,
};

export type ParticipantRow = {
  id: string;
  external_id: string;
  display_name: string | null;
  locale: string | null;
  market: string | null;
  role: string | null;
  traits: Record<string, never>;
  seen: number | null;
  written: string;
  journeys: JourneyRow[] | null;
};

export type JourneyRow = {
  id: string;
  written: string;
  version_id: string;
  revision: number;
  percent: number;
  steps: unknown[] | null;
  started: number;
  completed: number | null;
  active: number;
  snoozed: number | null;
};

/**
 * One page of a flow's journeys in id order: $1 flow, $2 environment, $3 after this id, $4 how many. Who locks them first
 * names them in $5: a statement that waits for a lock would still see the steps as they were before it waited.
 */
export const PAGE_OF_FLOW: Statement = {
  name: 'journeys_page',
  text: `select j.id, j.org_id, j.environment, j.participant_id, p.external_id, j.flow_id, j.version_id, j.revision, j.percent,
      j.next_step, p.market, p.role, p.traits, ${STEPS} as steps, ${MS('j.started_at')} as started,
      ${MS('j.completed_at')} as completed, j.last_activity_at, j.snoozed_until
    from journeys j join participants p on p.id = j.participant_id
    where j.flow_id = $1 and j.environment = $2 and ($3::uuid is null or j.id > $3) and ($5::uuid[] is null or j.id = any($5))
    order by j.id limit $4`,
};

/** Locks one page of a flow's journeys: $1 flow, $2 environment, $3 after this id, $4 how many. */
export const LOCK_PAGE_OF_FLOW: Statement = {
  name: 'journeys_lock_page',
  text: `select id from journeys where flow_id = $1 and environment = $2 and ($3::uuid is null or id > $3)
    order by id limit $4 for update`,
};

export const COUNT_OF_FLOW: Statement = {
  name: 'journeys_count_flow',
  text: 'select count(*)::int as count from journeys where flow_id = $1 and environment = $2',
};

/** Replaces versions and figures of many journeys at once; the caller holds their locks. */
export const REWRITE_JOURNEYS: Statement = {
  name: 'journeys_rewrite',
  text: `update journeys j set version_id = r.version_id, revision = j.revision + 1, percent = r.percent, next_step = r.next_step,
      completed_at = r.completed_at, started_at = r.started_at, last_activity_at = r.last_activity_at
    from unnest($1::uuid[], $2::int[], $3::uuid[], $4::smallint[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::timestamptz[])
      as r (id, revision, version_id, percent, next_step, completed_at, started_at, last_activity_at)
    where j.id = r.id and j.revision = r.revision
    returning j.id, j.revision`,
};

export const DELETE_STEPS: Statement = {
  name: 'journeys_delete_steps',
  text: 'delete from journey_steps where journey_id = any($1::uuid[])',
};

/** Step rows by columns; $1 is the organization. */
export const INSERT_STEPS: Statement = {
  name: 'journeys_insert_steps',
  text: `insert into journey_steps (org_id, journey_id, step_key, state, row_version, weight, required, applicable, answers, reason,
      started_at, submitted_at, done_at)
    select $1, r.* from unnest($2::uuid[], $3::text[], $4::text[], $5::int[], $6::smallint[], $7::boolean[], $8::boolean[],
      $9::jsonb[], $10::text[], $11::timestamptz[], $12::timestamptz[], $13::timestamptz[]) as r`,
};

/** $1 id, $2 org, $3 environment, $4 participant, $5 flow, $6 version, $7 percent, $8 next step, $9 started, $10 completed. */
export const INSERT_JOURNEY: Statement = {
  name: 'journeys_insert',
  text: `insert into journeys (id, org_id, environment, participant_id, flow_id, version_id, percent, next_step, started_at,
      completed_at, last_activity_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9)
    on conflict (participant_id, flow_id) do nothing returning id`,
};

/** Journeys by columns; $1 is the organization. */
export const INSERT_JOURNEYS: Statement = {
  name: 'journeys_insert_many',
  text: `insert into journeys (org_id, id, environment, participant_id, flow_id, version_id, percent, next_step, started_at,
      completed_at, last_activity_at)
    select $1, r.* from unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::smallint[], $8::text[],
      $9::timestamptz[], $10::timestamptz[], $11::timestamptz[]) as r`,
};

export const SNOOZES_SINCE: Statement = {
  name: 'journeys_snoozes_since',
  text: 'select count(*)::int as count from journey_snoozes where journey_id = $1 and at > $2',
};

/** The journey's own row is locked first, so that two snoozes cannot both be the third. */
export const LOCK_JOURNEY: Statement = {
  name: 'journeys_lock',
  text: 'select revision from journeys where id = $1 for update',
};

/** $1 id, $2 org, $3 journey, $4 at, $5 until. */
export const INSERT_SNOOZE: Statement = {
  name: 'journeys_snooze',
  text: `with noted as (
      insert into journey_snoozes (id, org_id, journey_id, at, until) values ($1, $2, $3, $4, $5)
    )
    update journeys set snoozed_until = $5, revision = revision + 1 where id = $3`,
};

export const HAS_RECEIPT: Statement = {
  name: 'journeys_webhook_seen',
  text: `select event_id from step_webhook_receipts where org_id = $1 and environment = $2 and source = $3 and event_id = $4`,
};

export const RECORD_RECEIPT: Statement = {
  name: 'journeys_webhook_receipt',
  text: `insert into step_webhook_receipts (org_id, environment, source, event_id, received_at) values ($1, $2, $3, $4, $5)
    on conflict do nothing returning event_id`,
};

/** $1 journey, $2 the keys of the steps that apply. */
export const SET_APPLICABLE: Statement = {
  name: 'journeys_set_applicable',
  text: `update journey_steps set applicable = step_key = any($2::text[])
    where journey_id = $1 and applicable <> (step_key = any($2::text[]))`,
};
