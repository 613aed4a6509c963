import { expect, test } from 'vitest';
import {
  brandingChange,
  brandingOf,
  detailsChange,
  detailsOf,
  isLogoAddress,
  typedColour,
} from './organization-form.ts';
import type { Organization } from './organization-query.ts';

const ATELIER: Organization = {
  id: '01900000-0000-7000-8000-000000000001',
  slug: 'atelier',
  name: 'Atelier',
  logo_url: 'https://example.com/logo.svg',
  accent: '#0A6FB3',
  default_locale: 'fr-CA',
  requires_second_factor: false,
  created_at: '2026-01-01T00:00:00.000Z',
};

test('a form that was only opened changes nothing', () => {
  expect(detailsChange(ATELIER, detailsOf(ATELIER))).toBeNull();
  expect(brandingChange(ATELIER, brandingOf(ATELIER))).toBeNull();
});

test('only what is different is sent', () => {
  expect(detailsChange(ATELIER, { ...detailsOf(ATELIER), slug: 'studio' })).toEqual({ slug: 'studio' });
  expect(detailsChange(ATELIER, { ...detailsOf(ATELIER), name: ' Studio ', language: 'en' })).toEqual({
    name: 'Studio',
    default_locale: 'en',
  });
});

test('a space around the name, or another case of the colour, is no change', () => {
  expect(detailsChange(ATELIER, { ...detailsOf(ATELIER), name: ' Atelier ' })).toBeNull();
  expect(brandingChange(ATELIER, { ...brandingOf(ATELIER), accent: '#0a6fb3' })).toBeNull();
});

test('an emptied field takes the branding away', () => {
  expect(brandingChange(ATELIER, { logoUrl: ' ', accent: '' })).toEqual({ logo_url: null, accent: null });
});

test('a logo has an https address', () => {
  expect(isLogoAddress('https://example.com/a.png')).toBe(true);
  const bad = ['http://example.com/a.png', 'javascript:alert(1)', 'https://', 'data:image/png;base64,', 'logo.png'];
  expect(bad.filter(isLogoAddress)).toEqual([]);
});

test('a colour gets its # however it is typed', () => {
  expect(['0a6fb3', '#0a6fb3', ' ##0a6fb3ff', '', '#'].map(typedColour)).toEqual([
    '#0a6fb3',
    '#0a6fb3',
    '#0a6fb3',
    '',
    '',
  ]);
});
