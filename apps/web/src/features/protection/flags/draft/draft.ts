import type { FlagDefinition } from '@stepwell/contract';
import type { Flag } from '../flag-queries.ts';
import type { FlagKind } from '../new-definition.ts';
import { readValue, writeValue } from './values.ts';

/** A variant as it is being typed, with what is served of it and who always gets it. */
export interface VariantDraft {
  /** Known here alone, so that a new name takes everything along. */
  id: string;
  name: string;
  value: string;
  /** Empty or 0: it is not served. */
  weight: string;
  /** One id a line. */
  ids: string;
}

/** A flag as it is being typed. Whether it is switched on is not part of it: the switch takes effect at once. */
export interface FlagDraft {
  name: string;
  description: string;
  variants: readonly VariantDraft[];
  /** Id of a variant. */
  off: string;
  /** Empty: every market. */
  markets: readonly string[];
  plans: readonly string[];
  roles: readonly string[];
  percentage: string;
}

export function draftOf({
  name,
  description,
  definition,
}: Pick<Flag, 'name' | 'description' | 'definition'>): FlagDraft {
  const variants = orderedVariants(definition).map(
    (variant, index): VariantDraft => ({
      id: `v${index}`,
      name: variant,
      value: writeValue(definition.variants[variant] ?? null),
      weight: weightOf(definition, variant),
      ids: definition.targets
        .filter((target) => target.variant === variant)
        .flatMap(({ ids }) => ids)
        .join('\n'),
    }),
  );
  const { off_variant, markets, plans, roles, percentage } = definition;
  return {
    name,
    description: description ?? '',
    variants,
    off: variants.find((variant) => variant.name === off_variant)?.id ?? '',
    markets: markets.includes('*') ? [] : markets,
    plans,
    roles,
    percentage: String(percentage),
  };
}

/** The draft as a definition. Only one without problems gives one that the server takes. */
export function definitionOf(draft: FlagDraft, kind: FlagKind, isEnabled: boolean): FlagDefinition {
  const { variants, markets, plans, roles } = draft;
  return {
    kind,
    is_enabled: isEnabled,
    variants: Object.fromEntries(variants.map(({ name, value }) => [name, valueOr(kind, value)])),
    off_variant: variants.find(({ id }) => id === draft.off)?.name ?? '',
    targets: variants.flatMap(({ name, ids }) => targetOf(name, idsOf(ids))),
    markets: markets.length > 0 ? [...markets] : ['*'],
    plans: [...plans],
    roles: [...roles],
    percentage: numberOf(draft.percentage),
    serve: variants.flatMap(({ name, weight }) => servedOf(name, numberOf(weight))),
  };
}

/** The ids in a text, one a line, each once. */
export function idsOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ''))];
}

/** A number as it was typed; with a comma too. */
export function numberOf(text: string): number {
  return Number(text.trim().replace(',', '.'));
}

export function isSameDraft(one: FlagDraft, other: FlagDraft): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A further variant, under a name that is still free. */
export function withNewVariant(draft: FlagDraft, kind: FlagKind): FlagDraft {
  const taken = draft.variants.map(({ name }) => name);
  const known = draft.variants.map(({ id }) => id);
  let number = draft.variants.length + 1;
  while (taken.includes(`variant-${number}`) || known.includes(`n${number}`)) number += 1;
  const value = { boolean: 'false', string: '', number: '0', json: '{}' }[kind];
  const variant = { id: `n${number}`, name: `variant-${number}`, value, weight: '', ids: '' };
  return { ...draft, variants: [...draft.variants, variant] };
}

export function withVariant(draft: FlagDraft, id: string, change: Partial<VariantDraft>): FlagDraft {
  return { ...draft, variants: draft.variants.map((known) => (known.id === id ? { ...known, ...change } : known)) };
}

/** Those that are served first and in their order: who gets which of them depends on it. */
function orderedVariants({ serve, variants }: FlagDefinition): string[] {
  const served = serve.map(({ variant }) => variant).filter((variant) => Object.hasOwn(variants, variant));
  return [...new Set([...served, ...Object.keys(variants)])];
}

function weightOf({ serve }: FlagDefinition, variant: string): string {
  const weights = serve.filter((served) => served.variant === variant).map(({ weight }) => weight);
  return weights.length > 0 ? String(weights.reduce((sum, weight) => sum + weight, 0)) : '';
}

function valueOr(kind: FlagKind, text: string) {
  const read = readValue(kind, text);
  return 'value' in read ? read.value : null;
}

function targetOf(variant: string, ids: string[]) {
  return ids.length > 0 ? [{ variant, ids }] : [];
}

function servedOf(variant: string, weight: number) {
  return weight > 0 ? [{ variant, weight }] : [];
}
