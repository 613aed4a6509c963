import { describe, expect, it } from 'vitest';
import { compileFlag } from './compile-flag.ts';
import type { FlagContext, FlagDefinition } from './flag.ts';
import { colours, flag, population } from './testing/flags.ts';

/** Buckets of `a_flag:<id>`, worked out by another implementation. */
const BUCKETS: [string, number][] = [
  ['p6876', 0],
  ['p4873', 28],
  ['ada', 1_146],
  ['grace', 2_492],
  ['Zoë', 3_299],
  ['alan', 7_875],
  ['p7811', 9_999],
];
const MISSING = { error: 'TARGETING_KEY_MISSING' };

function evaluated(definition: FlagDefinition, context: FlagContext = {}) {
  return compileFlag('a_flag', definition).evaluate(context);
}

/** Variant and reason in one word. */
function said(definition: FlagDefinition, context: FlagContext = {}): string {
  const result = evaluated(definition, context);
  return 'error' in result ? result.error : `${result.variant} ${result.reason}`;
}

describe('a flag whose answer is the same for everybody', () => {
  it('answers without an id, with its value, variant and reason', () => {
    expect(evaluated(flag())).toEqual({ value: true, variant: 'on', reason: 'STATIC' });
  });

  it('is off when disabled, whatever else it says', () => {
    const disabled = colours({ is_enabled: false, targets: [{ variant: 'red', ids: ['ada'] }], markets: ['FR'] });
    expect(evaluated(disabled, { targetingKey: 'ada', market: 'FR' })).toEqual({
      value: 'grey',
      variant: 'control',
      reason: 'DISABLED',
    });
  });

  it('is off at 0 %, and asks for no id', () => {
    expect(said(flag({ percentage: 0 }))).toBe('off DEFAULT');
    expect(said(flag({ percentage: 0 }), { targetingKey: 'ada' })).toBe('off DEFAULT');
  });

  it('is never divided when it serves one variant twice', () => {
    const serve = [
      { variant: 'on', weight: 1 },
      { variant: 'on', weight: 2 },
    ];
    expect(said(flag({ serve }))).toBe('on STATIC');
  });

  it('gives the same frozen answer each time', () => {
    const compiled = compileFlag('a_flag', flag());
    const answer = compiled.evaluate({});
    expect(Object.isFrozen(answer)).toBe(true);
    expect(compiled.evaluate({ targetingKey: 'ada' })).toBe(answer);
  });
});

describe('targets', () => {
  const targeted = colours({
    targets: [
      { variant: 'red', ids: ['ada', 'grace'] },
      { variant: 'control', ids: ['alan'] },
    ],
    markets: ['FR'],
    percentage: 0,
  });

  it('come before market and percentage', () => {
    expect(evaluated(targeted, { targetingKey: 'grace' })).toEqual({
      value: '#f00',
      variant: 'red',
      reason: 'TARGETING_MATCH',
    });
    expect(said(targeted, { targetingKey: 'alan', market: 'FR' })).toBe('control TARGETING_MATCH');
    expect(said(targeted, { targetingKey: 'edsger', market: 'FR' })).toBe('control DEFAULT');
  });

  it('need no id of those who are none', () => {
    expect(said(flag({ targets: [{ variant: 'off', ids: ['ada', ''] }] }))).toBe('on STATIC');
    expect(said(flag({ targets: [{ variant: 'off', ids: ['ada', ''] }] }), { targetingKey: '' })).toBe('on STATIC');
  });

  it('are ids, never names that a prototype has', () => {
    expect(said(targeted, { targetingKey: 'constructor' })).toBe('control DEFAULT');
    expect(said(flag({ targets: [{ variant: 'off', ids: ['__proto__'] }] }), { targetingKey: '__proto__' })).toBe(
      'off TARGETING_MATCH',
    );
  });
});

describe('market, plan and role', () => {
  const narrow = flag({ markets: ['FR', 'DE'], plans: ['pro', 'team'], roles: ['owner'] });
  const fitting = { market: 'DE', plan: 'team', role: 'owner' };

  it('must all fit', () => {
    expect(said(narrow, fitting)).toBe('on TARGETING_MATCH');
    expect(said(narrow, { ...fitting, market: 'US' })).toBe('off DEFAULT');
    expect(said(narrow, { ...fitting, plan: 'free' })).toBe('off DEFAULT');
    expect(said(narrow, { ...fitting, role: 'guest' })).toBe('off DEFAULT');
  });

  it.each(['market', 'plan', 'role'] as const)('are not met by an absent %s', (name) => {
    expect(said(narrow, { ...fitting, [name]: undefined })).toBe('off DEFAULT');
  });

  it.each<[Partial<FlagDefinition>, FlagContext]>([
    [{ markets: ['FR'] }, { market: 'FR' }],
    [{ plans: ['pro'] }, { plan: 'pro' }],
    [{ roles: ['owner'] }, { role: 'owner' }],
  ])('narrow each by itself: %j', (rest, context) => {
    expect(said(flag(rest), context)).toBe('on TARGETING_MATCH');
    expect(said(flag(rest))).toBe('off DEFAULT');
  });

  it('narrow nothing where * is among the markets', () => {
    expect(said(flag({ markets: ['FR', '*'] }), { market: 'US' })).toBe('on STATIC');
    expect(said(flag({ markets: ['FR', '*'] }))).toBe('on STATIC');
  });

  it('are asked before the id', () => {
    const split = flag({ percentage: 50, markets: ['FR'] });
    expect(said(split, { market: 'US' })).toBe('off DEFAULT');
    expect(said(split, { market: 'FR' })).toBe('TARGETING_KEY_MISSING');
  });
});

