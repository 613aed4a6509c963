import { PUBLISHABLE_KINDS, STEP_KINDS, type StepDefinition, type StepKind } from '@stepwell/engine';

/** Kinds that can be chosen today. */
export type AvailableKind = 'info' | 'form' | 'terms' | 'task' | 'external';

export const AVAILABLE_KINDS = STEP_KINDS.filter(isAvailable);
export const COMING_KINDS = STEP_KINDS.filter((kind) => !isAvailable(kind));

export function isAvailable(kind: StepKind): kind is AvailableKind {
  return PUBLISHABLE_KINDS.includes(kind);
}

type StepHead = Omit<Extract<StepDefinition, { kind: 'task' }>, 'kind'>;

/** The members that every kind has. */
function headOf(step: StepDefinition): StepHead {
  const { key, title, help, required, skippable, weight, estimated_minutes } = step;
  const { roles, markets, requires, visible_if, review } = step;
  const head = { key, title, required, skippable, weight, estimated_minutes, roles, markets, requires };
  return {
    ...head,
    ...(help === undefined ? {} : { help }),
    ...(visible_if === undefined ? {} : { visible_if }),
    ...(review === undefined ? {} : { review }),
  };
}

/**
 * The step as one of another kind: what every kind has stays, what only the old one had goes. A kind's own members
 * start in the least form that the contract stores, so that the draft can be saved at once.
 */
export function withKind(step: StepDefinition, kind: AvailableKind): StepDefinition {
  if (step.kind === kind) return step;
  const head = headOf(step);
  switch (kind) {
    case 'info':
      return { ...head, kind, body: {} };
    case 'form':
      return { ...head, kind, fields: [] };
    case 'terms':
      return { ...head, kind, document: { version: '1', body: {} } };
    case 'external':
      return { ...head, kind, source: 'partner' };
    case 'task':
      return { ...head, kind };
  }
}
