import { checkDefinition } from '@stepwell/engine';
import { describe, expect, test } from 'vitest';
import { AVAILABLE_KINDS, withKind } from './step-kinds.ts';
import { changeStep, duplicateStep, insertStep, newStep, referencesTo, removeStep, renameStep } from './steps.ts';
import { flowOf, formStep, infoStep } from './testing/examples.ts';

const FLOW = flowOf(
  [
    infoStep('welcome'),
    formStep('profile'),
    { ...infoStep('tips', ['profile']), visible_if: { not: { fact: 'answers.profile.name', op: 'eq', value: 'x' } } },
  ],
  {
    gates: [
      { capability: 'content.publish', title: { en: 'Publish' }, steps: ['profile'], alternatives: [['profile']] },
      { capability: 'chat', title: { en: 'Chat' }, steps: ['welcome'] },
    ],
  },
);

describe('a new step', () => {
  test('has a key of its own made from its title', () => {
    const step = newStep({ kind: 'info', title: 'Profile', locale: 'en' }, FLOW);
    expect(step).toMatchObject({ key: 'profile_2', kind: 'info', title: { en: 'Profile' }, requires: [] });
  });

  test('is called by its kind when the title gives no key', () => {
    expect(newStep({ kind: 'terms', title: '規約', locale: 'ja' }, FLOW)).toMatchObject({
      key: 'terms',
      title: { en: '規約', ja: '規約' },
    });
  });

  test.each(AVAILABLE_KINDS)('of the kind %s lacks nothing but texts and fields', (kind) => {
    const step = newStep({ kind, title: 'New', locale: 'en' }, FLOW);
    const codes = checkDefinition(insertStep(FLOW, 1, step)).map((problem) => problem.code);
    expect(codes.filter((code) => code !== 'missing_text' && code !== 'form_without_fields')).toEqual([]);
  });
});

test('another kind keeps what every kind has', () => {
  const form = { ...formStep('profile'), review: true, help: { en: 'Help' } };
  const info = withKind(form, 'info');
  expect(info).toEqual({ ...infoStep('profile'), body: {}, review: true, help: { en: 'Help' } });
  expect(withKind(form, 'form')).toBe(form);
});

test('says what refers to a step', () => {
  expect(referencesTo(FLOW, 'profile')).toEqual({
    requiredBy: ['tips'],
    gates: ['content.publish'],
    rules: ['tips'],
  });
  expect(referencesTo(FLOW, 'tips')).toEqual({ requiredBy: [], gates: [], rules: [] });
});

describe('removing a step', () => {
  test('takes it out of prerequisites and gates', () => {
    const flow = removeStep(FLOW, 1);
    expect(flow.steps.map((step) => step.requires)).toEqual([[], []]);
    expect(flow.gates[0]).toEqual({ capability: 'content.publish', title: { en: 'Publish' }, steps: [] });
    expect(flow.gates[1]).toEqual(FLOW.gates[1]);
  });

  test('leaves references alone while another step has the same key', () => {
    const twice = insertStep(FLOW, 3, infoStep('profile'));
    expect(removeStep(twice, 3).gates).toEqual(FLOW.gates);
  });
});

describe('renaming a step', () => {
  test('is followed everywhere', () => {
    const flow = renameStep(FLOW, 1, 'about_you');
    expect(flow.steps.map((step) => step.key)).toEqual(['welcome', 'about_you', 'tips']);
    expect(flow.steps[2]).toMatchObject({
      requires: ['about_you'],
      visible_if: { not: { fact: 'answers.about_you.name' } },
    });
    expect(flow.gates[0]).toMatchObject({ steps: ['about_you'], alternatives: [['about_you']] });
    expect(checkDefinition(flow)).toEqual(checkDefinition(FLOW));
  });

  test('leaves a step alone whose key only begins alike', () => {
    const flow = changeStep(FLOW, 2, {
      ...infoStep('tips'),
      visible_if: { any: [{ fact: 'answers.profile_2.name', op: 'exists', value: true }] },
    });
    expect(renameStep(flow, 1, 'x').steps[2]).toMatchObject({
      visible_if: { any: [{ fact: 'answers.profile_2.name' }] },
    });
  });
});

test('a copy stands right below under its own key', () => {
  expect(duplicateStep(FLOW, 1).steps.map((step) => step.key)).toEqual(['welcome', 'profile', 'profile_2', 'tips']);
});
