import { FlowDefinition } from '@stepwell/contract';
import { checkDefinition, PUBLISHABLE_KINDS } from '@stepwell/engine';
import { describe, expect, test } from 'vitest';
import { FLOW_TEMPLATES, findTemplate } from './templates/index.ts';

/** Every object of texts by locale: those with a member for the default locale. */
function textsIn(value: unknown, path = ''): [string, Record<string, string>][] {
  if (typeof value !== 'object' || value === null) return [];
  if (!Array.isArray(value) && 'en' in value) return [[path, value as Record<string, string>]];
  return Object.entries(value).flatMap(([key, part]) => textsIn(part, `${path}/${key}`));
}

test('there is one for each of the usual beginnings', () => {
  expect(FLOW_TEMPLATES.map((template) => template.key)).toEqual([
    'saas_team',
    'creator_marketplace',
    'kyc',
    'field_site_audit',
  ]);
});

describe.each(FLOW_TEMPLATES)('the template $key', ({ definition, step_count, name, description }) => {
  test('may be published as it is', () => {
    expect(checkDefinition(definition)).toEqual([]);
    expect(FlowDefinition.safeParse(definition).success).toBe(true);
    expect(definition.steps.filter((step) => !PUBLISHABLE_KINDS.includes(step.kind))).toEqual([]);
  });

  test('says everything in English and in French', () => {
    const texts = textsIn(definition);
    expect(texts.length).toBeGreaterThan(30);
    const untranslated = texts.filter(([, text]) => !text['en']?.trim() || !text['fr']?.trim());
    expect(untranslated).toEqual([]);
    const places = texts.map(([path]) => path);
    expect(places).toContain('/title');
    expect(places).toContain('/steps/0/body');
  });

  test('is described', () => {
    expect(step_count).toBe(definition.steps.length);
    expect(name && description).toBeTruthy();
  });

  test('has every step that a gate needs required for somebody', () => {
    const required = new Set(definition.steps.filter((step) => step.required).map((step) => step.key));
    const optional = definition.gates.flatMap((gate) => gate.steps.filter((key) => !required.has(key)));
    expect(optional).toEqual([]);
  });
});

test('the creator marketplace guards payouts and publishing', () => {
  const gates = findTemplate('creator_marketplace')?.definition.gates ?? [];
  expect(gates.map(({ capability, steps }) => [capability, steps])).toEqual([
    ['payouts.request', ['profile', 'documents', 'payout_account', 'tax_form']],
    ['content.publish', ['profile', 'content_policy', 'content_review']],
  ]);
  expect(gates.every((gate) => gate.deadline_days)).toBe(true);
});
