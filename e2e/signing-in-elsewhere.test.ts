import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch } from './browsers.ts';
import { HARBOUR_PEOPLE } from './identities.ts';
import { command, focusComesTo, pressOn, typeInto } from './keyboard.ts';
import { foundOrganization, signUp } from './newcomer.ts';
import { harbour } from './pages/provider.ts';
import { securityPage } from './pages/security.ts';
import { signInPage } from './pages/sign-in.ts';
import { visit } from './visit.ts';

const url = inject('serverUrl');

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser.close());

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function acceptTerms(page: Page): Promise<void> {
  await page.getByRole('checkbox').check();
  await button(page, 'Accept and continue').click();
}

it('leads a stranger through the provider to an organization of their own, and lets them in again', async () => {
  const { page, leave, complaints } = await visit(browser);
  const signIn = signInPage(page, url);
  await signIn.open();
  await harbour(page).signIn('nelly');
  await acceptTerms(page);
  await foundOrganization(page, 'Around the world');
  const security = securityPage(page, url);
  await security.open();
  await security.thisSession().waitFor();
  await page.getByText(HARBOUR_PEOPLE.nelly.email).first().waitFor();
  await security.signOut();

  // The provider still knows them, so that it asks nothing.
  await harbour(page).continueButton.click();
  await title(page, 'Overview').waitFor();
  const elsewhere = await visit(browser);
  await signInPage(elsewhere.page, url).open();
  await harbour(elsewhere.page).continueButton.click();
  await harbour(elsewhere.page).account.fill('nelly');
  await harbour(elsewhere.page).logIn.click();
  await harbour(elsewhere.page).allow.click();
  await title(elsewhere.page, 'Overview').waitFor();
  for (const visitor of [{ complaints }, elsewhere]) expect(visitor.complaints(401, 403)).toEqual([]);
  await Promise.all([leave(), elsewhere.leave()]);
});

it('links somebody who has a password, where both sides have verified the address', async () => {
  const { page, leave, complaints } = await visit(browser);
  await page.goto(`${url}/sign-up`);
  await signUp(page, url, { name: 'Bessie Coleman', email: HARBOUR_PEOPLE.bessie.email });
  await foundOrganization(page, 'Flying circus');
  const security = securityPage(page, url);
  await security.open();
  await button(page, 'Connect Harbour').waitFor();
  await security.signOut();

  await harbour(page).signIn('bessie');
  await page.getByText('From now on this account signs you in here too.').waitFor();
  await title(page, 'Overview').waitFor();
  await security.open();
  await button(page, 'Disconnect Harbour').waitFor();
  expect(complaints(401)).toEqual([]);
  await leave();
});

it('connects an account under another address, signs in with it, and disconnects it', async () => {
  const { page, leave, complaints } = await visit(browser);
  await page.goto(`${url}/sign-up`);
  await signUp(page, url, { name: 'Amelia Earhart', email: 'amelia@ninety-nines.example' });
  await foundOrganization(page, 'Ninety-Nines');
  const security = securityPage(page, url);
  await security.open();
  await button(page, 'Connect Harbour').click();
  await harbour(page).give('amelia');
  await harbour(page).allow.click();
  await title(page, 'Security').waitFor();
  await page.getByText(HARBOUR_PEOPLE.amelia.email).waitFor();
  await security.signOut();

  await harbour(page).continueButton.click();
  await title(page, 'Overview').waitFor();
  await security.open();
  await button(page, 'Disconnect Harbour').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
  await page.getByText('Harbour is disconnected.').waitFor();
  await button(page, 'Connect Harbour').waitFor();

  // Nothing is left of it: whoever comes with that account now is somebody new.
  const stranger = await visit(browser);
  await signInPage(stranger.page, url).open();
  await harbour(stranger.page).signIn('amelia');
  await title(stranger.page, 'Before you begin').waitFor();
  for (const visitor of [{ complaints }, stranger]) expect(visitor.complaints(401, 403)).toEqual([]);
  await Promise.all([leave(), stranger.leave()]);
});

it('says so when the person declines, and asks to begin again when the page is loaded once more', async () => {
  const { page, leave, complaints } = await visit(browser);
  await signInPage(page, url).open();
  await harbour(page).continueButton.click();
  await harbour(page).give('jerrie');
  await harbour(page).decline.click();
  await page.getByRole('alert').getByText('You could not be signed in').waitFor();
  await page.getByText('or you turned back').waitFor();
  expect(page.url(), 'what the provider said leaves the address').toBe(`${url}/sign-in/callback/openid`);
  await page.reload();
  await page.getByText('there is nothing left to complete here').waitFor();
  await page.getByRole('link', { name: 'Back to sign-in' }).click();
  await title(page, 'Sign in').waitFor();
  expect(complaints(401, 403)).toEqual([]);
  await leave();
});

it('signs a stranger up and in again by keyboard alone', async () => {
  const { page, leave, complaints } = await visit(browser);
  await signInPage(page, url).open();
  const { continueButton, account, logIn, allow } = harbour(page);
  await pressOn(page, continueButton, 'Enter');
  await typeInto(page, account, 'sally');
  await pressOn(page, logIn, 'Enter');
  await pressOn(page, allow, 'Enter');
  await pressOn(page, page.getByRole('checkbox'), 'Space');
  await pressOn(page, button(page, 'Accept and continue'), 'Enter');
  await typeInto(page, page.getByLabel('Name', { exact: true }), 'Seagull');
  await pressOn(page, button(page, 'Create organization'), 'Enter');
  await title(page, 'Overview').waitFor();

  await command(page, 'Sign out');
  await pressOn(page, continueButton, 'Space');
  await title(page, 'Overview').waitFor();
  await page.goto(`${url}/settings/security`);
  await pressOn(page, button(page, 'Disconnect Harbour'), 'Enter');
  const question = page.getByRole('dialog');
  await question.waitFor();
  await page.keyboard.press('Escape');
  await focusComesTo(page, button(page, 'Disconnect Harbour'));
  expect(complaints(401, 403)).toEqual([]);
  await leave();
});
