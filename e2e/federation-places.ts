import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { harbour } from './pages/provider.ts';
import type { Place } from './places.ts';

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

function openPage(
  name: string,
  path: string,
  content: (page: Page) => Promise<void>,
  refusals: readonly number[],
): Place {
  return {
    name,
    visitor: 'nobody',
    refusals: [401, ...refusals],
    async open(page, url) {
      await page.goto(`${url}${path}`);
      await content(page);
    },
  };
}

function settingsPage(name: string, path: string, title: string, content: (page: Page) => Promise<void>): Place {
  return {
    name,
    visitor: 'owner',
    async open(page, url) {
      await page.goto(`${url}/settings/${path}`);
      await heading(page, title);
      await content(page);
    },
  };
}

/** A page of the organization where all of it is set up already. */
function setUpPage(name: string, path: string, title: string, content: (page: Page) => Promise<void>): Place {
  const place = settingsPage(name, path, title, content);
  return {
    ...place,
    visitor: 'nobody',
    async open(page, url, links) {
      const { session } = inject('organizations').northwind;
      const cookie = { name: 'stepwell_session', value: session, url, httpOnly: true, sameSite: 'Lax' } as const;
      await page.context().addCookies([cookie]);
      await place.open(page, url, links);
    },
  };
}

const SIGN_IN_PLACES: readonly Place[] = [
  openPage(
    'sign-in-by-single-sign-on',
    '/sign-in?way=sso',
    async (page) => {
      await button(page, 'Go on').click();
      await page.getByText('Enter your work address').waitFor();
    },
    [],
  ),
  openPage(
    'sign-in-refused-elsewhere',
    '/sign-in?refused=domain_not_of_organization',
    (page) => page.getByRole('alert').getByText('does not belong to a verified domain').waitFor(),
    [],
  ),
  openPage(
    'callback-refused',
    '/sign-in/callback/openid?error=access_denied&state=of-nobody',
    (page) => page.getByText('You could not be signed in').waitFor(),
    [403, 409, 410],
  ),
  openPage('callback-over', '/sign-in/callback/openid', (page) => page.getByText('Begin again').first().waitFor(), []),
  {
    name: 'connected-account',
    visitor: 'nobody',
    refusals: [401, 403],
    async open(page, url) {
      await page.goto(`${url}/sign-in`);
      await harbour(page).signIn('jerrie');
      const accepting = button(page, 'Accept and continue');
      const founding = button(page, 'Create organization');
      await accepting.or(founding).waitFor();
      if (await accepting.isVisible()) {
        await page.getByRole('checkbox').check();
        await accepting.click();
        await founding.waitFor();
      }
      await page.goto(`${url}/settings/security`);
      await button(page, 'Disconnect Harbour').waitFor();
    },
  },
];

const SINGLE_SIGN_ON_PLACES: readonly Place[] = [
  settingsPage('settings-single-sign-on-empty', 'single-sign-on', 'Single sign-on', async (page) => {
    await button(page, 'Fill in from metadata').waitFor();
    await button(page, 'Save').click();
    await page.getByText('Enter the entity id.').waitFor();
  }),
  settingsPage('settings-single-sign-on-openid', 'single-sign-on', 'Single sign-on', async (page) => {
    await page.getByRole('radio', { name: /^OpenID Connect/ }).check({ force: true });
    await page.getByLabel('Issuer').waitFor();
  }),
  settingsPage('settings-single-sign-on-metadata', 'single-sign-on', 'Single sign-on', async (page) => {
    await button(page, 'Fill in from metadata').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Metadata (XML)').fill('<html/>');
    await dialog.getByRole('button', { name: 'Fill in' }).click();
    await dialog.getByText('This is no SAML metadata').waitFor();
  }),
  setUpPage('settings-single-sign-on', 'single-sign-on', 'Single sign-on', async (page) => {
    await page.getByText('Assertion consumer service').waitFor();
    await page
      .getByRole('button', { name: /^Verify / })
      .first()
      .waitFor();
  }),
  setUpPage('settings-single-sign-on-required', 'single-sign-on', 'Single sign-on', async (page) => {
    await page.getByRole('radio', { name: /^Required/ }).check({ force: true });
    await button(page, 'Apply').click();
    await page.getByRole('dialog').waitFor();
  }),
];

const DIRECTORY_PLACES: readonly Place[] = [
  settingsPage('settings-directory-empty', 'directory', 'Directory', (page) => button(page, 'Make a token').waitFor()),
  setUpPage('settings-directory', 'directory', 'Directory', (page) => page.getByRole('table').waitFor()),
  setUpPage('settings-directory-token', 'directory', 'Directory', async (page) => {
    await button(page, 'New token').click();
    await page.getByRole('dialog').waitFor();
  }),
];

/** Signing in with accounts elsewhere, single sign-on and directories. */
export const FEDERATION_PLACES: readonly Place[] = [...SIGN_IN_PLACES, ...SINGLE_SIGN_ON_PLACES, ...DIRECTORY_PLACES];
