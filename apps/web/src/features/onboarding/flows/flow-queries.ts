import type { FlowDefinition } from '@stepwell/engine';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type Input, type Reply } from '../../../lib/api.ts';

export type Flow = Reply<'GET /api/v1/flows/{key}'>['data'];
export type FlowList = Reply<'GET /api/v1/flows'>;
export type FlowTemplate = Reply<'GET /api/v1/flow-templates'>['data'][number];
export type Draft = Omit<Reply<'GET /api/v1/flows/{key}/draft'>['data'], 'definition'> & { definition: FlowDefinition };
export type FlowVersion = Reply<'GET /api/v1/flows/{key}/versions'>['data'][number];
export type FlowVersionDetail = Omit<Reply<'GET /api/v1/flows/{key}/versions/{number}'>['data'], 'definition'> & {
  definition: FlowDefinition;
};
export type FlowDiff = Reply<'GET /api/v1/flows/{key}/diff'>['data'];
export type Publication = Reply<'GET /api/v1/flows/{key}/publications'>['data'][number];
export type DryRun = Reply<'POST /api/v1/flows/{key}/dry-run'>['data'];
export type PublishMode = Publication['mode'];
export type EnvironmentName = Publication['environment'];

export interface FlowSearch {
  q: string;
  status: Flow['status'] | undefined;
  cursor: string | undefined;
}

const POLL_MS = 1_000;

export function flowListQuery({ q, status, cursor }: FlowSearch) {
  return queryOptions({
    queryKey: ['flows', 'list', { q, status, cursor }],
    queryFn: ({ signal }): Promise<FlowList> => call('GET /api/v1/flows', { query: { q, status, cursor } }, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function flowQuery(key: string) {
  return queryOptions({
    queryKey: ['flows', 'one', key],
    queryFn: async ({ signal }): Promise<Flow> =>
      (await call('GET /api/v1/flows/{key}', { params: { key } }, { signal })).data,
  });
}

export const templatesQuery = queryOptions({
  queryKey: ['flow-templates'],
  queryFn: async ({ signal }): Promise<FlowTemplate[]> =>
    (await call('GET /api/v1/flow-templates', undefined, { signal })).data,
  staleTime: Number.POSITIVE_INFINITY,
});

export function draftQuery(key: string) {
  return queryOptions({
    queryKey: ['flows', 'draft', key],
    queryFn: async ({ signal }): Promise<Draft> =>
      (await call('GET /api/v1/flows/{key}/draft', { params: { key } }, { signal })).data,
  });
}

/** What a definition is in the contract's terms: the same, but not read-only. */
type SentDefinition = Input<'PUT /api/v1/flows/{key}/draft'>['body']['definition'];

export async function saveDraft(key: string, definition: FlowDefinition, rowVersion: number): Promise<Draft> {
  const body = { definition: definition as SentDefinition, row_version: rowVersion };
  return (await call('PUT /api/v1/flows/{key}/draft', { params: { key }, body })).data;
}

export async function checkOnServer(definition: unknown) {
  const body = { definition: definition as SentDefinition };
  return (await call('POST /api/v1/flows/check', { body })).data.problems;
}

export function versionListQuery(key: string, cursor?: string) {
  return queryOptions({
    queryKey: ['flows', 'versions', key, { cursor }],
    queryFn: ({ signal }) =>
      call('GET /api/v1/flows/{key}/versions', { params: { key }, query: { cursor } }, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function versionQuery(key: string, number: number) {
  return queryOptions({
    queryKey: ['flows', 'version', key, number],
    queryFn: async ({ signal }): Promise<FlowVersionDetail> =>
      (await call('GET /api/v1/flows/{key}/versions/{number}', { params: { key, number } }, { signal })).data,
  });
}

/** @param rowVersion of the draft, so that a comparison with it follows its saving */
export function diffQuery(key: string, from: string, to: string, rowVersion: number) {
  return queryOptions({
    queryKey: ['flows', 'diff', key, from, to, rowVersion],
    queryFn: async ({ signal }): Promise<FlowDiff> =>
      (await call('GET /api/v1/flows/{key}/diff', { params: { key }, query: { from, to } }, { signal })).data,
  });
}

export function publicationListQuery(key: string, cursor?: string) {
  return queryOptions({
    queryKey: ['flows', 'publications', key, { cursor }],
    queryFn: ({ signal }) =>
      call('GET /api/v1/flows/{key}/publications', { params: { key }, query: { cursor } }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.data.some(isMoving) ? POLL_MS : false),
  });
}

export function publicationQuery(key: string, id: string) {
  return queryOptions({
    queryKey: ['flows', 'publication', key, id],
    queryFn: async ({ signal }): Promise<Publication> =>
      (await call('GET /api/v1/flows/{key}/publications/{id}', { params: { key, id } }, { signal })).data,
    refetchInterval: ({ state }) => (!state.data || isMoving(state.data) ? POLL_MS : false),
  });
}

/** Whether journeys are still being moved. */
export function isMoving({ state }: Publication): boolean {
  return state === 'migrating' || state === 'rolling_back';
}

export function useCreateFlow() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: Input<'POST /api/v1/flows'>['body']): Promise<Flow> =>
      (await call('POST /api/v1/flows', { body })).data,
    meta: { shownInPlace: true },
    onSuccess: (flow) => {
      client.setQueryData(flowQuery(flow.key).queryKey, flow);
      void client.invalidateQueries({ queryKey: ['flows', 'list'] });
    },
  });
}

export function useRenameFlow(key: string) {
  return useFlowChange(
    key,
    async (name: string) => (await call('PATCH /api/v1/flows/{key}', { params: { key }, body: { name } })).data,
  );
}

export function useRetireFlow(key: string) {
  return useFlowChange(key, async () => (await call('POST /api/v1/flows/{key}/retire', { params: { key } })).data);
}

function useFlowChange<Wish>(key: string, change: (wish: Wish) => Promise<Flow>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    meta: { shownInPlace: true },
    onSuccess: (flow) => {
      client.setQueryData(flowQuery(key).queryKey, flow);
      void client.invalidateQueries({ queryKey: ['flows', 'list'] });
    },
  });
}

export interface PublishWish {
  environment: EnvironmentName;
  mode: PublishMode;
}

export function useDryRun(key: string) {
  return useMutation({
    mutationFn: async (body: PublishWish): Promise<DryRun> =>
      (await call('POST /api/v1/flows/{key}/dry-run', { params: { key }, body })).data,
    meta: { shownInPlace: true },
  });
}

export function usePublish(key: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ rowVersion, ...wish }: PublishWish & { rowVersion: number }): Promise<Publication> => {
      const body = { ...wish, row_version: rowVersion };
      return (await call('POST /api/v1/flows/{key}/publish', { params: { key }, body })).data;
    },
    meta: { shownInPlace: true },
    onSuccess: (publication) => {
      client.setQueryData(publicationQuery(key, publication.id).queryKey, publication);
      void forgetPublished(client);
    },
  });
}

export function useRollBack(key: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (id: string): Promise<Publication> =>
      (await call('POST /api/v1/flows/{key}/publications/{id}/roll-back', { params: { key, id } })).data,
    meta: { shownInPlace: true },
    onSuccess: () => forgetPublished(client),
  });
}

/** What a publication changes besides itself: the flow, its versions, the base of the draft. */
async function forgetPublished(client: ReturnType<typeof useQueryClient>): Promise<void> {
  await client.invalidateQueries({ queryKey: ['flows'], predicate: ({ queryKey }) => queryKey[1] !== 'publication' });
}
