import type { Statement, TenantTx, Value } from '../../../platform/database/index.ts';
import type { EventSelection, FunnelRow, TraitFilter } from './event-selection.ts';

const PAGE_ROWS = 5_000;
const STARTED = 'journey.started';

/** Sorting a tenant's events within the usual 4 MB would go by way of the disk. */
const MORE_MEMORY: Statement = { name: 'funnel_memory', text: "select set_config('work_mem', '64MB', true)" };
const FETCH: Statement = { name: 'funnel_fetch', text: `fetch forward ${PAGE_ROWS} from funnel_events` };
const CLOSE: Statement = { name: 'funnel_close', text: 'close funnel_events' };

const EVENT_NAMES_SEEN: Statement = {
  name: 'funnel_event_names',
  text: `select name, count(*) as count from onboarding_events where org_id = $1 and environment = $2
    group by name order by count(*) desc, name limit 200`,
};

/** Names of events with how often they occurred, most frequent first, at most 200. */
export function readEventNames(
  tx: TenantTx,
  { orgId, environment }: { orgId: string; environment: string },
): Promise<{ name: string; count: number }[]> {
  return tx.run(EVENT_NAMES_SEEN, [orgId, environment]);
}

/** The selected events, participant after participant and each one's in time order, a page at a time. */
export async function* readEvents(tx: TenantTx, selection: EventSelection): AsyncGenerator<readonly FunnelRow[]> {
  await tx.run(MORE_MEMORY);
  const { statement, values } = selectEvents(selection);
  await tx.run(statement, values);
  for (;;) {
    const rows = await tx.run<FunnelRow>(FETCH);
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE_ROWS) break;
  }
  await tx.run(CLOSE);
}

/** Only the conditions that are asked for stand in the text, so that each set of filters gets a plan of its own. */
function selectEvents(selection: EventSelection): { statement: Statement; values: Value[] } {
  const values: Value[] = [];
  const bind = (value: Value) => `$${values.push(value)}`;
  const where = readConditions(selection, bind);
  const start = startConditions(selection, bind);
  const offered = selection.withOfferedSteps ? offeredSteps(selection, bind) : undefined;
  const needsParticipant = selection.start.market !== undefined || selection.start.traits.length > 0;
  const text = `declare funnel_events no scroll cursor for
    select e.participant_id as "participantId", round(date_part('epoch', e.occurred_at) * 1000) as "atMs", e.name,
      e.step_key as "stepKey", e.to_state as "toState", e.percent,
      ${start.length === 0 ? 'true' : start.join(' and ')} as "mayStart", ${offered ? 'o.keys' : 'null'} as offered
    from onboarding_events e
    ${needsParticipant ? 'left join participants p on p.id = e.participant_id' : ''}
    ${offered ?? ''}
    where ${where.join(' and ')}
    order by e.participant_id, e.occurred_at, e.ordinal, e.id`;
  return { statement: { name: '', text }, values };
}

type Bind = (value: Value) => string;

function readConditions({ orgId, environment, flowId, names, start, windowMs }: EventSelection, bind: Bind): string[] {
  const conditions = [
    `e.org_id = ${bind(orgId)}`,
    `e.environment = ${bind(environment)}`,
    `e.name = any(${bind(names)}::text[])`,
  ];
  if (flowId !== null) conditions.push(`e.flow_id = ${bind(flowId)}`);
  // Nothing before the earliest start matters, and nothing later than the window after the latest.
  if (start.from) conditions.push(`e.occurred_at >= ${bind(start.from)}`);
  if (start.to && windowMs !== null) {
    conditions.push(`e.occurred_at < ${bind(new Date(start.to.getTime() + windowMs))}`);
  }
  return conditions;
}

function startConditions({ start }: EventSelection, bind: Bind): string[] {
  const conditions: string[] = [];
  if (start.to) conditions.push(`e.occurred_at < ${bind(start.to)}`);
  if (start.version !== undefined) conditions.push(`coalesce(e.version_number = ${bind(start.version)}, false)`);
  if (start.market !== undefined)
    conditions.push(`coalesce(e.market, p.market) is not distinct from ${bind(start.market)}`);
  return [...conditions, ...start.traits.map((trait) => traitCondition(trait, bind))];
}

/** What the event says of the participant at that moment comes before what is known of the participant today. */
function traitCondition(trait: TraitFilter, bind: Bind): string {
  const name = bind(trait.name);
  const value = `coalesce(e.traits -> ${name}::text, p.traits -> ${name}::text)`;
  if ('value' in trait) return `coalesce(${value} @> ${bind(JSON.stringify(trait.value))}::jsonb, false)`;
  const text = bind(trait.text);
  return `coalesce(${value} @> to_jsonb(${text}::text) or ${value} #>> '{}' = ${text}, false)`;
}

function offeredSteps({ environment, flowId }: EventSelection, bind: Bind): string {
  return `left join (
      select j.id, string_agg(s.step_key, ' ') as keys
      from journeys j join journey_steps s on s.journey_id = j.id
      where j.flow_id = ${bind(flowId)} and j.environment = ${bind(environment)} and s.applicable
      group by j.id
    ) o on o.id = e.journey_id and e.name = '${STARTED}'`;
}
