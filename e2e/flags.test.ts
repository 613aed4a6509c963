import { type FlagDefinition, getFlag, getRollout } from '@stepwell/contract';
import { compileFlag } from '@stepwell/engine';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { launch } from './browsers.ts';
import { focusComesTo, pressOn, tabTo, typeInto } from './keyboard.ts';
import { tenantServer } from './tenant-server.ts';
import { visitAsOwner } from './visit.ts';

const url = inject('serverUrl');
const { atelier } = inject('organizations');
const { call } = tenantServer(url, atelier);

const WORDS = {
  en: {
    create: 'Create flag',
    name: 'Name',
    always: 'Ids that always get On',
    percentage: 'Percentage',
    saving: 'Unsaved changes',
    off: 'The flag is switched off',
    on: 'The flag is switched on',
    begin: 'Roll out by stages…',
    hold: 'How long stage 1 is held',
    rollout: 'Staged rollout',
    pause: 'Pause',
    resume: 'Resume',
    archive: 'Archive…',
    archiving: 'Archive the flag',
    list: 'Feature flags',
  },
  fr: {
    create: 'Créer un flag',
    name: 'Nom',
    always: 'Identifiants qui reçoivent toujours Activé',
    percentage: 'Pourcentage',
    saving: 'Modifications non enregistrées',
    off: 'Le flag est désactivé',
    on: 'Le flag est activé',
    begin: 'Déployer par paliers…',
    hold: 'Durée du palier 1',
    rollout: 'Déploiement par paliers',
    pause: 'Pause',
    resume: 'Reprendre',
    archive: 'Archiver…',
    archiving: 'Archiver le flag',
    list: 'Feature flags',
  },
} as const;

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser.close());

const button = (within: Page | Locator, name: string) => within.getByRole('button', { name, exact: true });

/** What the organization's own server gets for somebody over OFREP: the value, or why there is none. */
async function valueFor(key: string, targetingKey: string): Promise<unknown> {
  const answer = await fetch(`${url}/ofrep/v1/evaluate/flags/${key}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${atelier.apiKey}` },
    body: JSON.stringify({ context: { targetingKey } }),
  });
  const { value, errorCode } = (await answer.json()) as { value?: unknown; errorCode?: string };
  return value ?? errorCode;
}

const seenWithinASecond = (key: string, who: string, value: unknown) =>
  vi.waitFor(async () => expect(await valueFor(key, who)).toBe(value), { timeout: 1_000, interval: 50 });

/** Somebody whom the flag reaches with one percentage and not yet with another. */
function somebodyBetween(key: string, definition: FlagDefinition, few: number, more: number): string {
  const reaches = (percentage: number, targetingKey: string) => {
    const answer = compileFlag(key, { ...definition, is_enabled: true, percentage }).evaluate({ targetingKey });
    return 'value' in answer && answer.value === true;
  };
  const people = Array.from({ length: 1_000 }, (_, at) => `person-${at}`);
  const found = people.find((id) => reaches(more, id) && !reaches(few, id));
  if (found === undefined) throw new Error(`nobody is between ${few} and ${more}`);
  return found;
}

describe.each(['en', 'fr'] as const)('a flag, by keyboard alone, in %s', (language) => {
  const words = WORDS[language];
  const key = `harbour-${language}`;

  it('is created, targeted, set, rolled out by stages and archived; products see it within a second', async () => {
    const { page, leave, complaints } = await visitAsOwner(browser, url, atelier, { locale: language });
    await page.goto(`${url}/flags`);
    await create(page);
    await target(page, 'vip-1');
    await setPercentage(page, '10');
    await page.keyboard.press('Control+s');
    await page.getByText(words.saving).waitFor({ state: 'hidden' });
    expect(await valueFor(key, 'vip-1')).toBe(false);
    await pressOn(page, page.getByRole('switch', { name: words.off }), 'Space');
    await seenWithinASecond(key, 'vip-1', true);
    await page.getByRole('switch', { name: words.on }).waitFor();

    const { definition } = (await call(getFlag, { params: { key } })).data;
    const later = somebodyBetween(key, definition, 10, 25);
    expect(await valueFor(key, later)).toBe(false);
    await startRollout(page);
    await seenWithinASecond(key, later, true);
    expect((await call(getRollout, { params: { key } })).data).toMatchObject({ state: 'running', percentage: 25 });
    await pressOn(page, button(page, words.pause), 'Enter');
    await button(page, words.resume).waitFor();
    await archive(page);
    await vi.waitFor(async () => expect(await valueFor(key, 'vip-1')).toBe('FLAG_NOT_FOUND'), { timeout: 1_000 });
    expect(complaints()).toEqual([]);
    await leave();
  });

  async function create(page: Page): Promise<void> {
    await pressOn(
      page,
      button(page, words.create)
        .or(page.getByRole('button', { name: words.create }))
        .first(),
      'Enter',
    );
    const dialog = page.getByRole('dialog');
    await typeInto(page, dialog.getByLabel(words.name, { exact: false }).first(), `Harbour ${language}`);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: `Harbour ${language}` }).waitFor();
  }

  async function target(page: Page, id: string): Promise<void> {
    const ids = page.getByRole('textbox', { name: words.always });
    const group = page.locator('details').filter({ has: page.locator(`[aria-label="${words.always}"]`) });
    await pressOn(page, group.locator('summary'), 'Enter');
    await typeInto(page, ids, id);
  }

  async function setPercentage(page: Page, percentage: string): Promise<void> {
    const field = page.getByRole('textbox', { name: words.percentage, exact: true });
    // What is above the place that has the focus is reached backwards.
    for (let stop = 0; stop < 30 && !(await field.evaluate((one) => one === document.activeElement)); stop += 1) {
      await page.keyboard.press('Shift+Tab');
    }
    await focusComesTo(page, field);
    await page.keyboard.press('Control+a');
    await page.keyboard.type(percentage);
  }

  async function startRollout(page: Page): Promise<void> {
    await page.reload();
    await pressOn(page, button(page, words.begin), 'Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await tabTo(page, dialog.getByRole('textbox', { name: words.hold }));
    await page.keyboard.press('Control+a');
    await page.keyboard.type('2');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('heading', { level: 2, name: words.rollout }).waitFor();
  }

  async function archive(page: Page): Promise<void> {
    await page.reload();
    await pressOn(page, button(page, words.archive), 'Enter');
    await pressOn(page, button(page.getByRole('dialog'), words.archiving), 'Enter');
    await page.getByRole('heading', { level: 1, name: words.list, exact: true }).waitFor();
  }
});
