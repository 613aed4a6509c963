import type { Page } from 'playwright-core';
import { reasonForNoApp } from './authenticator-app.ts';
import { type Guests, guests } from './console-guests.ts';
import { consolePage } from './pages/console.ts';
import type { Place } from './places.ts';

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();

type Whose = 'operator' | 'newOperator' | 'invited' | 'impersonator';

/** A place for somebody of the guests, who are known when it is opened. */
function placeOf(
  whose: Whose,
  name: string,
  path: (guests: Guests) => string,
  content: (page: Page, url: string) => Promise<void>,
): Place {
  return {
    name,
    visitor: 'nobody',
    async open(page, url) {
      const known = await guests(url);
      const cookie = { name: 'stepwell_session', value: known[whose], url, httpOnly: true, sameSite: 'Lax' } as const;
      await page.context().addCookies([cookie]);
      await page.goto(`${url}${path(known)}`);
      await content(page, url);
    },
  };
}

const consolePlace = (
  name: string,
  path: string | ((guests: Guests) => string),
  content: (page: Page, url: string) => Promise<void>,
) => placeOf('operator', `console-${name}`, typeof path === 'string' ? () => path : path, content);

const table = (page: Page) => page.getByRole('table').first().waitFor();

const OPERATORS_PLACES: readonly Place[] = [
  consolePlace('overview', '/admin', (page) => page.getByRole('img', { name: /^Sign-ins: / }).waitFor()),
  consolePlace('users', '/admin/users', table),
  consolePlace('users-none-found', '/admin/users?q=nobody-at-all', (page) =>
    page.getByRole('heading', { level: 2, name: 'Nothing matches' }).waitFor(),
  ),
  consolePlace(
    'user',
    ({ orchardOwnerId }) => `/admin/users/${orchardOwnerId}`,
    (page) => page.getByRole('heading', { name: 'Recent activity' }).waitFor(),
  ),
  consolePlace(
    'user-suspended',
    ({ suspendedId }) => `/admin/users/${suspendedId}`,
    (page) => page.getByText(/^Suspended since/).waitFor(),
  ),
  consolePlace(
    'user-suspension',
    ({ orchardOwnerId }) => `/admin/users/${orchardOwnerId}`,
    async (page, url) => {
      const desk = consolePage(page, url);
      await desk.button('More').click();
      await page.getByRole('menuitem', { name: 'Suspend…' }).click();
      await desk.press('Suspend').click();
      await desk.dialog.getByText('Say why, in a few words.').waitFor();
    },
  ),
  consolePlace(
    'user-act-as',
    ({ orchardOwnerId }) => `/admin/users/${orchardOwnerId}`,
    async (page, url) => {
      const desk = consolePage(page, url);
      await desk.button('Act as…').click();
      await desk.reason.waitFor();
    },
  ),
  consolePlace('organizations', '/admin/organizations', table),
  consolePlace(
    'organization',
    ({ atelierId }) => `/admin/organizations/${atelierId}`,
    (page) => page.getByRole('heading', { name: 'Recent activity' }).waitFor(),
  ),
  consolePlace(
    'organization-suspended',
    ({ slopesId }) => `/admin/organizations/${slopesId}`,
    (page) => page.getByText(/^Suspended since/).waitFor(),
  ),
  // Another test may have sorted it out.
  consolePlace('errors', '/admin/errors?state=any', (page) =>
    page.getByText('PUT /api/v1/organization/single-sign-on').first().waitFor(),
  ),
  consolePlace('errors-none-found', '/admin/errors?q=nothing-like-it', (page) =>
    page.getByRole('heading', { level: 2, name: 'Nothing matches' }).waitFor(),
  ),
  consolePlace(
    'error',
    ({ errorId }) => `/admin/errors/${errorId}`,
    (page) => page.getByRole('img', { name: /^Occurrences: / }).waitFor(),
  ),
  consolePlace('kill-switch', '/admin/kill-switch', (page) =>
    page.getByRole('heading', { name: 'Onboarding is running everywhere' }).waitFor(),
  ),
  consolePlace('services', '/admin/services', (page) => heading(page, 'Services')),
  placeOf(
    'newOperator',
    'console-second-factor',
    () => '/admin',
    (page, url) => consolePage(page, url).secondFactorAsked.waitFor(),
  ),
  placeOf(
    'impersonator',
    'impersonation',
    () => '/',
    async (page, url) => {
      await consolePage(page, url).bar.waitFor();
      await heading(page, 'Overview');
    },
  ),
  placeOf(
    'invited',
    'welcome-invited',
    () => '/welcome',
    (page) => page.getByRole('button', { name: /^Join Orchard/ }).waitFor(),
  ),
  placeOf(
    'invited',
    'profile-without-organization',
    () => '/settings/profile',
    (page) => heading(page, 'Profile'),
  ),
];

function auditPlace(name: string, path: string, content: (page: Page) => Promise<void>): Place {
  return {
    name,
    visitor: 'owner',
    async open(page, url) {
      await page.goto(`${url}/settings/audit${path}`);
      await heading(page, 'Audit log');
      await content(page);
    },
  };
}

const noApp = reasonForNoApp();
if (noApp !== undefined) console.log(`SKIPPED (${noApp}): places of the operators’ console`);

/** The operators' console, the audit log, and leaving. */
export const CONSOLE_PLACES: readonly Place[] = [
  ...(noApp === undefined ? OPERATORS_PLACES : []),
  auditPlace('audit-log', '', table),
  auditPlace('audit-log-entry', '', async (page) => {
    await page.getByRole('row').getByRole('button').first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Only this thing' }).waitFor();
  }),
  auditPlace('audit-log-verdict', '', async (page) => {
    await page.getByRole('button', { name: 'Check the chain' }).click();
    await page.getByText(/^Intact: /).waitFor();
  }),
  auditPlace('audit-log-none-found', '?action=nothing.such', (page) =>
    page.getByRole('heading', { level: 2, name: 'No entry matches' }).waitFor(),
  ),
  {
    name: 'delete-account',
    visitor: 'owner',
    async open(page, url) {
      await page.goto(`${url}/settings/profile`);
      await page.getByRole('button', { name: 'Delete the account…' }).click();
      await page.getByRole('dialog').getByRole('textbox').waitFor();
    },
  },
  {
    name: 'farewell',
    visitor: 'nobody',
    refusals: [401],
    async open(page, url) {
      await page.goto(`${url}/farewell`);
      await heading(page, 'Your account is deleted');
    },
  },
];
