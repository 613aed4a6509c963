import { own } from '../same-json.ts';
import type { FlagAnswer, FlagContext, FlagDefinition, FlagReason, FlagResult } from './flag.ts';
import { murmur3 } from './murmur3.ts';

/** A flag ready to be evaluated, made once per change. */
export type CompiledFlag = {
  /** Never throws, and allocates nothing where ids are ASCII: every answer was made when the flag was compiled. */
  readonly evaluate: (context: FlagContext) => FlagResult;
};

type Evaluate = CompiledFlag['evaluate'];
type Condition = (context: FlagContext) => boolean;
type Choose = (id: string) => FlagAnswer;

const HASHES = 2 ** 32;
const BUCKETS = 10_000;
const ROLLOUT_SEED = 0;
/** Another seed than the rollout's: who is inside says nothing about which variant they get. */
const VARIANT_SEED = 0x9e_37_79_b9;
const KEY_MISSING: FlagResult = Object.freeze({ error: 'TARGETING_KEY_MISSING' });

/**
 * Compiles a definition that `checkFlag` found free of problems. Asked in this order: is the flag disabled, is the id a
 * target, do market, plan and role fit, is the id's bucket within the percentage, which variant does it get.
 *
 * The bucket is `murmur3(key:id)` scaled to 0–9,999, so raising the percentage takes nobody away; the variant comes from
 * the same text under another seed, so the percentage changes nobody's variant. A missing id is a failure only where the
 * id decides: nobody without one is a target. A flawed definition never throws: a variant that does not exist has the
 * value null, of two targets with one id the first counts, and a flag that serves nothing, or by weights of 0, is off.
 *
 * @example compileFlag('new_editor', definition).evaluate({ targetingKey: 'user-1', market: 'FR' })
 */
export function compileFlag(key: string, definition: FlagDefinition): CompiledFlag {
  if (!definition.is_enabled) return { evaluate: always(answer(definition, definition.off_variant, 'DISABLED')) };
  const off = answer(definition, definition.off_variant, 'DEFAULT');
  const conditions = conditionsOf(definition);
  const inside = rollout(key, definition, conditions.length > 0);
  return { evaluate: targeted(definition, narrowed(conditions, inside, off)) };
}

function answer(definition: FlagDefinition, variant: string, reason: FlagReason): FlagAnswer {
  return Object.freeze({ value: own(definition.variants, variant) ?? null, variant, reason });
}

function always(result: FlagAnswer): () => FlagAnswer {
  return () => result;
}

function targeted(definition: FlagDefinition, otherwise: Evaluate): Evaluate {
  const answers = new Map<string, FlagAnswer>();
  for (const { variant, ids } of definition.targets) {
    const match = answer(definition, variant, 'TARGETING_MATCH');
    for (const id of ids) if (!answers.has(id)) answers.set(id, match);
  }
  if (answers.size === 0) return otherwise;
  return (context) => (context.targetingKey && answers.get(context.targetingKey)) || otherwise(context);
}

function conditionsOf({ markets, plans, roles }: FlagDefinition): Condition[] {
  const [inMarket, onPlan, inRole] = [new Set(markets), new Set(plans), new Set(roles)];
  return [
    ...(inMarket.has('*') ? [] : [({ market }: FlagContext) => market !== undefined && inMarket.has(market)]),
    ...(onPlan.size === 0 ? [] : [({ plan }: FlagContext) => plan !== undefined && onPlan.has(plan)]),
    ...(inRole.size === 0 ? [] : [({ role }: FlagContext) => role !== undefined && inRole.has(role)]),
  ];
}

function narrowed(conditions: Condition[], inside: Evaluate, off: FlagAnswer): Evaluate {
  return conditions.reduceRight<Evaluate>((next, isMet) => (context) => (isMet(context) ? next(context) : off), inside);
}

/** What those get whom the flag is for: by their id where the percentage or the weights let it decide. */
function rollout(key: string, definition: FlagDefinition, isNarrowed: boolean): Evaluate {
  const { off_variant: offVariant, percentage, serve } = definition;
  const [variant, ...others] = new Set(serve.map((share) => share.variant));
  const included = Math.round((percentage * BUCKETS) / 100);
  if (included <= 0 || variant === undefined) return always(answer(definition, offVariant, 'DEFAULT'));
  const isSplit = included < BUCKETS || others.length > 0;
  if (!isSplit) return always(answer(definition, variant, isNarrowed ? 'TARGETING_MATCH' : 'STATIC'));
  const outside = answer(definition, offVariant, 'SPLIT');
  const choose = others.length > 0 ? division(key, definition, outside) : always(answer(definition, variant, 'SPLIT'));
  return byId(included < BUCKETS ? portion(key, included, choose, outside) : choose);
}

function byId(choose: Choose): Evaluate {
  return ({ targetingKey }) => (targetingKey ? choose(targetingKey) : KEY_MISSING);
}

function portion(key: string, included: number, inside: Choose, outside: FlagAnswer): Choose {
  const hash = murmur3(`${key}:`, ROLLOUT_SEED);
  return (id) => (Math.floor((hash(id) * BUCKETS) / HASHES) < included ? inside(id) : outside);
}

/** Each variant takes its share of the hashes, in the order of the definition. */
function division(key: string, definition: FlagDefinition, otherwise: FlagAnswer): Choose {
  const { serve } = definition;
  const hash = murmur3(`${key}:`, VARIANT_SEED);
  const total = serve.reduce((sum, { weight }) => sum + weight, 0);
  let taken = 0;
  const shares = serve.map(({ variant, weight }) => {
    taken += weight;
    return { end: (taken / total) * HASHES, answer: answer(definition, variant, 'SPLIT') };
  });
  return (id) => {
    const place = hash(id);
    for (const share of shares) if (place < share.end) return share.answer;
    return otherwise;
  };
}
