import type { FlagKind } from '../new-definition.ts';
import { type FlagDraft, idsOf, numberOf, type VariantDraft } from './draft.ts';
import { readValue } from './values.ts';

/** What of a draft cannot be sent, by where it stands. */
export interface DraftProblem {
  /** `percentage`, `variant/v0/name` …; see {@link partAt}. */
  place: string;
  code: DraftProblemCode;
}

export type DraftProblemCode =
  | 'name_missing'
  | 'variant_name'
  | 'variant_name_taken'
  | 'number'
  | 'json'
  | 'json_value'
  | 'too_big'
  | 'weight'
  | 'nothing_served'
  | 'too_many_ids'
  | 'long_id'
  | 'id_twice'
  | 'percentage';

const VARIANT_NAME = /^[a-z0-9][a-z0-9_-]{0,62}$/;
const MAX_WEIGHT = 100_000;
const MAX_IDS = 1_000;
const MAX_ID_LENGTH = 200;

export function draftProblems(draft: FlagDraft, kind: FlagKind): DraftProblem[] {
  const { name, variants, percentage } = draft;
  const problems: DraftProblem[] = variants.flatMap((variant, index) =>
    variantProblems(variant, variants.slice(0, index), kind),
  );
  if (name.trim() === '') problems.unshift({ place: 'name', code: 'name_missing' });
  if (!isPercentage(percentage)) problems.push({ place: 'percentage', code: 'percentage' });
  if (!variants.some(({ weight }) => numberOf(weight) > 0)) problems.push({ place: 'serve', code: 'nothing_served' });
  return problems;
}

/** @param before those above it: the lower of two alike is the one to mend */
function variantProblems(variant: VariantDraft, before: readonly VariantDraft[], kind: FlagKind): DraftProblem[] {
  const { id, name, value } = variant;
  const read = readValue(kind, value);
  const found = {
    name: nameProblem(name, before),
    value: 'problem' in read ? read.problem : null,
    weight: isWeight(variant.weight) ? null : ('weight' as const),
    ids: idsProblem(idsOf(variant.ids), before),
  };
  return Object.entries(found).flatMap(([part, code]) => (code ? [{ place: `variant/${id}/${part}`, code }] : []));
}

function nameProblem(name: string, before: readonly VariantDraft[]): DraftProblemCode | null {
  if (!VARIANT_NAME.test(name)) return 'variant_name';
  return before.some((other) => other.name === name) ? 'variant_name_taken' : null;
}

function idsProblem(ids: readonly string[], before: readonly VariantDraft[]): DraftProblemCode | null {
  if (ids.length > MAX_IDS) return 'too_many_ids';
  if (ids.some((id) => id.length > MAX_ID_LENGTH)) return 'long_id';
  const taken = new Set(before.flatMap((other) => idsOf(other.ids)));
  return ids.some((id) => taken.has(id)) ? 'id_twice' : null;
}

function isWeight(text: string): boolean {
  const weight = numberOf(text);
  return Number.isInteger(weight) && weight >= 0 && weight <= MAX_WEIGHT;
}

/** 0 to 100, at most two decimals. */
function isPercentage(text: string): boolean {
  return /^\d{1,3}([.,]\d{1,2})?$/.test(text.trim()) && numberOf(text) <= 100;
}
