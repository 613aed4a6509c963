import { type Language, LANGUAGES } from '../../../lib/languages.ts';
import type { Organization, OrganizationChange } from './organization-query.ts';

export interface Details {
  name: string;
  slug: string;
  language: Language;
}

export interface Branding {
  logoUrl: string;
  /** `#rrggbb`, or empty for the built-in one. */
  accent: string;
}

export function detailsOf({ name, slug, default_locale: locale }: Organization): Details {
  const language = LANGUAGES.find(({ value }) => value === locale.split('-')[0])?.value ?? 'en';
  return { name, slug, language };
}

/** What the form changes, or null when that is nothing. */
export function detailsChange(organization: Organization, form: Details): OrganizationChange | null {
  const known = detailsOf(organization);
  return changeOrNull({
    name: form.name.trim() === known.name ? undefined : form.name.trim(),
    slug: form.slug === known.slug ? undefined : form.slug,
    default_locale: form.language === known.language ? undefined : form.language,
  });
}

export function brandingOf({ logo_url: logoUrl, accent }: Organization): Branding {
  return { logoUrl: logoUrl ?? '', accent: accent ?? '' };
}

export function brandingChange(organization: Organization, form: Branding): OrganizationChange | null {
  const known = brandingOf(organization);
  const logoUrl = form.logoUrl.trim();
  return changeOrNull({
    logo_url: logoUrl === known.logoUrl ? undefined : logoUrl || null,
    accent: form.accent.toLowerCase() === known.accent.toLowerCase() ? undefined : form.accent || null,
  });
}

/** Whether it can be kept as the address of a logo: https only, so that pages never mix in what is not encrypted. */
export function isLogoAddress(text: string): boolean {
  return text.length <= 500 && /^https:\/\/[^\s/]+/i.test(text) && URL.canParse(text);
}

/** What is typed as a colour, with its `#`. */
export function typedColour(text: string): string {
  const digits = text.trim().replace(/^#+/, '').slice(0, 6);
  return digits ? `#${digits}` : '';
}

function changeOrNull(change: OrganizationChange): OrganizationChange | null {
  return Object.values(change).some((value) => value !== undefined) ? change : null;
}
