import { diffDefinitions, type FlowDefinition } from '@stepwell/engine';

/** How a step of the draft stands to what was published; `incompatible` means that work done on it does not carry over. */
export type StepMark = 'new' | 'changed' | 'incompatible';

/** The marks by step key. Steps that are as they were published have none. */
export function stepMarks(published: FlowDefinition | undefined, draft: FlowDefinition): ReadonlyMap<string, StepMark> {
  if (!published) return new Map();
  const { added, changed } = diffDefinitions(published, draft).steps;
  return new Map([
    ...added.map((key): [string, StepMark] => [key, 'new']),
    ...changed.map(({ key, compatible }): [string, StepMark] => [key, compatible ? 'changed' : 'incompatible']),
  ]);
}
