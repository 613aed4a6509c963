import type { FlowDefinition } from '@stepwell/engine';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { nowMs } from '../../../../lib/clock.ts';
import { isPassing, isProblem } from '../../../../lib/refusal.ts';
import type { Draft } from '../flow-queries.ts';
import { createAutosave, type SaveState } from './autosave.ts';
import { type History, record, redo, startHistory, undo } from './history.ts';

export interface DraftState {
  history: History<FlowDefinition>;
  save: SaveState;
  /** Of what the server has. */
  rowVersion: number;
  /** @param mark names the place that is typed in, so that it is undone as one; see {@link record} */
  edit: (change: (flow: FlowDefinition) => FlowDefinition, mark?: string) => void;
  undo: () => void;
  redo: () => void;
  /** Saves what is not saved yet and gives the row version; rejects when it could not be. */
  flush: () => Promise<number>;
  keepMine: (rowVersion: number) => void;
  /** Takes what the server has in place of what is here. */
  adopt: (draft: Pick<Draft, 'definition' | 'row_version'>) => void;
  /** Called when nobody looks at the draft any more. */
  leave: () => void;
}

export type DraftStore = StoreApi<DraftState>;
type SaveDraft = (definition: FlowDefinition, rowVersion: number) => Promise<number>;

/** The draft of one flow as it is being edited: what can be undone, and how far the server has it. */
export function createDraftStore(draft: Pick<Draft, 'definition' | 'row_version'>, save: SaveDraft): DraftStore {
  return createStore<DraftState>((set, get) => {
    const autosave = createAutosave<FlowDefinition>({
      rowVersion: draft.row_version,
      save,
      staleVersion,
      isPassing,
      onState: (state, rowVersion) => set({ save: state, rowVersion }),
    });
    const take = (history: History<FlowDefinition>) => {
      if (history === get().history) return;
      set({ history });
      autosave.change(history.present);
    };
    return {
      history: startHistory(draft.definition),
      save: { kind: 'saved' },
      rowVersion: draft.row_version,
      edit: (change, mark) => {
        const { history } = get();
        take(record(history, change(history.present), mark ?? null, nowMs()));
      },
      undo: () => take(undo(get().history)),
      redo: () => take(redo(get().history)),
      flush: autosave.flush,
      keepMine: autosave.keepMine,
      adopt: ({ definition, row_version }) => {
        autosave.adopt(row_version);
        set({ history: startHistory(definition) });
      },
      leave: () => {
        // What cannot be saved now is lost; the page warned while it was there.
        autosave.flush().catch(() => autosave.pause());
      },
    };
  });
}

function staleVersion(error: unknown): number | null {
  if (!isProblem(error, 409) || error.problem.code !== 'row_version_stale') return null;
  const { row_version: version } = error.problem.details ?? {};
  return typeof version === 'number' ? version : null;
}
