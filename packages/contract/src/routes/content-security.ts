import { z } from 'zod';
import { dataOf, Timestamp } from '../envelope.ts';
import { defineRoute } from '../route.ts';

const Text = z.string().max(4_000);
/** As browsers have sent it since the second version of the policy. */
const FormerReport = z.object({
  'csp-report': z.object({
    'document-uri': Text,
    'blocked-uri': Text.optional(),
    'effective-directive': Text.optional(),
    'violated-directive': Text.optional(),
  }),
});
/** One report of the Reporting API; those of other kinds are taken and left aside. */
const Report = z.object({
  type: z.string().max(100),
  body: z
    .object({ documentURL: Text.optional(), blockedURL: Text.nullish(), effectiveDirective: Text.optional() })
    .nullish(),
});

export const reportCspViolation = defineRoute({
  id: 'reportCspViolation',
  method: 'POST',
  path: '/api/v1/csp-reports',
  tag: 'Security',
  summary: 'Browsers report what the policy of a page kept them from doing',
  description:
    'Kept are the directive, where what was blocked came from, and the part of the product: nothing personal.',
  audience: { public: true },
  limit: 'anonymous',
  wire: 'csp_report',
  bodyLimitBytes: 16_384,
  body: z.union([FormerReport, z.array(Report).max(50)]),
  responses: { 204: null },
  errors: [],
});

export const CspViolationView = z
  .object({
    directive: z.string(),
    blocked: z.string().describe('origin and path, or what kind of thing it was'),
    page: z.string().describe('first part of the page’s address'),
    count: z.int(),
    first_at: Timestamp,
    last_at: Timestamp,
  })
  .meta({ id: 'CspViolation' });

export const listCspViolations = defineRoute({
  id: 'listCspViolations',
  method: 'GET',
  path: '/api/v1/admin/csp-violations',
  tag: 'Operator console',
  summary: 'What policies of pages kept browsers from doing, as this process has heard since it began; newest first',
  audience: { operator: 'admin' },
  limit: 'signed_in',
  responses: { 200: dataOf(z.array(CspViolationView).max(200)) },
  errors: [],
});

export const contentSecurityRoutes = [reportCspViolation, listCspViolations] as const;
