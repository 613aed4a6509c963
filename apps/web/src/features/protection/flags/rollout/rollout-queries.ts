import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type Input, type Reply } from '../../../../lib/api.ts';

export type Rollout = NonNullable<Reply<'GET /api/v1/flags/{key}/rollout'>['data']>;
export type NewRollout = Input<'POST /api/v1/flags/{key}/rollout'>['body'];

const REFRESH_MS = 5_000;

/** The rollout under way, or the last one; null where there was none. Looked at again while it may move by itself. */
export function rolloutQuery(key: string) {
  return queryOptions({
    queryKey: ['flags', 'rollout', key],
    queryFn: async ({ signal }): Promise<Rollout | null> =>
      (await call('GET /api/v1/flags/{key}/rollout', { params: { key } }, { signal })).data,
    refetchInterval: ({ state }) => (isOpen(state.data) ? REFRESH_MS : false),
    throwOnError: false,
  });
}

/** Whether it decides the flag's percentage now. */
export function isOpen(rollout: Rollout | null | undefined): rollout is Rollout {
  return rollout?.ended_at === null;
}

/** A rollout moves its flag: what is known of that, and of its history, is old with it. */
export function useFlagMoved(key: string): () => void {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: ['flags', 'one', key] });
    void client.invalidateQueries({ queryKey: ['flags', 'changes', key] });
    void client.invalidateQueries({ queryKey: ['flags', 'list'] });
  };
}

export function useStartRollout(key: string) {
  const settled = useSettled(key);
  return useMutation({
    mutationFn: async (body: NewRollout) =>
      (await call('POST /api/v1/flags/{key}/rollout', { params: { key }, body })).data,
    ...settled,
  });
}

export type RolloutDeed = 'pause' | 'resume' | 'stop';

/** Does something to the rollout as it was seen. */
export function useMoveRollout(key: string) {
  const settled = useSettled(key);
  return useMutation({
    mutationFn: async ({ deed, seen }: { deed: RolloutDeed; seen: Rollout }): Promise<Rollout> => {
      const params = { key };
      if (deed === 'pause') return (await call('POST /api/v1/flags/{key}/rollout/pause', { params })).data;
      if (deed === 'stop') return (await call('POST /api/v1/flags/{key}/rollout/stop', { params })).data;
      const from = seen.state === 'stepped_back' ? 'stepped_back' : 'paused';
      return (await call('POST /api/v1/flags/{key}/rollout/resume', { params, body: { from } })).data;
    },
    ...settled,
  });
}

function useSettled(key: string) {
  const client = useQueryClient();
  const moved = useFlagMoved(key);
  return {
    meta: { shownInPlace: true },
    onSuccess: (rollout: Rollout) => {
      client.setQueryData(rolloutQuery(key).queryKey, rollout);
      moved();
    },
    onError: () => void client.invalidateQueries({ queryKey: rolloutQuery(key).queryKey }),
  };
}
