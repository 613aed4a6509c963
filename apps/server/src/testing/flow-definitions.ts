import type { FlowDefinition, FormStep, StepDefinition } from '@stepwell/engine';

const base = {
  required: true,
  skippable: false,
  weight: 1,
  estimated_minutes: 2,
  roles: [],
  markets: ['*'],
  requires: [],
};

const PROFILE: FormStep = {
  ...base,
  kind: 'form',
  key: 'profile',
  title: { en: 'Profile', fr: 'Profil' },
  requires: ['welcome'],
  fields: [
    {
      key: 'name',
      label: { en: 'Name', fr: 'Nom' },
      required: true,
      input: 'text',
      schema: { type: 'string', minLength: 2, maxLength: 80 },
    },
    {
      key: 'age',
      label: { en: 'Age', fr: 'Âge' },
      required: false,
      input: 'number',
      schema: { type: 'integer', minimum: 18, maximum: 120 },
    },
    {
      key: 'studio',
      label: { en: 'Do you work in a studio?', fr: 'Travaillez-vous en studio ?' },
      required: false,
      input: 'checkbox',
      schema: { type: 'boolean' },
    },
  ],
};

/** Every publishable kind, a prerequisite chain, a rule, a review and two gates: what most tests need. */
export const SAMPLE_FLOW: FlowDefinition = {
  title: { en: 'Getting started', fr: 'Premiers pas' },
  default_locale: 'en',
  locales: ['en', 'fr'],
  targeting: { markets: ['*'], roles: [] },
  steps: [
    {
      ...base,
      kind: 'info',
      key: 'welcome',
      title: { en: 'Welcome', fr: 'Bienvenue' },
      body: { en: 'Hello', fr: 'Bonjour' },
    },
    PROFILE,
    {
      ...base,
      kind: 'terms',
      key: 'terms',
      title: { en: 'Terms', fr: 'Conditions' },
      document: { version: '2026-01', body: { en: 'Be kind.', fr: 'Soyez aimable.' } },
    },
    {
      ...base,
      kind: 'task',
      key: 'payout',
      title: { en: 'Payout account', fr: 'Compte de versement' },
      requires: ['profile'],
      weight: 3,
    },
    {
      ...base,
      kind: 'external',
      key: 'identity',
      title: { en: 'Identity', fr: 'Identité' },
      source: 'id-check',
      weight: 2,
    },
    {
      ...base,
      kind: 'form',
      key: 'sample',
      title: { en: 'Sample', fr: 'Échantillon' },
      review: true,
      fields: [
        {
          key: 'link',
          label: { en: 'Link', fr: 'Lien' },
          required: true,
          input: 'url',
          schema: { type: 'string', format: 'uri' },
        },
      ],
    },
    {
      ...base,
      kind: 'form',
      key: 'studio_details',
      title: { en: 'Studio', fr: 'Studio' },
      visible_if: { fact: 'answers.profile.studio', op: 'eq', value: true },
      fields: [
        {
          key: 'city',
          label: { en: 'City', fr: 'Ville' },
          required: true,
          input: 'text',
          schema: { type: 'string', maxLength: 80 },
        },
      ],
    },
    {
      ...base,
      kind: 'info',
      key: 'newsletter',
      title: { en: 'Newsletter', fr: 'Lettre' },
      body: { en: 'Monthly.', fr: 'Mensuelle.' },
      required: false,
      skippable: true,
    },
  ],
  gates: [
    {
      capability: 'payouts.request',
      title: { en: 'Payouts', fr: 'Versements' },
      steps: ['profile', 'payout', 'identity'],
      deadline_days: 14,
    },
    { capability: 'content.publish', title: { en: 'Publish', fr: 'Publier' }, steps: ['terms', 'sample'] },
  ],
};

/** The sample with other steps. */
export function sampleWith(steps: readonly StepDefinition[]): FlowDefinition {
  return { ...SAMPLE_FLOW, steps, gates: [] };
}
