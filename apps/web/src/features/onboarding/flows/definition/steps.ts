import type { FlowDefinition, GateDefinition, Rule, StepDefinition } from '@stepwell/engine';
import { freeKey, keyFrom } from './keys.ts';
import { inserted, moved, removed, replaced } from './order.ts';
import { type AvailableKind, withKind } from './step-kinds.ts';

export interface NewStep {
  kind: AvailableKind;
  title: string;
  locale: string;
}

/** A step of the kind with a key made from its title that no step of the flow has. */
export function newStep({ kind, title, locale }: NewStep, { steps, default_locale }: FlowDefinition): StepDefinition {
  const taken = steps.map((step) => step.key);
  const blank: StepDefinition = {
    key: freeKey(keyFrom(title) || kind, taken),
    kind: 'task',
    title: { [default_locale]: title, [locale]: title },
    required: true,
    skippable: false,
    weight: 10,
    estimated_minutes: 2,
    roles: [],
    markets: ['*'],
    requires: [],
  };
  return withKind(blank, kind);
}

function withSteps(flow: FlowDefinition, steps: readonly StepDefinition[]): FlowDefinition {
  return steps === flow.steps ? flow : { ...flow, steps };
}

export function changeStep(flow: FlowDefinition, at: number, step: StepDefinition): FlowDefinition {
  return withSteps(flow, replaced(flow.steps, at, step));
}

export function insertStep(flow: FlowDefinition, at: number, step: StepDefinition): FlowDefinition {
  return withSteps(flow, inserted(flow.steps, at, step));
}

export function moveStep(flow: FlowDefinition, from: number, to: number): FlowDefinition {
  return withSteps(flow, moved(flow.steps, from, to));
}

/** A copy right below, under a key of its own. */
export function duplicateStep(flow: FlowDefinition, at: number): FlowDefinition {
  const step = flow.steps[at];
  if (!step) return flow;
  const taken = flow.steps.map((other) => other.key);
  return insertStep(flow, at + 1, { ...step, key: freeKey(step.key, taken) });
}

export interface StepReferences {
  /** Keys of the steps that require it. */
  requiredBy: string[];
  /** Capabilities of the gates that name it. */
  gates: string[];
  /** Keys of the steps whose visibility hangs on its answers. */
  rules: string[];
}

export function referencesTo(flow: FlowDefinition, key: string): StepReferences {
  return {
    requiredBy: flow.steps.filter((step) => step.requires.includes(key)).map((step) => step.key),
    gates: flow.gates.filter((gate) => waysOf(gate).flat().includes(key)).map((gate) => gate.capability),
    rules: flow.steps
      .filter((step) => step.visible_if && factsIn(step.visible_if).some((fact) => isAnswerOf(fact, key)))
      .map((step) => step.key),
  };
}

/** Takes a step out of the flow, out of prerequisites and out of gates. Rules that ask for its answers are left to be mended. */
export function removeStep(flow: FlowDefinition, at: number): FlowDefinition {
  const step = flow.steps[at];
  if (!step) return flow;
  const steps = removed(flow.steps, at);
  // Of two steps with one key the other still answers to the name.
  if (steps.some((other) => other.key === step.key)) return { ...flow, steps };
  const without = (keys: readonly string[]) => keys.filter((key) => key !== step.key);
  return {
    ...flow,
    steps: steps.map((other) => ({ ...other, requires: without(other.requires) })),
    gates: flow.gates.map((gate) => mapWays(gate, without)),
  };
}

/** Gives a step another key, and follows it in prerequisites, gates and rules. */
export function renameStep(flow: FlowDefinition, at: number, key: string): FlowDefinition {
  const old = flow.steps[at]?.key;
  if (old === undefined || old === key) return flow;
  const rename = (name: string) => (name === old ? key : name);
  const renameFact = (fact: string) => (isAnswerOf(fact, old) ? `answers.${key}${fact.slice(8 + old.length)}` : fact);
  const steps = flow.steps.map((step, index) => ({
    ...step,
    key: index === at ? key : step.key,
    requires: step.requires.map(rename),
    ...(step.visible_if ? { visible_if: mapFacts(step.visible_if, renameFact) } : {}),
  }));
  return { ...flow, steps, gates: flow.gates.map((gate) => mapWays(gate, (keys) => keys.map(rename))) };
}

function waysOf(gate: GateDefinition): (readonly string[])[] {
  return [gate.steps, ...(gate.alternatives ?? [])];
}

/** An alternative that loses its last step goes: the contract stores none that is empty. */
function mapWays(gate: GateDefinition, map: (keys: readonly string[]) => readonly string[]): GateDefinition {
  const { alternatives, ...rest } = gate;
  const kept = alternatives?.map(map).filter((way) => way.length > 0);
  return { ...rest, steps: map(gate.steps), ...(kept?.length ? { alternatives: kept } : {}) };
}

function isAnswerOf(fact: string, key: string): boolean {
  return fact.startsWith(`answers.${key}.`);
}

function factsIn(rule: Rule): string[] {
  if ('all' in rule) return rule.all.flatMap(factsIn);
  if ('any' in rule) return rule.any.flatMap(factsIn);
  return 'not' in rule ? factsIn(rule.not) : [rule.fact];
}

function mapFacts(rule: Rule, map: (fact: string) => string): Rule {
  if ('all' in rule) return { all: rule.all.map((part) => mapFacts(part, map)) };
  if ('any' in rule) return { any: rule.any.map((part) => mapFacts(part, map)) };
  if ('not' in rule) return { not: mapFacts(rule.not, map) };
  return { ...rule, fact: map(rule.fact) };
}
