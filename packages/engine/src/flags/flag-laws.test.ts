import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frozen } from '../testing/flows.ts';
import { RUNS } from '../testing/arbitraries.ts';
import { checkFlag } from './check-flag.ts';
import { compileFlag } from './compile-flag.ts';
import type { FlagAnswer, FlagContext, FlagDefinition, FlagResult } from './flag.ts';
import { colours, flag, population } from './testing/flags.ts';

const IDS = ['ada', 'grace', 'alan', 'edsger', 'barbara', 'Zoë', '李', '__proto__'];
const VARIANTS = ['control', 'red', 'blue'];
const MARKETS = ['FR', 'DE', 'US'];
const GROUPS = ['free', 'pro', 'owner'];
const PEOPLE = population(20_000);

const percentages = fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100);
const someOf = (names: readonly string[]) => fc.uniqueArray(fc.constantFrom(...names), { maxLength: names.length });
const serves = fc.array(
  fc.record({ variant: fc.constantFrom(...VARIANTS), weight: fc.integer({ min: 1, max: 100_000 }) }),
  {
    minLength: 1,
    maxLength: 4,
  },
);
/** Each id is in at most one target. */
const targetLists = fc
  .array(fc.option(fc.constantFrom(...VARIANTS), { nil: undefined }), { minLength: IDS.length, maxLength: IDS.length })
  .map((chosen) => VARIANTS.map((variant) => ({ variant, ids: IDS.filter((_, index) => chosen[index] === variant) })));
const definitions: fc.Arbitrary<FlagDefinition> = fc
  .record({
    is_enabled: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    off_variant: fc.constantFrom(...VARIANTS),
    targets: fc.oneof(fc.constant([]), targetLists),
    markets: fc.oneof(
      fc.constant(['*']),
      someOf(MARKETS).filter((markets) => markets.length > 0),
    ),
    plans: fc.oneof(fc.constant([]), someOf(GROUPS)),
    roles: fc.oneof(fc.constant([]), someOf(GROUPS)),
    percentage: fc.oneof(fc.constantFrom(0, 100), percentages),
    serve: serves,
  })
  .map(colours);
const contexts: fc.Arbitrary<FlagContext> = fc.record(
  {
    targetingKey: fc.oneof(fc.constantFrom(...IDS), fc.string()),
    market: fc.constantFrom(...MARKETS),
    plan: fc.constantFrom(...GROUPS),
    role: fc.constantFrom(...GROUPS),
  },
  { requiredKeys: [] },
);

/** What must be said without looking at a hash; null where a hash decides. */
function plainly(definition: FlagDefinition, context: FlagContext): string | null {
  const { off_variant: off, markets, plans, roles, percentage, serve } = definition;
  if (!definition.is_enabled) return `${off} DISABLED`;
  const target = definition.targets.find(({ ids }) => ids.includes(context.targetingKey ?? ''));
  if (target) return `${target.variant} TARGETING_MATCH`;
  const fits = (names: readonly string[], name = '') => names.length === 0 || names.includes(name);
  if (!markets.includes('*') && !fits(markets, context.market)) return `${off} DEFAULT`;
  if (!fits(plans, context.plan) || !fits(roles, context.role) || percentage === 0) return `${off} DEFAULT`;
  const isDivided = serve.some(({ variant }) => variant !== serve[0]?.variant);
  if (percentage < 100 || isDivided) return context.targetingKey ? null : 'TARGETING_KEY_MISSING';
  const isNarrowed = !markets.includes('*') || plans.length > 0 || roles.length > 0;
  return `${serve[0]?.variant} ${isNarrowed ? 'TARGETING_MATCH' : 'STATIC'}`;
}

function words(result: FlagResult): string {
  return 'error' in result ? result.error : `${result.variant} ${result.reason}`;
}

/** The variant of each person, by id. */
function variantsOf(key: string, definition: FlagDefinition): Map<string, string> {
  const { evaluate } = compileFlag(key, definition);
  return new Map(PEOPLE.map((targetingKey) => [targetingKey, (evaluate({ targetingKey }) as FlagAnswer).variant]));
}

function those(variants: ReadonlyMap<string, string>, wanted: string): Set<string> {
  return new Set([...variants].filter(([, variant]) => variant === wanted).map(([id]) => id));
}

/** How many of some are not among the others. */
function without(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
  return [...some].filter((id) => !others.has(id)).length;
}

/** Within four standard deviations of what a fair draw would give. */
function expectShare(found: number, of: number, share: number): void {
  const deviation = Math.sqrt(of * share * (1 - share));
  expect(Math.abs(found - of * share), `${found} of ${of}, and ${share} expected`).toBeLessThanOrEqual(4 * deviation);
}

