import { MARKETS } from '../markets.ts';
import type { Json } from '../definition.ts';
import { repeatedKeys } from '../definition-problem.ts';
import { sameJson } from '../same-json.ts';
import type { FlagDefinition, FlagKind } from './flag.ts';

/** Every code of a flag's problem. */
export const FLAG_PROBLEM_CODES = [
  'too_few_variants',
  'too_many_variants',
  'boolean_variants',
  'wrong_kind',
  'variant_too_large',
  'unknown_variant',
  'id_in_two_targets',
  'duplicate_market',
  'invalid_market',
] as const;
export type FlagProblemCode = (typeof FLAG_PROBLEM_CODES)[number];

/** One thing that keeps a flag from being stored. */
export type FlagProblem = {
  readonly code: FlagProblemCode;
  /** Where: member names and list positions from the root, e.g. `targets/0/ids/3`. */
  readonly path: string;
  /** A sentence for the person who edits the flag. */
  readonly message: string;
  readonly details?: Readonly<Record<string, Json>>;
};

type ManyValued = Exclude<FlagKind, 'boolean'>;

const MIN_VARIANTS = 2;
const MAX_VARIANTS = 20;
const MAX_VARIANT_BYTES = 2_048;
const KIND_WORDS: Readonly<Record<ManyValued, string>> = {
  string: 'text',
  number: 'a number',
  json: 'an object, a list or null',
};

/**
 * Everything that keeps a definition of the right shape from being stored; empty when it may be.
 *
 * @example checkFlag(definition).map((problem) => `${problem.path}: ${problem.message}`)
 */
export function checkFlag(definition: FlagDefinition): FlagProblem[] {
  return [
    ...checkVariants(definition),
    ...checkNames(definition),
    ...checkTargets(definition),
    ...checkMarkets(definition),
  ];
}

function checkVariants({ kind, variants }: FlagDefinition): FlagProblem[] {
  if (kind === 'boolean') return checkBoolean(variants);
  const all = Object.entries(variants);
  return [...checkCount(all.length), ...all.flatMap(([name, value]) => checkValue(kind, name, value))];
}

function checkCount(count: number): FlagProblem[] {
  const path = 'variants';
  if (count < MIN_VARIANTS) {
    const message = `A flag needs at least ${MIN_VARIANTS} variants.`;
    return [{ code: 'too_few_variants', path, message, details: { count, minimum: MIN_VARIANTS } }];
  }
  if (count <= MAX_VARIANTS) return [];
  const message = `The flag has ${count} variants; ${MAX_VARIANTS} is the most.`;
  return [{ code: 'too_many_variants', path, message, details: { count, limit: MAX_VARIANTS } }];
}

function checkBoolean(variants: FlagDefinition['variants']): FlagProblem[] {
  if (sameJson(variants, { on: true, off: false })) return [];
  const message = 'A boolean flag has exactly the variants on (true) and off (false).';
  return [{ code: 'boolean_variants', path: 'variants', message }];
}

function checkValue(kind: ManyValued, name: string, value: Json): FlagProblem[] {
  const path = `variants/${name}`;
  const problems: FlagProblem[] = [];
  if (typeof value !== (kind === 'json' ? 'object' : kind)) {
    const message = `The value of ${name} must be ${KIND_WORDS[kind]}.`;
    problems.push({ code: 'wrong_kind', path, message, details: { kind } });
  }
  const bytes = new TextEncoder().encode(JSON.stringify(value)).length;
  if (bytes > MAX_VARIANT_BYTES) {
    const message = `The value of ${name} is ${bytes} bytes of JSON; ${MAX_VARIANT_BYTES} is the most.`;
    problems.push({ code: 'variant_too_large', path, message, details: { bytes, limit: MAX_VARIANT_BYTES } });
  }
  return problems;
}

function checkNames(definition: FlagDefinition): FlagProblem[] {
  const named = [
    { variant: definition.off_variant, path: 'off_variant' },
    ...definition.targets.map(({ variant }, index) => ({ variant, path: `targets/${index}/variant` })),
    ...definition.serve.map(({ variant }, index) => ({ variant, path: `serve/${index}/variant` })),
  ];
  return named.flatMap(({ variant, path }): FlagProblem[] => {
    if (Object.hasOwn(definition.variants, variant)) return [];
    const message = `The flag has no variant ${variant}.`;
    return [{ code: 'unknown_variant', path, message, details: { variant } }];
  });
}

/** An id may stand twice in one target, which says the same thing twice, but not in two. */
function checkTargets({ targets }: FlagDefinition): FlagProblem[] {
  const targetOf = new Map<string, number>();
  return targets.flatMap(({ ids }, target) =>
    ids.flatMap((id, index): FlagProblem[] => {
      const first = targetOf.get(id) ?? target;
      targetOf.set(id, first);
      if (first === target) return [];
      const message = `${id} is in two targets.`;
      return [{ code: 'id_in_two_targets', path: `targets/${target}/ids/${index}`, message, details: { id, first } }];
    }),
  );
}

function checkMarkets({ markets }: FlagDefinition): FlagProblem[] {
  const repeated = repeatedKeys(markets).map(({ key, index }): FlagProblem => {
    const message = `The market ${key} is named twice.`;
    return { code: 'duplicate_market', path: `markets/${index}`, message, details: { market: key } };
  });
  const unknown = markets.flatMap((market, index): FlagProblem[] => {
    if (market === '*' || MARKETS.has(market)) return [];
    const message = `${market} is not an ISO 3166-1 alpha-2 code.`;
    return [{ code: 'invalid_market', path: `markets/${index}`, message, details: { market } }];
  });
  return [...repeated, ...unknown];
}
