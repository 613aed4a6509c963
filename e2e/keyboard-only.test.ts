import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch } from './browsers.ts';
import { CREATOR_TEXTS } from './creator-texts.ts';
import { hasFocus, pressOn, tabTo, typeInto } from './keyboard.ts';
import { hostedFlow } from './pages/hosted-flow.ts';
import { signInPage } from './pages/sign-in.ts';
import { tenantServer } from './tenant-server.ts';
import { PHONE, visit } from './visit.ts';

const url = inject('serverUrl');
const { atelier } = inject('organizations');
const server = tenantServer(url, atelier);
const texts = CREATOR_TEXTS.en;

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser.close());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

it('leads through the first steps of a hosted flow by keyboard alone', async () => {
  await server.introduce('kim-keyboard', { market: 'GB', role: 'creator' });
  const { page, leave } = await visit(browser, { viewport: PHONE });
  const flow = hostedFlow(page);
  await flow.open(await server.hostedLink('kim-keyboard'));
  await flow.heading(texts.flow).waitFor();

  await page.keyboard.press('Tab');
  expect(await hasFocus(page.getByRole('link', { name: 'Skip to content' }))).toBe(true);
  await page.keyboard.press('Enter');
  expect(await hasFocus(page.getByRole('main'))).toBe(true);
  await pressOn(page, button(page, flow.words.start), 'Enter');

  await flow.heading(texts.welcome).waitFor();
  expect(await hasFocus(flow.heading(texts.welcome)), 'the new step’s heading has the focus').toBe(true);
  await pressOn(page, button(page, flow.words.continue), 'Space');

  await flow.heading(texts.profile).waitFor();
  await typeInto(page, flow.field(texts.publicName), 'Kim Kiln');
  await pressOn(page, button(page, flow.words.save), 'Enter');
  await page.getByRole('alert').waitFor();
  expect(await hasFocus(flow.field(texts.legalName)), 'the first wrong answer has the focus').toBe(true);
  await page.keyboard.type('Kim Keyboard');
  await pressOn(page, flow.field(texts.craft), 'Space');
  await pressOn(page, button(page, flow.words.save), 'Enter');

  await flow.heading(texts.ageCheck).waitFor();
  await typeInto(page, flow.field(texts.dateOfBirth), '02031994');
  await pressOn(page, flow.field(texts.isAdult), 'Space');
  await pressOn(page, button(page, flow.words.save), 'Enter');

  await flow.heading(texts.policy).waitFor();
  await tabTo(page, page.getByRole('region', { name: texts.policy }));
  await pressOn(page, page.getByLabel(flow.words.agree), 'Space');
  await pressOn(page, button(page, flow.words.accept), 'Enter');
  await flow.heading(texts.portfolio).waitFor();
  await leave();
});

it('signs in, finds a participant in the command palette and opens their page by keyboard alone', async () => {
  const { page, leave } = await visit(browser);
  const signIn = signInPage(page, url);
  await signIn.open();
  await typeInto(page, signIn.email, atelier.owner.email);
  await typeInto(page, signIn.password, atelier.owner.password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();

  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await palette.waitFor();
  await page.keyboard.type('creator-0042');
  const found = palette.getByRole('option').filter({ hasText: 'creator-0042' });
  await found.waitFor();
  expect(await found.getAttribute('aria-selected'), 'what was found stands first').toBe('true');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name: 'Timeline' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/participants/creator-0042');
  expect(await hasFocus(page.getByRole('main')), 'the new page has the focus').toBe(true);
  await leave();
});
