import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch } from './browsers.ts';
import { founder, joined } from './people.ts';
import { visitAs } from './visit.ts';

const url = inject('serverUrl');

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser.close());

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });
const settings = (page: Page) => page.getByRole('navigation', { name: 'Settings' }).getByRole('link');

/** Opens the command palette and types; the options are those that it then offers. */
async function lookUp(page: Page, text: string) {
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await page.keyboard.press('Control+k');
  await palette.waitFor();
  await page.keyboard.type(text);
  return palette.getByRole('option');
}

it('is in the settings and the command palette of administrators alone', async () => {
  const { owner } = await founder(url, { name: 'Grace Chisholm', email: 'grace@log.example' }, 'Ledgers');
  const viewer = await joined(url, owner, { name: 'Victor Viewer', email: 'victor@log.example' });

  const grace = await visitAs(browser, url, owner.session());
  await grace.page.goto(url);
  await title(grace.page, 'Overview').waitFor();
  await (await lookUp(grace.page, 'Audit log')).filter({ hasText: 'Audit log' }).waitFor();
  await grace.page.keyboard.press('Enter');
  await title(grace.page, 'Audit log').waitFor();
  expect(await settings(grace.page).allInnerTexts()).toContain('Audit log');
  await grace.page.getByRole('row').filter({ hasText: 'Victor Viewer' }).first().waitFor();

  const victor = await visitAs(browser, url, viewer.session());
  await victor.page.goto(`${url}/settings/members`);
  await title(victor.page, 'Members').waitFor();
  expect(await settings(victor.page).allInnerTexts()).not.toContain('Audit log');
  await (await lookUp(victor.page, 'Members')).filter({ hasText: 'Members' }).waitFor();
  await victor.page.keyboard.press('Escape');
  const options = await lookUp(victor.page, 'Audit log');
  // Everything else is gone once the palette has narrowed to what was typed.
  await options.filter({ hasText: 'Overview' }).waitFor({ state: 'hidden' });
  expect(await options.filter({ hasText: 'Audit log' }).count()).toBe(0);
  expect([grace.complaints(), victor.complaints()]).toEqual([[], []]);
  await victor.page.goto(`${url}/settings/audit`);
  await title(victor.page, 'This is not open to you').waitFor();
  await Promise.all([grace.leave(), victor.leave()]);
});
