import { z } from 'zod';
import { AccountLocale, MeView } from '../../account.ts';
import { dataOf, Id, Timestamp } from '../../envelope.ts';
import { defineRoute } from '../../route.ts';

const common = { tag: 'Organization', limit: 'signed_in' } as const;
const Slug = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'lower-case letters, digits and -, starting with a letter');
const OrganizationName = z.string().trim().min(1).max(120);

export const OrganizationView = z
  .object({
    id: Id,
    slug: z.string(),
    name: z.string(),
    logo_url: z.string().nullable(),
    accent: z.string().nullable().describe('#rrggbb'),
    default_locale: z.string(),
    requires_second_factor: z.boolean().describe('members without one are refused until they have proved one'),
    created_at: Timestamp,
  })
  .meta({ id: 'Organization' });

export const createOrganization = defineRoute({
  ...common,
  id: 'createOrganization',
  method: 'POST',
  path: '/api/v1/organizations',
  summary: 'Found an organization, become its owner and work in it',
  audience: { account: true },
  body: z.strictObject({ name: OrganizationName, slug: Slug, default_locale: AccountLocale.default('en') }),
  responses: { 201: dataOf(MeView) },
  errors: ['organization_slug_taken', 'organization_slug_reserved', 'too_many_organizations'],
});

export const checkSlug = defineRoute({
  ...common,
  id: 'checkSlug',
  method: 'GET',
  path: '/api/v1/organizations/slugs/{slug}',
  summary: 'Whether a short name is free',
  audience: { account: true },
  params: z.object({ slug: Slug }),
  responses: { 200: dataOf(z.object({ slug: z.string(), available: z.boolean() })) },
  errors: [],
});

export const getOrganization = defineRoute({
  ...common,
  id: 'getOrganization',
  method: 'GET',
  path: '/api/v1/organization',
  summary: 'The organization worked in',
  audience: { member: 'organization:read' },
  responses: { 200: dataOf(OrganizationView) },
  errors: [],
});

export const updateOrganization = defineRoute({
  ...common,
  id: 'updateOrganization',
  method: 'PATCH',
  path: '/api/v1/organization',
  summary: 'Change name, short name, language or branding',
  description:
    'A changed short name changes the addresses of the hosted pages at once. Whether a second factor is required is for owners, in a session that meets it.',
  audience: { member: 'organization:write' },
  body: z.strictObject({
    name: OrganizationName.optional(),
    slug: Slug.optional(),
    default_locale: AccountLocale.optional(),
    logo_url: z
      .url({ protocol: /^https$/ })
      .max(500)
      .nullable()
      .optional(),
    accent: z
      .string()
      .regex(/^#[0-9a-fA-F]{6}$/, '#rrggbb')
      .nullable()
      .optional(),
    requires_second_factor: z.boolean().optional(),
  }),
  responses: { 200: dataOf(OrganizationView) },
  errors: ['organization_slug_taken', 'organization_slug_reserved', 'second_factor_required'],
});

export const deleteOrganization = defineRoute({
  ...common,
  id: 'deleteOrganization',
  method: 'DELETE',
  path: '/api/v1/organization',
  summary: 'Delete the organization; it can be restored for 30 days',
  description: 'Nobody works in it from now on, its keys and tokens are refused and its hosted pages are gone.',
  audience: { member: 'organization:delete' },
  confirm: true,
  body: z.strictObject({ slug: Slug.describe('typed once more, so that it is meant') }),
  responses: { 200: dataOf(z.object({ restorable_until: Timestamp })) },
  errors: ['slug_mismatch'],
});

export const listDeletedOrganizations = defineRoute({
  ...common,
  id: 'listDeletedOrganizations',
  method: 'GET',
  path: '/api/v1/organizations/deleted',
  summary: 'Organizations that one may still restore',
  audience: { account: true },
  responses: {
    200: dataOf(z.array(z.object({ id: Id, slug: z.string(), name: z.string(), restorable_until: Timestamp }))),
  },
  errors: [],
});

export const restoreOrganization = defineRoute({
  ...common,
  id: 'restoreOrganization',
  method: 'POST',
  path: '/api/v1/organizations/{id}/restore',
  summary: 'Bring a deleted organization back, by one who was its owner',
  audience: { account: true },
  confirm: true,
  params: z.object({ id: Id }),
  responses: { 200: dataOf(MeView) },
  errors: [],
});

export const organizationRoutes = [
  createOrganization,
  checkSlug,
  getOrganization,
  updateOrganization,
  deleteOrganization,
  listDeletedOrganizations,
  restoreOrganization,
] as const;
