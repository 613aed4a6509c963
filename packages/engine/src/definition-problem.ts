import type { Json } from './definition.ts';

/** Every code of a problem. */
export const PROBLEM_CODES = [
  'invalid_shape',
  'empty_flow',
  'too_many_steps',
  'unknown_kind',
  'kind_not_available',
  'duplicate_step_key',
  'invalid_step_key',
  'unknown_prerequisite',
  'prerequisite_cycle',
  'required_step_skippable',
  'invalid_weight',
  'invalid_minutes',
  'missing_text',
  'unknown_locale',
  'invalid_locale',
  'invalid_market',
  'invalid_link',
  'external_without_source',
  'terms_without_version',
  'form_without_fields',
  'duplicate_field_key',
  'invalid_field_key',
  'invalid_field_schema',
  'gate_unknown_step',
  'gate_without_steps',
  'duplicate_capability',
  'invalid_capability',
  'invalid_deadline',
  'invalid_rule',
  'rule_unknown_fact',
  'rule_own_answers',
  'rule_invalid_value',
  'rule_too_deep',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** One thing that keeps a definition from being published. */
export type DefinitionProblem = {
  readonly code: ProblemCode;
  /** Where: member names and list positions from the root, e.g. `steps/3/requires/0`. */
  readonly path: string;
  /** A sentence for the person who edits the flow. */
  readonly message: string;
  readonly details?: Readonly<Record<string, Json>>;
};

/** A problem with its details left out when there are none. */
export function problem(
  code: ProblemCode,
  path: string,
  message: string,
  details?: Readonly<Record<string, Json>>,
): DefinitionProblem {
  return details ? { code, path, message, details } : { code, path, message };
}

/** The positions of items whose key came up before, with that key. */
export function repeatedKeys(keys: readonly string[]): { readonly key: string; readonly index: number }[] {
  return keys.map((key, index) => ({ key, index })).filter(({ key, index }) => keys.indexOf(key) !== index);
}
