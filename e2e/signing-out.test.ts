import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch } from './browsers.ts';
import { signInPage } from './pages/sign-in.ts';
import { visit } from './visit.ts';

const url = inject('serverUrl');
const { northwind } = inject('organizations');
const PAGES = ['/', '/flows', '/participants', '/api-keys', '/settings/security', '/settings/members'];

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser.close());

/** The button with the name and address of whoever is signed in stands on every page. */
async function openAccountMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: northwind.owner.email }).click();
}

it('is one menu away on every page, and the pages are closed after it', async () => {
  const { page, leave } = await visit(browser);
  const signIn = signInPage(page, url);
  await signIn.open();
  await signIn.signIn(northwind.owner);
  for (const path of PAGES) {
    await page.goto(url + path);
    await openAccountMenu(page);
    await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
    await page.keyboard.press('Escape');
  }
  const session = (await page.context().cookies()).find(({ name }) => name === 'stepwell_session')?.value ?? '';
  await openAccountMenu(page);
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await signIn.heading().waitFor();
  for (const path of PAGES) {
    await page.goto(url + path);
    await signIn.heading().waitFor();
  }
  // The cookie that somebody may have kept opens nothing either.
  const kept = await fetch(`${url}/api/v1/me`, { headers: { cookie: `stepwell_session=${session}` } });
  expect([session.length, kept.status]).toEqual([43, 401]);
  await leave();
});
