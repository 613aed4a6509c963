import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call, type Input, type Reply } from '../../../lib/api.ts';
import type { FunnelSearch } from './funnel-search.ts';

export type Funnel = Reply<'GET /api/v1/analytics/funnel'>['data'];
export type FunnelStage = Funnel['stages'][number];

type FlowQuery = Input<'GET /api/v1/analytics/funnel'>['query'];
type EventsBody = Input<'POST /api/v1/analytics/funnel'>['body'];
export type FunnelRequest = { kind: 'flow'; query: FlowQuery } | { kind: 'events'; body: EventsBody };

const DAY_MS = 86_400_000;

/** What to ask the server, or null while the question is not whole. Titles are not asked: the page knows them. */
export function requestOf(search: FunnelSearch): FunnelRequest | null {
  const { flow, market, version, windowDays: window_days } = search;
  const common = { ...timesOf(search), market, version, window_days };
  if (search.stages !== 'events') {
    return flow ? { kind: 'flow', query: { ...common, flow, stages: search.stages, trait: search.trait } } : null;
  }
  const stages = search.eventStages.map(({ events }, index) => ({ key: `stage_${index + 1}`, events }));
  const whole = stages.length > 0 && stages.every(({ events }) => events.length > 0);
  return whole ? { kind: 'events', body: { ...common, flow, stages, traits: traitsOf(search.trait) } } : null;
}

export function funnelQuery(request: FunnelRequest | null) {
  return queryOptions({
    queryKey: ['funnel', request],
    queryFn: async ({ signal }): Promise<Funnel> => {
      if (request?.kind === 'events') {
        return (await call('POST /api/v1/analytics/funnel', { body: request.body }, { signal })).data;
      }
      return (await call('GET /api/v1/analytics/funnel', { query: request?.query as FlowQuery }, { signal })).data;
    },
    enabled: request !== null,
    placeholderData: keepPreviousData,
    // Counting is dear: a figure of a minute ago is good enough when one comes back to the page.
    staleTime: 60_000,
    throwOnError: false,
  });
}

export const eventNamesQuery = queryOptions({
  queryKey: ['event-names'],
  queryFn: async ({ signal }) => (await call('GET /api/v1/analytics/event-names', undefined, { signal })).data,
  staleTime: 60_000,
  throwOnError: false,
});

/** Version numbers of a flow, newest first. */
export function versionNumbersQuery(flow: string | undefined) {
  return queryOptions({
    queryKey: ['flows', 'version-numbers', flow],
    queryFn: async ({ signal }): Promise<number[]> => {
      const params = { key: flow ?? '' };
      const { data } = await call('GET /api/v1/flows/{key}/versions', { params, query: { limit: 100 } }, { signal });
      return data.map(({ number }) => number);
    },
    enabled: flow !== undefined,
    staleTime: 60_000,
    throwOnError: false,
  });
}

/** Whole days of UTC: from the first's beginning to the last's end. */
function timesOf({ from, to }: FunnelSearch) {
  return {
    from: from && `${from}T00:00:00Z`,
    to: to && new Date(Date.parse(`${to}T00:00:00Z`) + DAY_MS).toISOString(),
  };
}

/** As the server compares them in this question: by value, so that a number is no text. */
function traitsOf(trait: string | undefined): EventsBody['traits'] {
  if (!trait) return undefined;
  const colon = trait.indexOf(':');
  const [name, text] = [trait.slice(0, colon), trait.slice(colon + 1)];
  if (text === 'true' || text === 'false') return { [name]: text === 'true' };
  return { [name]: text !== '' && String(Number(text)) === text ? Number(text) : text };
}
