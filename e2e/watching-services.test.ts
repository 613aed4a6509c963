import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { reasonForNoApp } from './authenticator-app.ts';
import { launch } from './browsers.ts';
import { consolePage } from './pages/console.ts';
import { operator, type Person } from './people.ts';
import { visitAs } from './visit.ts';

const url = inject('serverUrl');
const dataDir = inject('dataDir');
const noApp = reasonForNoApp();
if (noApp !== undefined) console.log(`SKIPPED (${noApp}): services in the operators’ console`);

const TEXTS = {
  en: { calledAsUsual: 'Called as usual', sinceTheStart: 'since the start' },
  fr: { calledAsUsual: 'Appelé normalement', sinceTheStart: 'depuis le démarrage' },
};

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser.close());

describe.skipIf(noApp !== undefined)('the services that are called', () => {
  let root: Person;
  beforeAll(async () => {
    root = await operator(url, dataDir, { name: 'Wanda Watt', email: 'wanda@operators.example' });
  });

  it.each(['en', 'fr'] as const)('are reached by two keys, with how they are, in %s', async (language) => {
    const { page, leave, complaints } = await visitAs(browser, url, root.session(), { locale: language });
    await consolePage(page, url).open();
    await page.keyboard.press('g');
    await page.keyboard.press('v');
    await consolePage(page, url).heading('Services').waitFor();
    const row = page.getByRole('row').filter({ hasText: 'GitHub' });
    expect(await row.innerText()).toContain(TEXTS[language].calledAsUsual);
    expect(await row.innerText()).toContain(TEXTS[language].sinceTheStart);
    expect(complaints()).toEqual([]);
    await leave();
  });
});
