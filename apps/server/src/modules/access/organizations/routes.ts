import {
  checkSlug,
  createOrganization,
  deleteOrganization,
  getOrganization,
  listDeletedOrganizations,
  type OrganizationView,
  restoreOrganization,
  updateOrganization,
} from '@stepwell/contract';
import type { z } from 'zod';
import { created, mount, type MountedRoute, ok } from '../../../platform/http/index.ts';
import { auditActor, memberOf, signedIn } from '../callers/index.ts';
import type { FoundationService, OrganizationChange, Restorable } from './foundations.ts';
import type { Organization } from './organization.ts';

export function organizationRoutes(foundations: FoundationService): MountedRoute[] {
  return [
    mount(createOrganization, async ({ principal, body, context }) => {
      const who = signedIn(principal);
      const { name, slug, default_locale: defaultLocale } = body;
      return created({ data: await foundations.found(who, { name, slug, defaultLocale }, auditActor(who, context)) });
    }),
    mount(checkSlug, async ({ params }) =>
      ok({ data: { slug: params.slug, available: await foundations.isFree(params.slug) } }),
    ),
    mount(getOrganization, async ({ principal }) =>
      ok({ data: viewOf(await foundations.organization(memberOf(principal).orgId)) }),
    ),
    mount(updateOrganization, async ({ principal, body, context }) => {
      const member = memberOf(principal);
      return ok({ data: viewOf(await foundations.update(member, changeOf(body), auditActor(member, context))) });
    }),
    mount(deleteOrganization, async ({ principal, body, context }) => {
      const member = memberOf(principal);
      const until = await foundations.remove(member, body.slug, auditActor(member, context));
      return ok({ data: { restorable_until: until.toISOString() } });
    }),
    mount(listDeletedOrganizations, async ({ principal }) => {
      const deleted = await foundations.listDeleted(signedIn(principal).accountId);
      return ok({ data: deleted.map(deletedViewOf) });
    }),
    mount(restoreOrganization, async ({ principal, params, context }) => {
      const who = signedIn(principal);
      return ok({ data: await foundations.restore(who, params.id, auditActor(who, context)) });
    }),
  ];
}

type Body = z.output<typeof updateOrganization.body>;

function changeOf({ name, slug, default_locale, logo_url, accent, requires_second_factor }: Body): OrganizationChange {
  return {
    ...(name === undefined ? {} : { name }),
    ...(slug === undefined ? {} : { slug }),
    ...(default_locale === undefined ? {} : { defaultLocale: default_locale }),
    ...(logo_url === undefined ? {} : { logoUrl: logo_url }),
    ...(accent === undefined ? {} : { accent }),
    ...(requires_second_factor === undefined ? {} : { requiresSecondFactor: requires_second_factor }),
  };
}

function deletedViewOf({ id, slug, name, restorableUntil }: Restorable) {
  return { id, slug, name, restorable_until: restorableUntil.toISOString() };
}

function viewOf(organization: Organization): z.input<typeof OrganizationView> {
  return {
    id: organization.id,
    slug: organization.slug,
    name: organization.name,
    logo_url: organization.logoUrl,
    accent: organization.accent,
    default_locale: organization.defaultLocale,
    requires_second_factor: organization.requiresSecondFactor,
    created_at: organization.createdAt.toISOString(),
  };
}