describe('an evaluation', () => {
  it('Feature: flags, Property 2: what no hash decides is said by the order of the questions alone', () => {
    fc.assert(
      fc.property(definitions, contexts, (definition, context) => {
        const result = compileFlag('a_flag', definition).evaluate(context);
        const expected = plainly(definition, context);
        if (expected === null) {
          const { variant, reason } = result as FlagAnswer;
          expect(reason).toBe('SPLIT');
          expect([definition.off_variant, ...definition.serve.map((share) => share.variant)]).toContain(variant);
        } else {
          expect(words(result)).toBe(expected);
        }
      }),
      { ...RUNS, numRuns: 1_000 },
    );
  });

  it('Feature: flags, Property 3: the value is that of the variant, and the answer cannot be changed', () => {
    fc.assert(
      fc.property(definitions, contexts, (definition, context) => {
        const result = compileFlag('a_flag', definition).evaluate(context);
        expect(Object.isFrozen(result)).toBe(true);
        if (!('error' in result)) expect(result.value).toBe(definition.variants[result.variant]);
      }),
      RUNS,
    );
  });

  it('Feature: flags, Property 4: the same id gets the same answer, whoever is asked about in between', () => {
    fc.assert(
      fc.property(fc.string(), definitions, fc.array(contexts), (key, definition, many) => {
        const compiled = compileFlag(key, frozen(definition));
        const once = frozen(many).map((context) => compiled.evaluate(context));
        const again = many.toReversed().map((context) => compileFlag(key, definition).evaluate(context));
        expect(again.toReversed()).toEqual(once);
        expect(many.map((context) => compiled.evaluate(context))).toEqual(once);
      }),
      RUNS,
    );
  });

  it('Feature: flags, Property 5: adding a target changes the answer of that id alone', () => {
    fc.assert(
      fc.property(definitions, fc.constantFrom(...VARIANTS), fc.array(contexts), (definition, variant, many) => {
        const added = { ...definition, targets: [{ variant, ids: ['newcomer'] }, ...definition.targets] };
        const [before, after] = [compileFlag('a_flag', definition), compileFlag('a_flag', added)];
        for (const context of many) expect(after.evaluate(context)).toEqual(before.evaluate(context));
        const expected = definition.is_enabled ? `${variant} TARGETING_MATCH` : `${definition.off_variant} DISABLED`;
        expect(words(after.evaluate({ targetingKey: 'newcomer' }))).toBe(expected);
      }),
      RUNS,
    );
  });

  it('Feature: flags, Property 6: the definitions that are evaluated here are sound', () => {
    fc.assert(
      fc.property(definitions, (definition) => {
        expect(checkFlag(definition)).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe('a percentage', () => {
  it('Feature: flags, Property 7: raising it takes nobody away and changes nobody’s variant', () => {
    const weights = fc.tuple(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1, max: 1_000 }));
    const ids = fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(fc.string(), percentages, percentages, weights, ids, (key, one, other, [red, blue], asked) => {
        const serve = [
          { variant: 'red', weight: red },
          { variant: 'blue', weight: blue },
        ];
        const at = (percentage: number) => compileFlag(key, colours({ serve, percentage }));
        const [lower, higher] = [at(Math.min(one, other)), at(Math.max(one, other))];
        for (const targetingKey of asked) {
          const before = words(lower.evaluate({ targetingKey }));
          if (before.endsWith('SPLIT') && !before.startsWith('control')) {
            expect(words(higher.evaluate({ targetingKey }))).toBe(before);
          }
        }
      }),
      { ...RUNS, numRuns: 1_000 },
    );
  });

  it.each([0.5, 5, 25, 50, 75, 99.5])('of %d takes in that share of the people', (percentage) => {
    expectShare(those(variantsOf('rollout', flag({ percentage })), 'on').size, PEOPLE.length, percentage / 100);
  });

  it('takes in more and more of the same people', () => {
    const stages = [0, 5, 25, 50, 100].map((percentage) => those(variantsOf('stages', flag({ percentage })), 'on'));
    for (const [index, stage] of stages.entries()) expect(without(stage, stages[index + 1] ?? stage)).toBe(0);
    expect(stages.map((stage) => stage.size)).toEqual(stages.map((stage) => stage.size).toSorted((a, b) => a - b));
    expect([stages[0]?.size, stages.at(-1)?.size]).toEqual([0, PEOPLE.length]);
  });

  it('of two flags says nothing of one another', () => {
    const first = those(variantsOf('first', flag({ percentage: 50 })), 'on');
    const second = those(variantsOf('second', flag({ percentage: 50 })), 'on');
    expectShare(first.size - without(first, second), PEOPLE.length, 0.25);
    expectShare(without(second, first), PEOPLE.length, 0.25);
  });
});

describe('weights', () => {
  it.each([
    [1, 1],
    [1, 3],
    [1, 99],
    [70_000, 30_000],
  ])('of %i and %i divide the people so', (red, blue) => {
    const serve = [
      { variant: 'red', weight: red },
      { variant: 'blue', weight: blue },
    ];
    const variants = variantsOf('weights', colours({ serve }));
    expectShare(those(variants, 'red').size, PEOPLE.length, red / (red + blue));
    expect(those(variants, 'red').size + those(variants, 'blue').size).toBe(PEOPLE.length);
  });

  it('divide among twenty', () => {
    const names = Array.from({ length: 20 }, (_, index) => `v${index}`);
    const definition = flag({
      kind: 'string',
      variants: Object.fromEntries(names.map((name) => [name, name])),
      off_variant: 'v0',
      serve: names.map((variant, index) => ({ variant, weight: index + 1 })),
    });
    const variants = variantsOf('twenty', definition);
    for (const [index, name] of names.entries()) {
      expectShare(those(variants, name).size, PEOPLE.length, (index + 1) / 210);
    }
  });

  it.each([1, 10, 50])('divide those inside %d % as they divide everybody', (percentage) => {
    const variants = variantsOf('both', colours({ percentage }));
    const inside = PEOPLE.length - those(variants, 'control').size;
    expectShare(inside, PEOPLE.length, percentage / 100);
    expectShare(those(variants, 'red').size, inside, 0.25);
  });
});
