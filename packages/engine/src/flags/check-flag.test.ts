import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../definition.ts';
import { RUNS } from '../testing/arbitraries.ts';
import { checkFlag, FLAG_PROBLEM_CODES } from './check-flag.ts';
import { compileFlag } from './compile-flag.ts';
import type { FlagDefinition, FlagKind } from './flag.ts';
import { colours, flag } from './testing/flags.ts';

function problems(definition: FlagDefinition): [string, string][] {
  return checkFlag(definition).map(({ code, path }) => [code, path]);
}

function named(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`v${index}`, 'text']));
}

const byCount = (count: number) =>
  flag({ kind: 'string', variants: named(count), off_variant: 'v0', serve: [{ variant: 'v0', weight: 1 }] });

describe('a sound flag', () => {
  it('has no problem, with everything in it that there is', () => {
    const targets = [
      { variant: 'red', ids: ['ada', 'grace', 'ada'] },
      { variant: 'blue', ids: ['alan'] },
    ];
    const markets = ['*', 'FR', 'DE'];
    expect(checkFlag(colours({ targets, markets, plans: ['pro'], roles: ['owner'], percentage: 12.34 }))).toEqual([]);
    expect(checkFlag(flag())).toEqual([]);
    expect(checkFlag(flag({ variants: { off: false, on: true } }))).toEqual([]);
  });
});

describe('variants', () => {
  it('are two at least and twenty at most', () => {
    expect(checkFlag(byCount(2))).toEqual([]);
    expect(checkFlag(byCount(20))).toEqual([]);
    expect(checkFlag(byCount(1))).toEqual([
      {
        code: 'too_few_variants',
        path: 'variants',
        message: 'A flag needs at least 2 variants.',
        details: { count: 1, minimum: 2 },
      },
    ]);
    expect(checkFlag(byCount(21))).toEqual([
      {
        code: 'too_many_variants',
        path: 'variants',
        message: 'The flag has 21 variants; 20 is the most.',
        details: { count: 21, limit: 20 },
      },
    ]);
  });

  it.each<Record<string, Json>>([
    { on: true },
    { on: false, off: true },
    { on: true, off: false, other: true },
    { on: 'true', off: false },
    { yes: true, off: false },
  ])('of a boolean flag are on and off: %j', (variants) => {
    expect(checkFlag(flag({ variants, off_variant: 'on' in variants ? 'on' : 'off', serve: [] }))).toEqual([
      {
        code: 'boolean_variants',
        path: 'variants',
        message: 'A boolean flag has exactly the variants on (true) and off (false).',
      },
    ]);
  });

  it.each<[FlagKind, string, Json, Json]>([
    ['string', 'text', 'x', 1],
    ['number', 'a number', 0.5, '0.5'],
    ['json', 'an object, a list or null', { a: [1] }, 'x'],
    ['json', 'an object, a list or null', [1], true],
    ['json', 'an object, a list or null', null, 1],
  ])('of the kind %s are %s: %j is one, %j is not', (kind, expected, right, wrong) => {
    const rest = { kind, off_variant: 'a', serve: [{ variant: 'b', weight: 1 }] };
    expect(checkFlag(flag({ ...rest, variants: { a: right, b: right } }))).toEqual([]);
    expect(checkFlag(flag({ ...rest, variants: { a: right, b: wrong } }))).toEqual([
      { code: 'wrong_kind', path: 'variants/b', message: `The value of b must be ${expected}.`, details: { kind } },
    ]);
  });

  it('take 2 KiB of JSON each, counted in bytes', () => {
    const red = (value: string) => checkFlag(colours({ variants: { ...colours().variants, red: value } }));
    expect(red('x'.repeat(2_046))).toEqual([]);
    expect(red('é'.repeat(1_023))).toEqual([]);
    expect(red(`${'é'.repeat(1_023)}x`)).toEqual([
      {
        code: 'variant_too_large',
        path: 'variants/red',
        message: 'The value of red is 2049 bytes of JSON; 2048 is the most.',
        details: { bytes: 2_049, limit: 2_048 },
      },
    ]);
  });
});

describe('the names of variants', () => {
  it('exist, wherever they are used', () => {
    const misnamed = colours({
      off_variant: 'green',
      targets: [
        { variant: 'red', ids: [] },
        { variant: 'toString', ids: [] },
      ],
      serve: [
        { variant: 'blue', weight: 1 },
        { variant: 'pink', weight: 1 },
      ],
    });
    expect(problems(misnamed)).toEqual([
      ['unknown_variant', 'off_variant'],
      ['unknown_variant', 'targets/1/variant'],
      ['unknown_variant', 'serve/1/variant'],
    ]);
    expect(checkFlag(misnamed)[0]).toEqual({
      code: 'unknown_variant',
      path: 'off_variant',
      message: 'The flag has no variant green.',
      details: { variant: 'green' },
    });
  });
});

describe('an id', () => {
  it('is in one target at most, though it may stand there twice', () => {
    const targets = [
      { variant: 'red', ids: ['ada', 'grace', 'ada'] },
      { variant: 'red', ids: ['alan', 'grace'] },
      { variant: 'blue', ids: ['ada', 'alan', 'barbara'] },
    ];
    expect(problems(colours({ targets }))).toEqual([
      ['id_in_two_targets', 'targets/1/ids/1'],
      ['id_in_two_targets', 'targets/2/ids/0'],
      ['id_in_two_targets', 'targets/2/ids/1'],
    ]);
    expect(checkFlag(colours({ targets }))[2]).toEqual({
      code: 'id_in_two_targets',
      path: 'targets/2/ids/1',
      message: 'alan is in two targets.',
      details: { id: 'alan', first: 1 },
    });
  });
});

describe('markets', () => {
  it('are codes that exist, each named once', () => {
    expect(checkFlag(flag({ markets: ['FR', 'DE', 'FR', 'QQ', '*', '*'] }))).toEqual([
      {
        code: 'duplicate_market',
        path: 'markets/2',
        message: 'The market FR is named twice.',
        details: { market: 'FR' },
      },
      {
        code: 'duplicate_market',
        path: 'markets/5',
        message: 'The market * is named twice.',
        details: { market: '*' },
      },
      {
        code: 'invalid_market',
        path: 'markets/3',
        message: 'QQ is not an ISO 3166-1 alpha-2 code.',
        details: { market: 'QQ' },
      },
    ]);
  });
});

describe('checking', () => {
  it('Feature: flags, Property 8: a flag of any contents gets known codes, and compiles whether sound or not', () => {
    const names = fc.constantFrom('on', 'off', 'red', '__proto__', 'toString');
    const contents = fc.record({
      kind: fc.constantFrom<FlagKind>('boolean', 'string', 'number', 'json'),
      variants: fc.dictionary(names, fc.jsonValue() as fc.Arbitrary<Json>),
      off_variant: names,
      targets: fc.array(fc.record({ variant: names, ids: fc.array(fc.string()) })),
      markets: fc.array(fc.constantFrom('*', 'FR', 'QQ')),
      percentage: fc.double(),
      serve: fc.array(fc.record({ variant: names, weight: fc.double() })),
    });
    fc.assert(
      fc.property(contents, fc.string(), (rest, targetingKey) => {
        for (const { code } of checkFlag(flag(rest))) expect(FLAG_PROBLEM_CODES).toContain(code);
        expect(compileFlag('a_flag', flag(rest)).evaluate({ targetingKey, market: 'FR' })).toBeDefined();
      }),
      RUNS,
    );
  });
});
