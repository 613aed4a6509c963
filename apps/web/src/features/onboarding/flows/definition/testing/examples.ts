import type { FlowDefinition, FormField, FormStep, InfoStep, StepDefinition } from '@stepwell/engine';

const base = {
  required: true,
  skippable: false,
  weight: 10,
  estimated_minutes: 2,
  roles: [],
  markets: ['*'],
  requires: [],
};

export function infoStep(key: string, requires: string[] = []): InfoStep {
  return { ...base, key, kind: 'info', title: { en: key }, body: { en: 'Read this.' }, requires };
}

export function formStep(key: string, fields: FormField[] = [textField('name')]): FormStep {
  return { ...base, key, kind: 'form', title: { en: key }, fields };
}

export function textField(key: string): FormField {
  return { key, label: { en: key }, required: true, input: 'text', schema: { type: 'string', maxLength: 200 } };
}

export function flowOf(steps: StepDefinition[], more: Partial<FlowDefinition> = {}): FlowDefinition {
  return {
    title: { en: 'Welcome' },
    default_locale: 'en',
    locales: ['en', 'fr'],
    targeting: { markets: ['*'], roles: [] },
    steps,
    gates: [],
    ...more,
  };
}
