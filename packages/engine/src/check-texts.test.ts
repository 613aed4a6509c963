import { describe, expect, it } from 'vitest';
import { field, flow, form, gate, info, terms } from './testing/flows.ts';
import { ofSteps, problems } from './testing/problems.ts';

describe('texts', () => {
  it('are there in the default locale', () => {
    const only = { fr: 'Texte' };
    const definition = flow(
      [
        info('a', { title: only, body: { en: ' ' } }),
        form('b', {
          help: only,
          fields: [
            field('x', {
              label: {},
              help: only,
              placeholder: only,
              input: 'select',
              schema: { type: 'string', enum: ['v'] },
              options: [{ value: 'v', label: only }],
            }),
          ],
        }),
        terms('c', { document: { version: '1', body: only } }),
      ],
      { title: only, description: only, locales: ['en', 'fr'], gates: [gate('x', ['a'], { title: only })] },
    );
    expect(problems(definition)).toEqual(
      [
        'title',
        'description',
        'steps/0/title',
        'steps/0/body',
        'steps/1/help',
        'steps/1/fields/0/label',
        'steps/1/fields/0/help',
        'steps/1/fields/0/placeholder',
        'steps/1/fields/0/options/0/label',
        'steps/2/document/body',
        'gates/0/title',
      ].map((path) => ['missing_text', path]),
    );
  });

  it('are optional where the member is, even when it stands there empty', () => {
    expect(ofSteps(info('a', { help: { fr: '' } }))).toEqual([]);
  });

  it('are in locales that the flow names and that are tags', () => {
    expect(problems(flow([info('a')], { locales: ['fr'] }))).toEqual([['unknown_locale', 'default_locale']]);
    expect(problems(flow([info('a')], { locales: ['en', 'English', 'e'] }))).toEqual([
      ['invalid_locale', 'locales/1'],
      ['invalid_locale', 'locales/2'],
    ]);
  });

  it('are never found on a prototype', () => {
    expect(problems(flow([info('a')], { default_locale: 'constructor', locales: ['constructor'] }))).toEqual(
      expect.arrayContaining([['missing_text', 'title']]),
    );
  });
});
