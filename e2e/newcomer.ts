import type { Page } from 'playwright-core';
import { mailedLink } from './mailbox.ts';

export const NEWCOMERS_PASSWORD = 'a long walk to the river 1842';

/** Fills in the page to sign up on, which `page` shows, and follows the link that is mailed. */
export async function signUp(page: Page, url: string, { name, email }: { name: string; email: string }): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Email', { exact: true }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(NEWCOMERS_PASSWORD);
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Make the account' }).click();
  await page.getByRole('heading', { level: 1, name: 'Check your mail' }).waitFor();
  await page.goto(await mailedLink(url, email, 'verify_email'));
  // The link waits for a press, so that a mail scanner that opens it uses nothing up.
  await page.getByRole('button', { name: 'Verify my address' }).click();
  await page.getByText('Your address is verified.').waitFor();
  await page.getByRole('link', { name: 'Go on to Stepwell' }).click();
}

/** Founds an organization on the page that somebody without one is led to. */
export async function foundOrganization(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Create organization' }).click();
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
}