describe('a percentage', () => {
  it.each(BUCKETS)('takes in %s, whose bucket is %i, from just above it on', (targetingKey, bucket) => {
    const at = (percentage: number) => said(flag({ percentage }), { targetingKey });
    expect(at(bucket / 100)).toBe(bucket === 0 ? 'off DEFAULT' : 'off SPLIT');
    expect(at((bucket + 1) / 100)).toBe(bucket === 9_999 ? 'on STATIC' : 'on SPLIT');
  });

  it('stays a split where market, plan or role narrow it', () => {
    expect(said(flag({ percentage: 50, markets: ['FR'] }), { targetingKey: 'ada', market: 'FR' })).toBe('on SPLIT');
    expect(said(flag({ percentage: 50, markets: ['FR'] }), { targetingKey: 'alan', market: 'FR' })).toBe('off SPLIT');
  });

  it('needs the id', () => {
    expect(evaluated(flag({ percentage: 99.99 }))).toEqual(MISSING);
    expect(evaluated(flag({ percentage: 0.01 }), { targetingKey: '' })).toEqual(MISSING);
    expect(Object.isFrozen(evaluated(flag({ percentage: 50 })))).toBe(true);
  });
});

describe('weights', () => {
  it('need the id, also at 100 %', () => {
    expect(evaluated(colours())).toEqual(MISSING);
    expect(evaluated(colours(), { targetingKey: '' })).toEqual(MISSING);
  });

  it('divide those whom the flag is for, with the values of the variants', () => {
    const divided = colours({ markets: ['FR'] });
    const results = population(100).map((targetingKey) => evaluated(divided, { targetingKey, market: 'FR' }));
    expect(new Set(results.map((result) => JSON.stringify(result)))).toEqual(
      new Set([
        '{"value":"#f00","variant":"red","reason":"SPLIT"}',
        '{"value":"#00f","variant":"blue","reason":"SPLIT"}',
      ]),
    );
  });
});

describe('a share', () => {
  // The second hash of `a_flag:ada` is at 0.37521 of all hashes, that of `a_flag:Zoë` at 0.03633.
  it.each<[string, number, number, string]>([
    ['ada', 3_752, 6_248, 'blue'],
    ['ada', 3_753, 6_247, 'red'],
    ['Zoë', 3_633, 96_367, 'red'],
    ['Zoë', 3_632, 96_368, 'blue'],
  ])('of %s by weights of %i and %i is %s', (targetingKey, red, blue, expected) => {
    const serve = [
      { variant: 'red', weight: red },
      { variant: 'blue', weight: blue },
    ];
    expect(said(colours({ serve }), { targetingKey })).toBe(`${expected} SPLIT`);
  });
});

describe('a flawed definition', () => {
  it('gives null for a variant that does not exist, also one that every object inherits', () => {
    expect(evaluated(flag({ off_variant: 'toString', is_enabled: false }))).toEqual({
      value: null,
      variant: 'toString',
      reason: 'DISABLED',
    });
  });

  it('is off when it serves nothing or by weights of 0', () => {
    expect(said(flag({ serve: [] }))).toBe('off DEFAULT');
    const weightless = colours().serve.map((share) => ({ ...share, weight: 0 }));
    expect(said(colours({ serve: weightless }), { targetingKey: 'ada' })).toBe('control SPLIT');
  });

  it('is for nobody without markets, or at less than 0 %, and for everybody above 100 %', () => {
    expect(said(flag({ markets: [] }), { market: 'FR' })).toBe('off DEFAULT');
    expect(said(flag({ percentage: -1 }))).toBe('off DEFAULT');
    expect(said(flag({ percentage: 101 }))).toBe('on STATIC');
  });

  it('gives an id of two targets the first', () => {
    const targets = [
      { variant: 'red', ids: ['ada'] },
      { variant: 'blue', ids: ['ada'] },
    ];
    expect(said(colours({ targets }), { targetingKey: 'ada' })).toBe('red TARGETING_MATCH');
  });
});
