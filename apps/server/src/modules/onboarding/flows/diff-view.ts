import type { DiffView as DiffSchema } from '@stepwell/contract';
import { diffDefinitions } from '@stepwell/engine';
import type { z } from 'zod';
import type { StoredDefinition } from './repository.ts';

export type DiffView = z.input<typeof DiffSchema>;
type StepDiff = DiffView['steps'][number];
type FieldDiff = StepDiff['fields'][number];
type Change = { readonly before: FieldDiff['before']; readonly after: FieldDiff['after'] };

/** What differs, with the values on both sides: steps in the order of the newer definition, removed ones at the end. */
export function diffView(from: StoredDefinition, to: StoredDefinition): Omit<DiffView, 'from' | 'to'> {
  const diff = diffDefinitions(from, to);
  return {
    steps: stepDiffs(from, to, diff),
    gates: gateDiffs(from, to, diff.gates),
    other: [
      ...fieldDiffs(from, to, diff.texts),
      ...fieldDiffs(from.targeting, to.targeting, diff.targeting, 'targeting/'),
      ...fieldDiffs(from.theme ?? {}, to.theme ?? {}, diff.theme, 'theme/'),
    ],
  };
}

type Diff = ReturnType<typeof diffDefinitions>;

function stepDiffs(from: StoredDefinition, to: StoredDefinition, { steps }: Diff): StepDiff[] {
  const moved = movedKeys(keysOf(from), keysOf(to));
  const present = to.steps.flatMap((step): StepDiff[] => {
    if (steps.added.includes(step.key)) return [{ key: step.key, change: 'added', compatible: true, fields: [] }];
    const change = steps.changed.find((candidate) => candidate.key === step.key);
    const position = moved.has(step.key) ? [positionOf(step.key, from, to)] : [];
    const before = from.steps.find((candidate) => candidate.key === step.key) ?? {};
    const fields = [...fieldDiffs(before, step, change?.fields ?? []), ...position];
    if (fields.length === 0) return [];
    return [{ key: step.key, change: change ? 'changed' : 'moved', compatible: change?.compatible ?? true, fields }];
  });
  const removed = steps.removed.map((key): StepDiff => ({ key, change: 'removed', compatible: false, fields: [] }));
  return [...present, ...removed];
}

function gateDiffs(from: StoredDefinition, to: StoredDefinition, gates: Diff['gates']): DiffView['gates'] {
  const gate = (definition: StoredDefinition, capability: string): FieldDiff['before'] =>
    json(definition.gates.find((candidate) => candidate.capability === capability));
  const both = (capability: string): Change => ({ before: gate(from, capability), after: gate(to, capability) });
  return [
    ...gates.added.map((capability) => ({ capability, change: 'added' as const, ...both(capability) })),
    ...gates.changed.map(({ capability }) => ({ capability, change: 'changed' as const, ...both(capability) })),
    ...gates.removed.map((capability) => ({ capability, change: 'removed' as const, ...both(capability) })),
  ];
}

function fieldDiffs(before: object, after: object, names: readonly string[], prefix = ''): FieldDiff[] {
  const [old, recent]: Record<string, unknown>[] = [{ ...before }, { ...after }];
  return names.map((name) => ({ path: prefix + name, before: json(old?.[name]), after: json(recent?.[name]) }));
}

function positionOf(key: string, from: StoredDefinition, to: StoredDefinition): FieldDiff {
  return { path: 'position', before: keysOf(from).indexOf(key), after: keysOf(to).indexOf(key) };
}

/** The fewest keys that explain the new order: those outside a longest run that kept its order. */
function movedKeys(before: readonly string[], after: readonly string[]): ReadonlySet<string> {
  const common = after.filter((key) => before.includes(key));
  const longest: string[][] = [];
  for (const key of common) {
    const place = before.indexOf(key);
    const earlier = longest.filter((run) => before.indexOf(run.at(-1) ?? '') < place);
    const best = earlier.reduce<string[]>((found, run) => (run.length > found.length ? run : found), []);
    longest.push([...best, key]);
  }
  const kept = new Set(longest.reduce<string[]>((found, run) => (run.length > found.length ? run : found), []));
  return new Set(common.filter((key) => !kept.has(key)));
}

function keysOf(definition: StoredDefinition): string[] {
  return definition.steps.map((step) => step.key);
}

/** Definitions hold nothing but JSON; an absent member is shown as null. */
function json(value: unknown): FieldDiff['before'] {
  return (value ?? null) as FieldDiff['before'];
}
