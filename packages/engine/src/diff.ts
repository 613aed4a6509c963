import { incompatibilities } from './compatibility.ts';
import type { FlowDefinition, GateDefinition, StepDefinition } from './definition.ts';
import { sameJson } from './same-json.ts';

export type StepChange = {
  readonly key: string;
  /** The members of the step that differ, e.g. `title`, `fields`. */
  readonly fields: readonly string[];
  /** Whether work done on the old step stands for the new one. */
  readonly compatible: boolean;
  /** What makes it incompatible, e.g. `fields/iban`, `document/version`; empty when compatible. */
  readonly incompatibilities: readonly string[];
};

export type GateChange = { readonly capability: string; readonly fields: readonly string[] };

/** Keys are in the order of the newer definition, removed ones in that of the older. */
export type DefinitionDiff = {
  readonly steps: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly changed: readonly StepChange[];
    /** The steps both have come in another order. */
    readonly reordered: boolean;
  };
  readonly gates: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly changed: readonly GateChange[];
  };
  /** What differs of `title`, `description`, `default_locale`, `locales`. */
  readonly texts: readonly string[];
  /** What differs of `markets`, `roles`, `rule`. */
  readonly targeting: readonly string[];
  /** What differs of `accent`, `logo_url`, `radius`. */
  readonly theme: readonly string[];
  readonly isEmpty: boolean;
};

/** What publishing `to` over `from` would change. */
export function diffDefinitions(from: FlowDefinition, to: FlowDefinition): DefinitionDiff {
  const steps = diffSteps(from.steps, to.steps);
  const gates = diffGates(from.gates, to.gates);
  const texts = changedMembers(textsOf(from), textsOf(to));
  const targeting = changedMembers(from.targeting, to.targeting);
  const theme = changedMembers(from.theme ?? {}, to.theme ?? {});
  const lists = [steps.added, steps.removed, steps.changed, gates.added, gates.removed, gates.changed];
  const isEmpty = !steps.reordered && [...lists, texts, targeting, theme].every((list) => list.length === 0);
  return { steps, gates, texts, targeting, theme, isEmpty };
}

/** The names of the members in which two objects differ, sorted. */
function changedMembers(before: object, after: object): string[] {
  const [old, recent]: Record<string, unknown>[] = [{ ...before }, { ...after }];
  const names = new Set([...Object.keys({ ...old }), ...Object.keys({ ...recent })]);
  return [...names].filter((name) => !sameJson(old?.[name], recent?.[name])).sort();
}

function diffSteps(before: readonly StepDefinition[], after: readonly StepDefinition[]): DefinitionDiff['steps'] {
  const pairs = pairUp(before, after, (step) => step.key);
  const changed = pairs.common.flatMap(([old, recent]) => stepChange(old, recent) ?? []);
  return { added: pairs.added, removed: pairs.removed, changed, reordered: pairs.reordered };
}

function stepChange(before: StepDefinition, after: StepDefinition): StepChange | null {
  const fields = changedMembers(before, after);
  if (fields.length === 0) return null;
  const reasons = incompatibilities(before, after);
  return { key: after.key, fields, compatible: reasons.length === 0, incompatibilities: reasons };
}

function diffGates(before: readonly GateDefinition[], after: readonly GateDefinition[]): DefinitionDiff['gates'] {
  const pairs = pairUp(before, after, (gate) => gate.capability);
  const changed = pairs.common
    .map(([old, recent]) => ({ capability: recent.capability, fields: changedMembers(old, recent) }))
    .filter((change) => change.fields.length > 0);
  return { added: pairs.added, removed: pairs.removed, changed };
}

function pairUp<Item>(before: readonly Item[], after: readonly Item[], keyOf: (item: Item) => string) {
  const old = new Map(before.map((item) => [keyOf(item), item]));
  const kept = new Set(after.map(keyOf));
  const common = after.flatMap((item): [Item, Item][] => {
    const earlier = old.get(keyOf(item));
    return earlier === undefined ? [] : [[earlier, item]];
  });
  const order = before.map(keyOf).filter((key) => kept.has(key));
  return {
    common,
    added: after.map(keyOf).filter((key) => !old.has(key)),
    removed: before.map(keyOf).filter((key) => !kept.has(key)),
    reordered: common.some(([, item], index) => keyOf(item) !== order[index]),
  };
}

function textsOf({ title, description, default_locale, locales }: FlowDefinition): object {
  return { title, description, default_locale, locales };
}
