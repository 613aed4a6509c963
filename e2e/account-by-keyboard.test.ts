import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { authenticatorApp, reasonForNoApp } from './authenticator-app.ts';
import { launch } from './browsers.ts';
import { command, focusComesTo, pressOn, tabTo, typeInto } from './keyboard.ts';
import { mailedLink } from './mailbox.ts';
import { foundOrganization, NEWCOMERS_PASSWORD, signUp } from './newcomer.ts';
import { secondStep } from './pages/second-step.ts';
import { securityPage } from './pages/security.ts';
import { signInPage } from './pages/sign-in.ts';
import { visit } from './visit.ts';

const url = inject('serverUrl');
const KATHERINE = 'katherine@orbits.example';
const MARGARET = 'margaret@orbits.example';
const NEW_PASSWORD = 'forty boxes of listings 1969';
const noApp = reasonForNoApp();
if (noApp !== undefined) console.log(`SKIPPED (${noApp}): securing an account by keyboard`);

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser.close());

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });
const button = (within: Page | Locator, name: string) => within.getByRole('button', { name, exact: true });

it('signs up, founds an organization, invites somebody and makes an API key by keyboard alone', async () => {
  const { page, leave, complaints } = await visit(browser);
  await page.goto(`${url}/sign-up`);
  await signUpByKeyboard(page);
  await typeInto(page, page.getByLabel('Name', { exact: true }), 'Orbits');
  await pressOn(page, button(page, 'Create organization'), 'Enter');
  await title(page, 'Overview').waitFor();

  await page.goto(`${url}/settings/members`);
  await pressOn(page, button(page, 'Invite').first(), 'Enter');
  const invite = page.getByRole('dialog', { name: 'Invite somebody' });
  await typeInto(page, invite.getByLabel('Mail address'), 'dorothy@orbits.example');
  await tabTo(page, invite.getByRole('radio', { name: /^Member/ }));
  await page.keyboard.press('ArrowUp');
  await focusComesTo(page, invite.getByRole('radio', { name: /^Admin/, checked: true }));
  await pressOn(page, button(invite, 'Send invitation'), 'Enter');
  await page.getByText('Invitation sent to dorothy@orbits.example').first().waitFor();
  await invite.waitFor({ state: 'hidden' });

  await page.goto(`${url}/api-keys`);
  await makeKeyByKeyboard(page, 'Payments service');
  const row = page.getByRole('row').filter({ hasText: 'Payments service' });
  await row.getByRole('cell', { name: 'Test', exact: true }).waitFor();
  expect(complaints(401)).toEqual([]);
  await leave();
});

it.skipIf(noApp !== undefined)(
  'signs in, ends another session, sets up an authenticator app and changes the password by keyboard alone',
  async () => {
    const before = await visit(browser);
    await before.page.goto(`${url}/sign-up`);
    await signUp(before.page, url, { name: 'Margaret Hamilton', email: MARGARET });
    await foundOrganization(before.page, 'Listings');

    const { page, leave, complaints } = await visit(browser);
    await signInByKeyboard(page, NEWCOMERS_PASSWORD);
    await title(page, 'Overview').waitFor();
    const security = securityPage(page, url);
    await security.open();
    const end = page.getByRole('button', { name: /^End the session/ });
    await pressOn(page, end, 'Enter');
    await end.waitFor({ state: 'hidden' });
    await before.page.reload();
    await title(before.page, 'Sign in').waitFor();

    await setUpAppByKeyboard(page, security);
    await pressOn(page, security.button('Change'), 'Enter');
    await typeInto(page, page.getByLabel('Present password'), NEWCOMERS_PASSWORD);
    await typeInto(page, page.getByLabel('New password'), NEW_PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Your new password is set.').waitFor();

    await command(page, 'Sign out');
    await title(page, 'Sign in').waitFor();
    await signInByKeyboard(before.page, NEW_PASSWORD);
    await secondStep(before.page).heading.waitFor();
    expect(complaints(401)).toEqual([]);
    await Promise.all([before.leave(), leave()]);
  },
);

async function signUpByKeyboard(page: Page): Promise<void> {
  await typeInto(page, page.getByLabel('Name', { exact: true }), 'Katherine Johnson');
  await typeInto(page, page.getByLabel('Email', { exact: true }), KATHERINE);
  await typeInto(page, page.getByLabel('Password', { exact: true }), NEWCOMERS_PASSWORD);
  await pressOn(page, page.getByRole('checkbox'), 'Space');
  await pressOn(page, button(page, 'Make the account'), 'Enter');
  await title(page, 'Check your mail').waitFor();
  await page.goto(await mailedLink(url, KATHERINE, 'verify_email'));
  await pressOn(page, button(page, 'Verify my address'), 'Enter');
  await pressOn(page, page.getByRole('link', { name: 'Go on to Stepwell' }), 'Enter');
}

async function makeKeyByKeyboard(page: Page, name: string): Promise<void> {
  await pressOn(page, button(page, 'Create API key'), 'Enter');
  const dialog = page.getByRole('dialog');
  await typeInto(page, dialog.getByLabel('Name'), name);
  await pressOn(page, dialog.getByLabel('Environment'), 'Enter');
  await focusComesTo(page, page.getByRole('option', { name: 'Live' }));
  await page.keyboard.press('ArrowDown');
  await focusComesTo(page, page.getByRole('option', { name: 'Test' }));
  await page.keyboard.press('Enter');
  await dialog.getByLabel('Environment').getByText('Test').waitFor();
  await pressOn(page, button(dialog, 'Create key'), 'Enter');
  await dialog.getByRole('heading', { name: `${name} is ready` }).waitFor();
  await pressOn(page, button(dialog, 'I have kept it'), 'Enter');
  await dialog.waitFor({ state: 'hidden' });
}

async function signInByKeyboard(page: Page, password: string): Promise<void> {
  const signIn = signInPage(page, url);
  await signIn.open();
  await typeInto(page, signIn.email, MARGARET);
  await typeInto(page, signIn.password, password);
  await page.keyboard.press('Enter');
}

async function setUpAppByKeyboard(page: Page, security: ReturnType<typeof securityPage>): Promise<void> {
  await pressOn(page, security.button('Set up'), 'Enter');
  // What the dialog asks for has the focus from the start.
  await focusComesTo(page, security.code);
  await pressOn(page, security.byHand, 'Enter');
  await tabTo(page, security.secret);
  const app = authenticatorApp((await security.secret.getAttribute('title')) ?? '');
  await typeInto(page, security.code, await app.code());
  await page.keyboard.press('Enter');
  await security.backupCodes.waitFor();
  expect(await security.savedCodes(() => pressOn(page, security.saveCodes, 'Enter'))).toHaveLength(10);
  await pressOn(page, security.codesAreKept, 'Enter');
  await security.appInUse.waitFor();
}
