import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDefinition } from './check-definition.ts';
import type { FlowDefinition, FormField, StepDefinition } from './definition.ts';
import { PROBLEM_CODES } from './definition-problem.ts';
import { MARKETS } from './markets.ts';
import { definitions, RUNS } from './testing/arbitraries.ts';
import { external, field, flow, form, gate, info, task, terms } from './testing/flows.ts';
import { problems } from './testing/problems.ts';

describe('a sound definition', () => {
  it('has no problem, with everything in it that there is', () => {
    const everything = flow(
      [
        info('welcome', { title: { en: 'Welcome', fr: 'Bienvenue' }, help: {}, estimated_minutes: 0.5 }),
        form('profile', {
          requires: ['welcome'],
          fields: [
            field('name', {
              schema: { type: 'string', minLength: 1, maxLength: 80 },
              help: { en: 'As in your passport' },
            }),
            field('mail', { input: 'email', schema: { type: 'string', format: 'email' } }),
            field('age', { input: 'number', schema: { type: 'integer', minimum: 18, maximum: 18 } }),
            field('agree', { input: 'checkbox', schema: { type: 'boolean', const: true } }),
            field('kind', {
              input: 'select',
              schema: { type: 'string', enum: ['person', 'company'] },
              options: [
                { value: 'company', label: { en: 'Company' } },
                { value: 'person', label: { en: 'Person' } },
              ],
            }),
            field('topics', {
              input: 'checkboxes',
              schema: {
                type: 'array',
                items: { type: 'string', enum: ['a'] },
                minItems: 0,
                maxItems: 1,
                uniqueItems: true,
              },
              options: [{ value: 'a', label: { en: 'A' } }],
            }),
          ],
        }),
        terms('rules', { document: { version: '2', body: { en: 'Be kind' }, url: 'https://example.com/rules' } }),
        task('check', { markets: ['FR', 'DE'], roles: ['owner'] }),
        external('bank', {
          link: 'http://example.com/x?y',
          visible_if: {
            all: [
              { any: [{ fact: 'answers.profile.kind', op: 'in', value: ['company'] }] },
              { not: { fact: 'answers.check.score', op: 'lt', value: 3 } },
              { fact: 'traits.plan', op: 'exists', value: true },
            ],
          },
        }),
      ],
      {
        description: { en: 'All of it' },
        locales: ['en', 'fr', 'pt-BR'],
        theme: { logo_url: 'https://example.com/logo.svg' },
        targeting: { markets: ['*'], roles: [], rule: { fact: 'market', op: 'neq', value: 'US' } },
        gates: [gate('payouts.request', ['profile', 'bank'], { deadline_days: 14, alternatives: [['check']] })],
      },
    );
    expect(checkDefinition(everything)).toEqual([]);
  });
});

describe('a value of the wrong JSON type', () => {
  it('is named, and nothing else is said', () => {
    const definition = {
      ...flow([{ ...form('a', { weight: 0 }), requires: 'b' } as unknown as StepDefinition]),
      title: 'Flow',
      gates: {},
      locales: ['en', 1],
      theme: { accent: 5 },
    };
    expect(checkDefinition(definition as unknown as FlowDefinition)).toEqual([
      { code: 'invalid_shape', path: 'title', message: 'Expected an object here.', details: { expected: 'an object' } },
      {
        code: 'invalid_shape',
        path: 'locales/1',
        message: 'Expected a string here.',
        details: { expected: 'a string' },
      },
      {
        code: 'invalid_shape',
        path: 'theme/accent',
        message: 'Expected a string here.',
        details: { expected: 'a string' },
      },
      {
        code: 'invalid_shape',
        path: 'steps/0/requires',
        message: 'Expected a list here.',
        details: { expected: 'a list' },
      },
      { code: 'invalid_shape', path: 'gates', message: 'Expected a list here.', details: { expected: 'a list' } },
    ]);
  });

  it.each<[unknown, string]>([
    [null, ''],
    [[], ''],
    [{ ...flow([]), steps: [null] }, 'steps/0'],
    [{ ...flow([]), title: { en: 1 } }, 'title/en'],
    [flow([{ ...info('a'), required: 'yes' } as unknown as StepDefinition]), 'steps/0/required'],
    [flow([{ ...info('a'), visible_if: true } as unknown as StepDefinition]), 'steps/0/visible_if'],
    [
      flow([form('a', { fields: [{ ...field('x'), schema: null } as unknown as FormField] })]),
      'steps/0/fields/0/schema',
    ],
    [flow([{ ...terms('a'), document: 'x' } as unknown as StepDefinition]), 'steps/0/document'],
  ])('is found anywhere (%#)', (definition, path) => {
    expect(problems(definition)).toContainEqual(['invalid_shape', path]);
  });

  it('Feature: engine, Property 29: checking never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.jsonValue()), (anything) => {
        expect(checkDefinition(anything as FlowDefinition)).not.toEqual([]);
      }),
      RUNS,
    );
  });

  it('Feature: engine, Property 30: checking never throws on a definition with any part replaced', () => {
    fc.assert(
      fc.property(definitions, fc.nat(), fc.anything(), (sound, place, replacement) => {
        const definition = structuredClone(sound);
        const spots = placesIn(definition);
        const [holder, key] = spots[place % spots.length] as [Record<string, unknown>, string];
        holder[key] = replacement;
        for (const problem of checkDefinition(definition)) expect(PROBLEM_CODES).toContain(problem.code);
      }),
      { ...RUNS, numRuns: 1_000 },
    );
  });
});

/** Every object in a value with each of its keys. */
function placesIn(value: unknown): [object, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]): [object, string][] => [[value, key], ...placesIn(part)]);
}

describe('markets', () => {
  it('are the 249 codes of the standard and Kosovo, each known to the locale data of the platform', () => {
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
    expect(MARKETS.size).toBe(250);
    for (const code of MARKETS) expect(names.of(code), code).toBeDefined();
  });
});
