import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { reasonForNoApp } from './authenticator-app.ts';
import { launch } from './browsers.ts';
import { errorAt } from './console-guests.ts';
import { focusComesTo, pressOn, tabTo } from './keyboard.ts';
import { consolePage } from './pages/console.ts';
import { founder, operator, type Person } from './people.ts';
import { visitAs } from './visit.ts';

const url = inject('serverUrl');
const dataDir = inject('dataDir');
const noApp = reasonForNoApp();
if (noApp !== undefined) console.log(`SKIPPED (${noApp}): recurring errors in the operators’ console`);

const SENTENCE = 'The identity provider does not answer as OpenID Connect says; try again, or check its address.';

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser.close());

describe.skipIf(noApp !== undefined)('a recurring error', () => {
  let root: Person;
  let owner: Person;
  beforeAll(async () => {
    root = await operator(url, dataDir, { name: 'Otto Observer', email: 'otto@operators.example' });
    ({ owner } = await founder(url, { name: 'Rita Levi', email: 'rita@nerves.example' }, 'Nerves'));
  });

  it('is found, resolved, seen again when it comes back, and ignored, by keyboard alone', async () => {
    await errorAt(root, owner);
    const { page, leave, complaints } = await visitAs(browser, url, root.session());
    const desk = consolePage(page, url);
    await desk.open('/errors');
    await page.keyboard.press('/');
    await page.keyboard.type('unreachable');
    await desk.found(SENTENCE).waitFor();
    await page.keyboard.press('ArrowDown');
    await focusComesTo(page, desk.found(SENTENCE));
    await page.keyboard.press('Enter');
    await desk.heading(SENTENCE).waitFor();
    await page.getByText('PUT /api/v1/organization/single-sign-on').waitFor();

    await pressOn(page, desk.button('Resolve'), 'Enter');
    await desk.state('Resolved').waitFor();
    await errorAt(root, owner);
    await expect
      .poll(
        async () => {
          await page.reload();
          await desk.heading(SENTENCE).waitFor();
          return page.getByText(/^Came back on/).count();
        },
        { timeout: 20_000, interval: 1_000 },
      )
      .toBe(1);
    await tabTo(page, page.getByRole('radio', { name: 'Chart' }));
    await page.keyboard.press('ArrowRight');
    await page.getByRole('table', { name: 'The last 48 hours' }).waitFor();
    await pressOn(page, desk.button('Ignore'), 'Enter');
    await desk.state('Ignored').waitFor();

    await desk.open('/errors');
    await page.keyboard.press('/');
    await page.keyboard.type('identity_provider_unreachable');
    await page.getByRole('heading', { level: 2, name: 'Nothing matches' }).waitFor();
    expect(complaints()).toEqual([]);
    await leave();
  });
});
