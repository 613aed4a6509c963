import type { Json } from '@stepwell/engine';
import type { Statement, TenantTx } from '../../../platform/database/index.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/index.ts';
import type { TimelineEvent, TimelinePage, TimelineQuery } from './event.ts';

const COLUMNS = `e.id, e.occurred_at as "occurredAt", e.ordinal, e.name, f.key as "flowKey", e.step_key as "stepKey",
  e.actor, e.from_state as "fromState", e.to_state as "toState", e.percent, e.properties,
  e.correlation_id as "correlationId"`;
const NEWEST_FIRST = 'order by e.occurred_at desc, e.ordinal desc, e.id desc';

// The organization is named although row security sees to it: only a plain comparison can use the index.
const FIRST_PAGE: Statement = {
  name: 'events_timeline_first',
  text: `select ${COLUMNS} from onboarding_events e left join flows f on f.id = e.flow_id
    where e.org_id = $1 and e.participant_id = $2
    ${NEWEST_FIRST} limit $3`,
};

const NEXT_PAGE: Statement = {
  name: 'events_timeline_next',
  text: `select ${COLUMNS} from onboarding_events e left join flows f on f.id = e.flow_id
    where e.org_id = $1 and e.participant_id = $2
      and e.occurred_at <= $4 and (e.occurred_at, e.ordinal, e.id) < ($4, $5, $6)
    ${NEWEST_FIRST} limit $3`,
};

type Row = Omit<TimelineEvent, 'properties'> & {
  readonly ordinal: number;
  readonly properties: Readonly<Record<string, Json>> | null;
};

export async function readTimelinePage(tx: TenantTx, query: TimelineQuery): Promise<TimelinePage> {
  const after = decodeCursor(query.cursor, ['number', 'number', 'string']);
  const scope = [tx.orgId, query.participantId, query.limit + 1];
  const rows = await (after === undefined
    ? tx.run<Row>(FIRST_PAGE, scope)
    : tx.run<Row>(NEXT_PAGE, [...scope, new Date(Number(after[0])), after[1], after[2]]));
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const nextCursor =
    last && rows.length > page.length ? encodeCursor([last.occurredAt.getTime(), last.ordinal, last.id]) : null;
  return {
    events: page.map(({ ordinal: _, properties, ...event }) => ({ ...event, properties: properties ?? {} })),
    nextCursor,
  };
}
