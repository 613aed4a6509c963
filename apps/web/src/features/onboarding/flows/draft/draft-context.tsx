import type { FlowDefinition } from '@stepwell/engine';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { type Draft, draftQuery, flowQuery, saveDraft } from '../flow-queries.ts';
import { createDraftStore, type DraftState, type DraftStore } from './draft-store.ts';

const DraftContext = createContext<DraftStore | null>(null);

/** Keeps the draft of one flow while its page is open, over all of its tabs. */
export function DraftProvider({ flowKey, draft, children }: { flowKey: string; draft: Draft; children: ReactNode }) {
  const client = useQueryClient();
  const [store] = useState(() =>
    createDraftStore(draft, async (definition, rowVersion) => {
      const saved = await saveDraft(flowKey, definition, rowVersion);
      client.setQueryData(draftQuery(flowKey).queryKey, saved);
      void client.invalidateQueries({ queryKey: flowQuery(flowKey).queryKey });
      return saved.row_version;
    }),
  );
  useAdoptedChanges(store, draft);
  useLeaveGuard(store);
  return <DraftContext value={store}>{children}</DraftContext>;
}

export function useDraftStore(): DraftStore {
  const store = use(DraftContext);
  if (!store) throw new Error('There is no draft here.');
  return store;
}

export function useDraft<Part>(select: (state: DraftState) => Part): Part {
  return useStore(useDraftStore(), select);
}

export function useFlowDefinition(): FlowDefinition {
  return useDraft((state) => state.history.present);
}

/** What somebody else saved comes in by itself while there is nothing here to lose. */
function useAdoptedChanges(store: DraftStore, draft: Draft) {
  useEffect(() => {
    const { rowVersion, save, adopt } = store.getState();
    if (draft.row_version > rowVersion && save.kind === 'saved') adopt(draft);
  }, [store, draft]);
}

function useLeaveGuard(store: DraftStore) {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (store.getState().save.kind !== 'saved') event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => {
      removeEventListener('beforeunload', warn);
      store.getState().leave();
    };
  }, [store]);
}
