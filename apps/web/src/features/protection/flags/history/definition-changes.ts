import type { FlagDefinition } from '@stepwell/contract';
import type { FlagValue } from '../draft/values.ts';

/** One thing that differs between two definitions. */
export type DefinitionChange =
  | { what: 'switched'; on: boolean }
  | { what: 'percentage'; before: number; after: number }
  | { what: 'markets' | 'plans' | 'roles'; added: string[]; removed: string[] }
  | { what: 'off'; before: string; after: string }
  | { what: 'serve'; before: FlagDefinition['serve']; after: FlagDefinition['serve'] }
  | { what: 'targets'; variant: string; added: number; removed: number }
  | { what: 'variant_added'; name: string; value: FlagValue }
  | { what: 'variant_removed'; name: string }
  | { what: 'variant_changed'; name: string; before: FlagValue; after: FlagValue };

/** What differs, in the order in which it matters; nothing where only the name or the description was changed. */
export function definitionChanges(before: FlagDefinition, after: FlagDefinition): DefinitionChange[] {
  return [
    ...(before.is_enabled === after.is_enabled ? [] : [{ what: 'switched' as const, on: after.is_enabled }]),
    ...(before.percentage === after.percentage
      ? []
      : [{ what: 'percentage' as const, before: before.percentage, after: after.percentage }]),
    ...(['markets', 'plans', 'roles'] as const).flatMap((what) => listChange(what, before[what], after[what])),
    ...targetChanges(before, after),
    ...variantChanges(before.variants, after.variants),
    ...(isSame(before.serve, after.serve)
      ? []
      : [{ what: 'serve' as const, before: before.serve, after: after.serve }]),
    ...(before.off_variant === after.off_variant
      ? []
      : [{ what: 'off' as const, before: before.off_variant, after: after.off_variant }]),
  ];
}

function listChange(
  what: 'markets' | 'plans' | 'roles',
  before: readonly string[],
  after: readonly string[],
): DefinitionChange[] {
  const { added, removed } = differenceOf(before, after);
  return added.length + removed.length === 0 ? [] : [{ what, added, removed }];
}

function targetChanges(before: FlagDefinition, after: FlagDefinition): DefinitionChange[] {
  const variants = new Set([...before.targets, ...after.targets].map(({ variant }) => variant));
  return [...variants].flatMap((variant) => {
    const { added, removed } = differenceOf(idsFor(before, variant), idsFor(after, variant));
    const isChanged = added.length + removed.length > 0;
    return isChanged ? [{ what: 'targets' as const, variant, added: added.length, removed: removed.length }] : [];
  });
}

function variantChanges(before: FlagDefinition['variants'], after: FlagDefinition['variants']): DefinitionChange[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name): DefinitionChange[] => {
    const [old, recent] = [before[name], after[name]];
    if (recent === undefined) return [{ what: 'variant_removed', name }];
    if (old === undefined) return [{ what: 'variant_added', name, value: recent }];
    return isSame(old, recent) ? [] : [{ what: 'variant_changed', name, before: old, after: recent }];
  });
}

function idsFor({ targets }: FlagDefinition, variant: string): string[] {
  return targets.filter((target) => target.variant === variant).flatMap(({ ids }) => ids);
}

function differenceOf(before: readonly string[], after: readonly string[]) {
  const [old, recent] = [new Set(before), new Set(after)];
  return { added: [...recent].filter((item) => !old.has(item)), removed: [...old].filter((item) => !recent.has(item)) };
}

function isSame(one: FlagValue, other: FlagValue): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

/** Members of objects in one order: the store does not keep the order in which they were written. */
function sorted(value: FlagValue): FlagValue {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).map(([name, part]): [string, FlagValue] => [name, sorted(part)]);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}
