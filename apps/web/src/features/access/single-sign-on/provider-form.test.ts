import { describe, expect, test } from 'vitest';
import { ProblemError } from '../../../lib/refusal.ts';
import { pemOf } from './certificates.ts';
import { formOf, type ProviderForm, problemsOf, refusedFields, settingsOf } from './provider-form.ts';
import type { SingleSignOn } from './single-sign-on-queries.ts';

const PEM = pemOf('MIIC'.repeat(40));

describe('a form for SAML', () => {
  const filled: ProviderForm = {
    ...formOf(null),
    entityId: ' https://idp.example.com ',
    signInUrl: 'https://idp.example.com/sso',
    certificates: `${PEM}\n${PEM}`,
  };

  test('sends what was filled in', () => {
    expect(problemsOf(filled, null)).toEqual({});
    expect(settingsOf(filled)).toEqual({
      kind: 'saml',
      default_role: 'member',
      required_contexts: [],
      max_age_minutes: null,
      saml: {
        entity_id: 'https://idp.example.com',
        sign_in_url: 'https://idp.example.com/sso',
        certificates: [PEM, PEM],
      },
    });
  });

  test('says of each field what is missing', () => {
    expect(problemsOf(formOf(null), null)).toEqual({
      entityId: 'entity_id_missing',
      signInUrl: 'address_bad',
      certificates: 'certificates_missing',
    });
  });

  test.each([
    ['certificates_bad', 'MIIC'],
    ['certificates_many', Array.from({ length: 5 }, () => PEM).join('\n')],
  ] as const)('says %s', (problem, certificates) => {
    expect(problemsOf({ ...filled, certificates }, null)).toEqual({ certificates: problem });
  });

  test('keeps the certificates in use, but not for another identity provider', () => {
    expect(formOf(saml)).toMatchObject({
      entityId: 'https://idp.example.com',
      signInUrl: 'https://idp.example.com/sso',
    });
    expect(problemsOf(formOf(saml), saml)).toEqual({});
    expect(settingsOf(formOf(saml)).saml).not.toHaveProperty('certificates');
    const other = { ...formOf(saml), entityId: 'https://other.example.com' };
    expect(problemsOf(other, saml)).toEqual({ certificates: 'certificates_missing' });
    const mistyped = { ...formOf(saml), certificates: 'MIIC' };
    expect(problemsOf(mistyped, saml)).toEqual({ certificates: 'certificates_bad' });
  });
});

describe('a form for OpenID Connect', () => {
  const filled: ProviderForm = {
    ...formOf(null),
    kind: 'oidc',
    issuer: 'https://idp.example.com',
    clientId: 'stepwell',
    clientSecret: 'secret',
  };

  test('sends what was filled in', () => {
    expect(problemsOf(filled, null)).toEqual({});
    expect(settingsOf(filled).oidc).toEqual({
      issuer: 'https://idp.example.com',
      client_id: 'stepwell',
      client_secret: 'secret',
    });
  });

  test('says of each field what is missing', () => {
    expect(problemsOf({ ...formOf(null), kind: 'oidc', issuer: 'idp.example.com' }, null)).toEqual({
      issuer: 'address_bad',
      clientId: 'client_id_missing',
      clientSecret: 'client_secret_missing',
    });
  });

  test('keeps the secret in use, and sends it to no other issuer', () => {
    const form = formOf(oidc);
    expect(problemsOf(form, oidc)).toEqual({});
    expect(settingsOf(form).oidc).toEqual({ issuer: 'https://idp.example.com', client_id: 'stepwell' });
    expect(problemsOf({ ...form, issuer: 'https://other.example.com' }, oidc)).toEqual({
      clientSecret: 'client_secret_missing',
    });
  });
});

describe('what the identity provider has to have made sure of', () => {
  const form = formOf(oidc);

  test('is shown and sent as names and minutes', () => {
    expect([form.contexts, form.maxAge]).toEqual(['mfa hwk', '30']);
    const changed = { ...form, contexts: '  mfa\n  https://refeds.org/profile/mfa ', maxAge: ' 90 ' };
    expect(problemsOf(changed, oidc)).toEqual({});
    expect(settingsOf(changed)).toMatchObject({
      required_contexts: ['mfa', 'https://refeds.org/profile/mfa'],
      max_age_minutes: 90,
    });
    expect(settingsOf({ ...form, contexts: ' ', maxAge: '' })).toMatchObject({
      required_contexts: [],
      max_age_minutes: null,
    });
  });

  test.each([
    [{ contexts: 'é' }, { contexts: 'contexts_bad' }],
    [{ contexts: 'a b c d e f g h i j k' }, { contexts: 'contexts_bad' }],
    [{ maxAge: '0' }, { maxAge: 'max_age_bad' }],
    [{ maxAge: '1.5' }, { maxAge: 'max_age_bad' }],
    [{ maxAge: 'an hour' }, { maxAge: 'max_age_bad' }],
    [{ maxAge: '43201' }, { maxAge: 'max_age_bad' }],
  ] as const)('is refused: %j', (change, problems) => {
    expect(problemsOf({ ...form, ...change }, oidc)).toEqual(problems);
  });
});

test('a refusal of the server stands at its field', () => {
  const errors = [{ path: '/saml/certificates/1', code: 'too_small', message: 'Too short' }];
  const problem = { type: 'x', title: 'x', status: 422, code: 'validation_failed', correlationId: 'c', errors };
  expect(refusedFields(new ProblemError(problem))).toEqual({ certificates: 'Too short' });
  expect(refusedFields(new Error('x'))).toEqual({});
});

const required_contexts: string[] = ['mfa', 'hwk'];
const common = {
  id: '018f0000-0000-7000-8000-000000000001',
  state: 'draft',
  is_enforced: false,
  default_role: 'member',
  required_contexts,
  max_age_minutes: 30,
  tested_at: null,
  updated_at: '2026-01-01T00:00:00Z',
} as const;

const saml: SingleSignOn = {
  ...common,
  kind: 'saml',
  saml: { entity_id: 'https://idp.example.com', sign_in_url: 'https://idp.example.com/sso', certificates: [] },
  oidc: null,
};

const oidc: SingleSignOn = {
  ...common,
  kind: 'oidc',
  saml: null,
  oidc: { issuer: 'https://idp.example.com', client_id: 'stepwell', has_client_secret: true },
};
