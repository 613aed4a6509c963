import type { DefinitionProblem, FlowDefinition } from '@stepwell/engine';
import { createContext, use } from 'react';
import type { Place } from '../definition/places.ts';
import type { StepMark } from '../definition/published-changes.ts';

export type Edit = (change: (flow: FlowDefinition) => FlowDefinition, mark?: string) => void;

export interface Editor {
  flow: FlowDefinition;
  edit: Edit;
  readOnly: boolean;
  /** The language that is being written. */
  locale: string;
  chooseLocale: (locale: string) => void;
  place: Place;
  select: (place: Place) => void;
  /** Shows the place of a problem and puts the focus there. */
  goTo: (problem: DefinitionProblem) => void;
  /** Puts the focus on the control that edits a path, once it is drawn. */
  focusAt: (path: string) => void;
  problems: readonly DefinitionProblem[];
  /** The version that the draft goes back to; undefined before the first publication. */
  published: FlowDefinition | undefined;
  marks: ReadonlyMap<string, StepMark>;
}

export const EditorContext = createContext<Editor | null>(null);

export function useEditor(): Editor {
  const editor = use(EditorContext);
  if (!editor) throw new Error('There is no editor here.');
  return editor;
}
