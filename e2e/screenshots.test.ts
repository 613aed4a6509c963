import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch } from './browsers.ts';
import { look } from './page-quality.ts';
import { type Links, PLACES, prepareLinks, visitPlace } from './places.ts';
import { PICTURES } from './visit.ts';

/** Pictures of every place for a person to look at; taken when E2E_SCREENSHOTS=1. */
const VIEWPORTS = [
  { width: 320, height: 690 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
];

const url = inject('serverUrl');
const { atelier } = inject('organizations');

let browser: Browser;
let links: Links;
beforeAll(async () => {
  browser = await launch('chromium');
  links = await prepareLinks(url, atelier, 'shown');
});
afterAll(() => browser.close());

it.each(PLACES)('$name', async (place) => {
  const { page } = await visitPlace(browser, place, url, atelier);
  await place.open(page, url, links);
  await page.waitForLoadState('networkidle');
  for (const viewport of VIEWPORTS) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await look(page, { viewport, colorScheme });
      const path = `${PICTURES}screens/${place.name}-${viewport.width}-${colorScheme}.png`;
      const picture = await page.screenshot({ path, fullPage: true });
      expect(picture.byteLength).toBeGreaterThan(0);
    }
  }
});
