import type { RouteReply, getErrorGroup, listErrorGroups } from '@stepwell/contract';
import type { GroupRow, SummaryRow } from './read-model.ts';
import type { GroupDetail } from './service.ts';

type SummaryView = RouteReply<typeof listErrorGroups>['data'][number];
type DetailView = RouteReply<typeof getErrorGroup>['data'];

export function summaryViewOf(group: SummaryRow): SummaryView {
  return { ...sharedView(group), trend: [...group.trend] };
}

export function detailViewOf(group: GroupDetail): DetailView {
  return {
    ...sharedView(group),
    frames: [...group.frames],
    first_version: group.firstVersion,
    last_version: group.lastVersion,
    state_changed_at: group.stateChangedAt?.toISOString() ?? null,
    correlation_ids: [...group.correlationIds],
    by_hour: group.hours.map(({ hour, count }) => ({ hour: hour.toISOString(), count })),
  };
}

function sharedView({ firstSeenAt, lastSeenAt, reopenedAt, ...group }: GroupRow) {
  const { id, code, category, severity, place, title, state, count } = group;
  return {
    id,
    code,
    category,
    severity,
    place,
    title,
    state,
    count,
    first_seen_at: firstSeenAt.toISOString(),
    last_seen_at: lastSeenAt.toISOString(),
    reopened_at: reopenedAt?.toISOString() ?? null,
  };
}
