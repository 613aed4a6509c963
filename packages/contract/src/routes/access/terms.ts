import { z } from 'zod';
import { dataOf, Id, Timestamp } from '../../envelope.ts';
import { defineRoute } from '../../route.ts';

const common = { tag: 'Terms', limit: 'signed_in' } as const;
const Kind = z.enum(['terms', 'privacy']);

export const LegalDocumentView = z
  .object({
    id: Id,
    kind: Kind,
    version: z.string(),
    is_major: z.boolean(),
    locale: z.string(),
    title: z.string(),
    body: z.string().describe('Markdown'),
    published_at: Timestamp,
  })
  .meta({ id: 'LegalDocument' });

export const getCurrentTerms = defineRoute({
  ...common,
  id: 'getCurrentTerms',
  method: 'GET',
  path: '/api/v1/terms/current',
  summary: 'The terms and the privacy policy as they stand',
  audience: { public: true },
  limit: 'anonymous',
  query: z.object({ locale: z.string().max(35).optional() }),
  responses: { 200: dataOf(z.array(LegalDocumentView)) },
  errors: [],
});

export const getTermsStatus = defineRoute({
  ...common,
  id: 'getTermsStatus',
  method: 'GET',
  path: '/api/v1/terms/status',
  summary: 'What the account has accepted and what waits for it',
  audience: { account: true },
  responses: {
    200: dataOf(
      z.object({
        pending: z.array(z.object({ id: Id, kind: Kind, version: z.string() })),
        accepted: z.array(z.object({ id: Id, kind: Kind, version: z.string(), accepted_at: Timestamp })),
      }),
    ),
  },
  errors: [],
});

export const acceptTerms = defineRoute({
  ...common,
  id: 'acceptTerms',
  method: 'POST',
  path: '/api/v1/terms/accept',
  summary: 'Accept documents in the version that was read',
  audience: { account: true },
  body: z.strictObject({ document_ids: z.array(Id).min(1).max(10) }),
  responses: { 200: dataOf(z.object({ accepted: z.int() })) },
  errors: ['document_unknown'],
});

export const termsRoutes = [getCurrentTerms, getTermsStatus, acceptTerms] as const;
