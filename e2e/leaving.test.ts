import { createInvitation } from '@stepwell/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch } from './browsers.ts';
import { NEWCOMERS_PASSWORD, signUp } from './newcomer.ts';
import { signInPage } from './pages/sign-in.ts';
import { founder, signedUp } from './people.ts';
import { visit, visitAs } from './visit.ts';

const url = inject('serverUrl');

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser.close());

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

it('lets somebody without an organization see to their account, and delete it for good', async () => {
  const email = 'gertrude@elion.example';
  const { page, leave, complaints } = await visit(browser);
  await page.goto(`${url}/sign-up`);
  await signUp(page, url, { name: 'Gertrude Elion', email });
  await title(page, 'Set up your organization').waitFor();
  await page.getByRole('link', { name: 'Your account' }).click();
  await title(page, 'Profile').waitFor();
  await page.getByRole('link', { name: 'Security' }).click();
  await title(page, 'Security').waitFor();
  await page.getByRole('listitem').filter({ hasText: 'This session' }).waitFor();
  const settings = page.getByRole('navigation', { name: 'Settings' }).getByRole('link');
  expect(await settings.allInnerTexts()).toEqual(['Profile', 'Security']);

  await page.getByRole('link', { name: 'Profile' }).click();
  await button(page, 'Delete the account…').click();
  const dialog = page.getByRole('dialog', { name: 'Delete your account for good?' });
  const submit = dialog.getByRole('button', { name: 'Delete for good' });
  expect(await submit.isDisabled(), 'nothing typed yet').toBe(true);
  await dialog.getByRole('textbox').fill(email);
  await submit.click();
  await title(page, 'Your account is deleted').waitFor();

  const signIn = signInPage(page, url);
  await signIn.open();
  await signIn.email.fill(email);
  await signIn.password.fill(NEWCOMERS_PASSWORD);
  await signIn.submit.click();
  await page.getByRole('alert').waitFor();
  await signIn.heading().waitFor();
  expect(complaints(401)).toEqual([]);
  await leave();
});

it('keeps the only owner of an organization, and says what the way out is', async () => {
  const who = { name: 'Barbara McClintock', email: 'barbara@maize.example' };
  const { owner } = await founder(url, who, 'Maize');
  await owner.call(createInvitation, { body: { email: 'harriet@maize.example', role: 'member' } });
  const { page, leave, complaints } = await visitAs(browser, url, owner.session());
  await page.goto(`${url}/settings/profile`);
  await button(page, 'Delete the account…').click();
  const dialog = page.getByRole('dialog', { name: 'Delete your account for good?' });
  await dialog.getByRole('textbox').fill(who.email);
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  await dialog.getByRole('alert').getByText('You own: Maize').waitFor();
  await dialog.getByRole('link', { name: 'Go to the organization’s settings' }).click();
  await title(page, 'Organization').waitFor();
  expect(complaints(409)).toEqual([]);
  await leave();
});

it('shows an invitation to whoever has the address, who joins without the link', async () => {
  const { owner } = await founder(url, { name: 'Rosalind Franklin', email: 'rosalind@helix.example' }, 'Helix');
  const invited = await signedUp(url, { name: 'Maurice Wilkins', email: 'maurice@helix.example' });
  await owner.call(createInvitation, { body: { email: 'maurice@helix.example', role: 'member' } });
  const { page, leave, complaints } = await visitAs(browser, url, invited.session());
  await page.goto(url);
  await title(page, 'Set up your organization').waitFor();
  await page.getByText('Rosalind Franklin invites you as member.').waitFor();
  await button(page, 'Join Helix').click();
  await title(page, 'Overview').waitFor();
  await page.goto(`${url}/settings/members`);
  await page.getByRole('table').first().getByText('maurice@helix.example').waitFor();
  expect(complaints()).toEqual([]);
  await leave();
});
