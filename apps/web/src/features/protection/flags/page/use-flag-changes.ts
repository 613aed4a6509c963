import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FlagDrafting } from '../draft/use-flag-draft.ts';
import { flagQuery, useChangeFlag } from '../flag-queries.ts';

/** Saving what was typed, switching without it, and taking in what somebody else saved. */
export function useFlagChanges(drafting: FlagDrafting) {
  const { base, changed, adopt, rebase, refuse, discard } = drafting;
  const client = useQueryClient();
  const save = useChangeFlag(base.key);
  const flip = useChangeFlag(base.key);
  const forget = () => {
    save.reset();
    flip.reset();
  };
  const reload = useMutation({
    mutationFn: () => client.query({ ...flagQuery(base.key), staleTime: 0 }),
    onSuccess: (flag) => {
      forget();
      adopt(flag);
    },
  });
  const { name, description, definition, row_version } = base;
  return {
    save: () => {
      flip.reset();
      save.mutate(changed, { onSuccess: adopt, onError: refuse });
    },
    flip: (isOn: boolean) => {
      save.reset();
      const switched = { ...definition, is_enabled: isOn };
      flip.mutate({ name, description, definition: switched, row_version }, { onSuccess: rebase });
    },
    reload: () => reload.mutate(),
    discard: () => {
      forget();
      discard();
    },
    error: save.error ?? flip.error,
    isSaving: save.isPending,
    isSwitching: flip.isPending,
    isReloading: reload.isPending,
  };
}
