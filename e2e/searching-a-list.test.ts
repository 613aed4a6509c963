import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch } from './browsers.ts';
import { visitAsOwner } from './visit.ts';

const url = inject('serverUrl');
const { atelier } = inject('organizations');
const A_WHILE_MS = 1_000;

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser.close());

it('lets whoever follows a link right after typing go, instead of calling them back to the list', async () => {
  const { page, leave, complaints } = await visitAsOwner(browser, url, atelier);
  const pageComes = Promise.withResolvers<undefined>();
  await page.route(/\/participant-page-[^/]*\.js$/, async (route) => {
    await pageComes.promise;
    await route.continue();
  });
  await page.clock.install();
  await page.goto(`${url}/participants`);
  const found = page.getByRole('table').getByRole('link').first();
  await found.waitFor();
  // Time stands still, so that the list has not narrowed yet when the link is followed.
  await page.clock.pauseAt(Date.now() + A_WHILE_MS);
  const search = page.getByRole('searchbox');
  await search.pressSequentially('creator');
  const address = await found.getAttribute('href');
  const leaving = page.waitForRequest(/\/participant-page-/);
  await found.click();
  await leaving;
  await page.clock.runFor(A_WHILE_MS);
  pageComes.resolve(undefined);
  await page.clock.resume();
  await page.getByRole('heading', { level: 2, name: 'Timeline' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(address);
  await page.goBack();
  // Whoever only pauses gets the list narrowed.
  await search.pressSequentially('creator-0042');
  await page.waitForURL((now) => now.searchParams.get('q') === 'creator-0042');
  expect(complaints()).toEqual([]);
  await leave();
});
