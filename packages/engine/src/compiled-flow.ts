import type { FlowDefinition, GateDefinition, StepDefinition } from './definition.ts';

/** A definition with its indexes, made once per version and read by every rule. Never changed after it is made. */
export type CompiledFlow = {
  readonly definition: FlowDefinition;
  /** The steps in the order people see them. */
  readonly steps: readonly StepDefinition[];
  readonly stepsByKey: ReadonlyMap<string, StepDefinition>;
  /** Every step key after all of its prerequisites; among equals, the definition's order. */
  readonly topologicalOrder: readonly string[];
  /** The steps that name this step as a prerequisite, in the definition's order. */
  readonly dependents: ReadonlyMap<string, readonly string[]>;
  readonly gates: ReadonlyMap<string, GateDefinition>;
  readonly hasVisibilityRules: boolean;
};

/**
 * Compiles a definition that `checkDefinition` found free of problems.
 *
 * A version published under older checks must still load, so a flawed definition never throws: of two steps with one
 * key the first counts, a prerequisite that names no step counts as met, and the steps of a cycle stay blocked.
 */
export function compileFlow(definition: FlowDefinition): CompiledFlow {
  const stepsByKey = firstByKey(definition.steps, (step) => step.key);
  const steps = [...stepsByKey.values()];
  const dependents = dependentsOf(steps);
  return {
    definition,
    steps,
    stepsByKey,
    topologicalOrder: topologicalOrder(steps, dependents),
    dependents,
    gates: firstByKey(definition.gates, (gate) => gate.capability),
    hasVisibilityRules: steps.some((step) => step.visible_if !== undefined),
  };
}

function firstByKey<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item> {
  const byKey = new Map<string, Item>();
  for (const item of items) {
    if (!byKey.has(keyOf(item))) byKey.set(keyOf(item), item);
  }
  return byKey;
}

function dependentsOf(steps: readonly StepDefinition[]): Map<string, string[]> {
  const dependents = new Map<string, string[]>(steps.map((step) => [step.key, []]));
  for (const step of steps) {
    for (const prerequisite of new Set(step.requires)) dependents.get(prerequisite)?.push(step.key);
  }
  return dependents;
}

function topologicalOrder(
  steps: readonly StepDefinition[],
  dependents: ReadonlyMap<string, readonly string[]>,
): string[] {
  const waitingFor = new Map(
    steps.map((step) => [step.key, [...new Set(step.requires)].filter((key) => dependents.has(key)).length]),
  );
  const order: string[] = [];
  let open = steps.map((step) => step.key);
  for (;;) {
    const next = open.find((key) => waitingFor.get(key) === 0);
    // What is left here can only be the steps of a cycle and those behind it.
    if (next === undefined) return [...order, ...open];
    order.push(next);
    open = open.filter((key) => key !== next);
    for (const dependent of dependents.get(next) ?? []) {
      waitingFor.set(dependent, (waitingFor.get(dependent) ?? 0) - 1);
    }
  }
}
