import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch } from './browsers.ts';
import { mailedLink } from './mailbox.ts';
import { visit } from './visit.ts';

const url = inject('serverUrl');
const PASSWORD = 'a long walk to the river 1842';
const ADA = 'ada@engines.example';
const CHARLES = 'charles@engines.example';

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser.close());

it('leads a stranger to an organization of their own, and whoever they invite into it', async () => {
  const ada = await visit(browser);
  await ada.page.goto(`${url}/sign-up`);
  await signUp(ada.page, 'Ada Lovelace', ADA);
  await verify(ada.page, ADA);
  await ada.page.getByLabel('Name', { exact: true }).fill('Analytical Engines');
  await ada.page.getByRole('button', { name: 'Create organization' }).click();
  await ada.page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();

  await ada.page.goto(`${url}/settings/members`);
  await ada.page.getByRole('button', { name: 'Invite' }).first().click();
  const dialog = ada.page.getByRole('dialog', { name: 'Invite somebody' });
  await dialog.getByLabel('Mail address').fill(CHARLES);
  await dialog.getByRole('button', { name: 'Send invitation' }).click();
  await ada.page.getByText(`Invitation sent to ${CHARLES}`).first().waitFor();

  const charles = await visit(browser);
  await charles.page.goto(await mailedLink(url, CHARLES, 'invitation'));
  await charles.page.getByRole('heading', { level: 1, name: 'Join Analytical Engines' }).waitFor();
  expect(charles.page.url(), 'the token leaves the address').not.toContain('token');
  await charles.page.getByRole('link', { name: /sign up/i }).click();
  await signUp(charles.page, 'Charles Babbage', CHARLES);
  await verify(charles.page, CHARLES);
  await charles.page.getByRole('link', { name: 'See the invitation' }).click();
  await charles.page.getByRole('button', { name: 'Accept and join' }).click();
  await charles.page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();

  await ada.page.reload();
  await ada.page.getByRole('table').getByText(CHARLES).waitFor();
  expect(ada.complaints(401)).toEqual([]);
  expect(charles.complaints(401)).toEqual([]);
  await Promise.all([ada.leave(), charles.leave()]);
});

async function signUp(page: Page, name: string, email: string): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(name);
  const address = page.getByLabel('Email', { exact: true });
  if (await address.isEditable()) await address.fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Make the account' }).click();
  await page.getByRole('heading', { level: 1, name: 'Check your mail' }).waitFor();
}

/** The link waits for a press, so that a mail scanner that opens it uses nothing up. */
async function verify(page: Page, email: string): Promise<void> {
  await page.goto(await mailedLink(url, email, 'verify_email'));
  await page.getByRole('button', { name: 'Verify my address' }).click();
  await page.getByText('Your address is verified.').waitFor();
  await page
    .getByRole('link', { name: 'Go on to Stepwell' })
    .or(page.getByRole('button', { name: 'Go on to Stepwell' }))
    .click();
}
