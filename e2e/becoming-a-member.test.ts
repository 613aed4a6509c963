import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch } from './browsers.ts';
import { mailedLink } from './mailbox.ts';
import { foundOrganization, signUp } from './newcomer.ts';
import { visit } from './visit.ts';

const url = inject('serverUrl');
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
  await signUp(ada.page, url, { name: 'Ada Lovelace', email: ADA });
  await foundOrganization(ada.page, 'Analytical Engines');

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
  await signUp(charles.page, url, { name: 'Charles Babbage', email: CHARLES });
  await charles.page.getByRole('link', { name: 'See the invitation' }).click();
  await charles.page.getByRole('button', { name: 'Accept and join' }).click();
  await charles.page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();

  await ada.page.reload();
  await ada.page.getByRole('table').getByText(CHARLES).waitFor();
  expect(ada.complaints(401)).toEqual([]);
  expect(charles.complaints(401)).toEqual([]);
  await Promise.all([ada.leave(), charles.leave()]);
});
