import type { Place } from './places.ts';

function openPage(name: string, path: string, title: string, refusals: readonly number[] = [401]): Place {
  return {
    name,
    visitor: 'nobody',
    refusals,
    async open(page, url) {
      await page.goto(`${url}${path}`);
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
    },
  };
}

function settingsPage(name: string, path: string, title: string): Place {
  return {
    name,
    visitor: 'owner',
    async open(page, url) {
      await page.goto(`${url}${path}`);
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      await page.getByRole('heading', { level: 2 }).first().waitFor();
    },
  };
}

/** The ways in, and what people set for themselves and their organization. */
export const ACCOUNT_PLACES: readonly Place[] = [
  openPage('sign-up', '/sign-up', 'Make an account'),
  openPage('forgotten-password', '/forgot-password', 'Set a new password'),
  openPage('verify-address', `/verify-email#token=${'a'.repeat(75)}`, 'Verify your address'),
  openPage('terms', '/terms', 'Terms'),
  settingsPage('settings-profile', '/settings/profile', 'Profile'),
  settingsPage('settings-security', '/settings/security', 'Security'),
  settingsPage('settings-organization', '/settings/organization', 'Organization'),
  settingsPage('settings-members', '/settings/members', 'Members'),
  {
    name: 'settings-policy',
    visitor: 'owner',
    async open(page, url) {
      await page.goto(`${url}/settings/policy`);
      await page.getByRole('table').first().waitFor();
    },
  },
];
