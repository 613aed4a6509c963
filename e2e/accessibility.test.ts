import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch } from './browsers.ts';
import { barriers, excessWidth, type Look, look } from './page-quality.ts';
import { type Links, PLACES, prepareLinks, visitPlace } from './places.ts';
import { DESKTOP, visit } from './visit.ts';

const NARROW = { width: 320, height: 800 };
const LOOKS: readonly Look[] = [
  { viewport: DESKTOP, colorScheme: 'light' },
  { viewport: NARROW, colorScheme: 'light' },
  { viewport: NARROW, colorScheme: 'dark' },
  { viewport: DESKTOP, colorScheme: 'dark' },
];

const url = inject('serverUrl');
const { atelier } = inject('organizations');

let browser: Browser;
let links: Links;
beforeAll(async () => {
  browser = await launch('chromium');
  links = await prepareLinks(url, atelier, 'seen');
});
afterAll(() => browser.close());

it.each(PLACES)('$name has no barrier and fits, wide and narrow, light and dark', async (place) => {
  const { page, complaints, leave } = await visitPlace(browser, place, url, atelier);
  await place.open(page, url, links);
  await page.waitForLoadState('networkidle');
  for (const one of LOOKS) {
    const name = `${one.viewport.width} px, ${one.colorScheme}`;
    await look(page, one);
    expect(await barriers(page, one.colorScheme === 'light' ? 'all' : 'colours'), `barriers at ${name}`).toEqual([]);
    expect(await excessWidth(page), `pixels to scroll sideways at ${name}`).toBe(0);
  }
  expect(complaints(...(place.refusals ?? []))).toEqual([]);
  await leave();
});

it('finds a barrier, excess width and a breach of the policy where there are some', async () => {
  const { page, complaints, leave } = await visit(browser, { viewport: NARROW });
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('Email').waitFor();
  expect([await barriers(page), await excessWidth(page), complaints(401)]).toEqual([[], 0, []]);
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<input style="color: red"><img src="/favicon.svg">');
    for (const picture of document.querySelectorAll('img')) picture.style.minWidth = '500px';
  });
  expect((await barriers(page)).map((line) => line.split(':')[0])).toEqual(['image-alt', 'label']);
  expect(await excessWidth(page)).toBeGreaterThan(0);
  expect(complaints(401).join()).toContain('Content Security Policy');
  await leave();
});
