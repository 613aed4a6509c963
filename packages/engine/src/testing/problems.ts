import { checkDefinition } from '../check-definition.ts';
import type { FlowDefinition, StepDefinition } from '../definition.ts';
import { flow } from './flows.ts';

/** Code and place of every problem of a definition. */
export function problems(definition: unknown): [string, string][] {
  return checkDefinition(definition as FlowDefinition).map(({ code, path }) => [code, path]);
}

/** Code and place of every problem of a flow that is sound but for these steps. */
export function ofSteps(...steps: StepDefinition[]): [string, string][] {
  return problems(flow(steps));
}
