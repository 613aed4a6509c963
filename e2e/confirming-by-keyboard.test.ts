import { deleteOrganization, getMe } from '@stepwell/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { forgetProofs } from './beside-server.ts';
import { launch } from './browsers.ts';
import { focusComesTo, pressOn, tabTo, typeInto } from './keyboard.ts';
import { mailed, mailedLink } from './mailbox.ts';
import { NEWCOMERS_PASSWORD } from './newcomer.ts';
import { founder, type Person, refusalOf } from './people.ts';
import { visitAs } from './visit.ts';

/** “Confirm it’s you” before a dangerous deed, an hour after somebody came; without a mouse. */

const url = inject('serverUrl');
const dataDir = inject('dataDir');

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser.close());

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** What the person proved when they came is an hour old by now, and the server has heard of it. */
async function anHourGoesBy(who: Person): Promise<void> {
  const deed = () => refusalOf(who.call(deleteOrganization, { body: { slug: 'of-nobody' } }));
  expect(await deed(), 'only the name is wrong').toBe('slug_mismatch');
  await forgetProofs(dataDir, who.email);
  await expect.poll(deed, { timeout: 10_000 }).toBe('confirmation_required');
}

/** The question, which has the focus where the answer is typed. */
async function question(page: Page) {
  const dialog = page.getByRole('dialog', { name: 'Confirm it’s you' });
  const password = dialog.getByLabel('Your password', { exact: true });
  await focusComesTo(page, password);
  return { dialog, password, refusal: dialog.getByRole('alert') };
}

it('asks before an address is changed, takes no for an answer, and goes on where it was', async () => {
  const [before, after] = ['ada@first-address.example', 'ada@second-address.example'];
  const { owner } = await founder(url, { name: 'Ada Yonath', email: before }, 'Ribosomes');
  await anHourGoesBy(owner);
  const { page, leave, complaints } = await visitAs(browser, url, owner.session());
  const change = button(page, 'Change the address');
  await page.goto(`${url}/settings/profile`);
  await typeInto(page, page.getByLabel('New address'), after);
  await pressOn(page, change, 'Enter');
  const first = await question(page);
  for (const key of ['Shift+Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab']) {
    await page.keyboard.press(key);
    await focusComesTo(page, first.dialog.locator('*'));
  }
  await page.keyboard.press('Escape');
  await first.dialog.waitFor({ state: 'hidden' });
  await focusComesTo(page, change);
  await page.getByRole('alert').getByText('it was not confirmed that it’s you').waitFor();
  expect(await page.getByLabel('New address').inputValue(), 'what was typed stays').toBe(after);

  await page.keyboard.press('Enter');
  const again = await question(page);
  await page.keyboard.type('not the password at all');
  await page.keyboard.press('Enter');
  await again.refusal.waitFor();
  await tabTo(page, again.password);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(NEWCOMERS_PASSWORD);
  await page.keyboard.press('Enter');
  await again.dialog.waitFor({ state: 'hidden' });
  // The form has gone with what was typed: its part of the page has the focus.
  const part = page.locator('section').filter({ has: page.getByText(`A link is on its way to ${after}.`) });
  await focusComesTo(page, part);
  expect((await owner.call(getMe)).data.account.email, 'until the link is followed').toBe(before);

  await page.goto(await mailedLink(url, after, 'change_email'));
  await pressOn(page, button(page, 'Verify my address'), 'Enter');
  await page.getByText('Your address is verified.').waitFor();
  await page.goto(`${url}/settings/profile`);
  await title(page, 'Profile').waitFor();
  await page.getByText(after).first().waitFor();
  expect((await owner.call(getMe)).data.account).toMatchObject({ email: after, email_verified: true });
  expect((await mailed(url, before, 'email_changed')).text).toContain(after);
  expect(complaints(401, 403)).toEqual([]);
  await leave();
});

it('gives the focus back to the dialog that it was asked from', async () => {
  const email = 'dora@ribosomes.example';
  const { owner } = await founder(url, { name: 'Dora', email }, 'Subunits');
  await anHourGoesBy(owner);
  const { page, leave, complaints } = await visitAs(browser, url, owner.session());
  await page.goto(`${url}/settings/members`);
  const invite = button(page, 'Invite').first();
  await pressOn(page, invite, 'Enter');
  const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
  const address = dialog.getByLabel('Mail address');
  await typeInto(page, address, 'venki@ribosomes.example');
  await page.keyboard.press('Enter');
  await question(page);
  await page.keyboard.press('Escape');
  await focusComesTo(page, address);
  await page.keyboard.press('Enter');
  const { password } = await question(page);
  await typeInto(page, password, NEWCOMERS_PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByText('Invitation sent to venki@ribosomes.example').first().waitFor();
  await dialog.waitFor({ state: 'hidden' });
  await focusComesTo(page, invite);
  expect(complaints(401, 403)).toEqual([]);
  await leave();
});
