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

const CODE_NEEDED = JSON.stringify({
  type: 'https://stepwell.example/errors#link_code_needed',
  title: 'This link was asked for in another browser: enter the six digits that are shown there.',
  status: 409,
  code: 'link_code_needed',
  instance: '/api/v1/auth/magic-link/confirm',
  correlation_id: '0',
});

/** The ways in, and what people set for themselves and their organization. */
export const ACCOUNT_PLACES: readonly Place[] = [
  openPage('sign-up', '/sign-up', 'Make an account'),
  openPage('forgotten-password', '/forgot-password', 'Set a new password'),
  openPage('verify-address', `/verify-email#token=${'a'.repeat(75)}`, 'Verify your address'),
  {
    name: 'magic-link-asked',
    visitor: 'nobody',
    refusals: [401],
    async open(page, url) {
      await page.goto(`${url}/sign-in?way=link`);
      await page.getByLabel('Email', { exact: true }).fill('nobody@quays.example');
      await page.getByRole('button', { name: 'Mail the link' }).click();
      await page.getByText('It asks there for this code').waitFor();
    },
  },
  {
    name: 'magic-link-elsewhere',
    visitor: 'nobody',
    refusals: [401, 409],
    async open(page, url) {
      // Only so many links are mailed an hour, so that the server’s answer is given here.
      await page.route('**/api/v1/auth/magic-link/confirm', (route) =>
        route.fulfill({ status: 409, contentType: 'application/problem+json', body: CODE_NEEDED }),
      );
      await page.goto(`${url}/magic-link#token=${'a'.repeat(75)}`);
      await page.getByRole('button', { name: 'Sign in now' }).click();
      await page.getByLabel('Code', { exact: true }).waitFor();
    },
  },
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
