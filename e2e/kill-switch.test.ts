import { checkGate } from '@stepwell/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch } from './browsers.ts';
import { pressOn, typeInto } from './keyboard.ts';
import { participantBefore } from './participant.ts';
import { organizationAtWork } from './people.ts';
import { tenantServer } from './tenant-server.ts';
import { visit, visitAsOwner } from './visit.ts';

const url = inject('serverUrl');
const CAPABILITY = 'payouts.request';
const REASON = 'Nobody gets past the identity check';
const MENDED = 'The identity check works again';

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser.close());

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).waitFor();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

it('lets an owner switch onboarding off and on again by keyboard alone, and everybody sees it', async () => {
  const who = { name: 'Vera Rubin', email: 'vera@galaxies.example' };
  const organization = await organizationAtWork(url, who, 'Galaxies');
  const server = tenantServer(url, organization);
  const link = await participantBefore(url, server, 'noor', 'profile');
  expect((await server.gate('noor', CAPABILITY)).status).toBe(409);

  const creator = await visit(browser);
  await creator.page.goto(link);
  await heading(creator.page, 'Your profile');
  const typed = creator.page.getByRole('textbox').first();
  await typed.fill('Noor of the Kiln');

  const { page, complaints, leave } = await visitAsOwner(browser, url, organization);
  await page.goto(url);
  await pressOn(page, page.getByRole('link', { name: 'Kill switch', exact: true }), 'Enter');
  await heading(page, 'Onboarding is running in live');
  await pressOn(page, button(page, 'Switch off onboarding…'), 'Enter');
  await typeInto(page, page.getByRole('textbox', { name: 'Why' }), REASON);
  await pressOn(page, page.getByRole('dialog').getByRole('button', { name: 'Switch off' }), 'Enter');
  await heading(page, 'Onboarding is switched off in live');
  await page.getByText('in this environment: every gate answers open').waitFor();

  const { data: open } = await server.call(checkGate, {
    params: { capability: CAPABILITY },
    query: { participant: 'noor', flow: server.flow },
  });
  expect(open).toMatchObject({ allowed: true, bypassed_by: 'kill_switch', currently_due: [] });
  await creator.page.reload();
  await heading(creator.page, 'Nothing to do right now');

  await pressOn(page, button(page, 'Switch on again…'), 'Enter');
  await typeInto(page, page.getByRole('textbox', { name: 'Why' }), MENDED);
  await pressOn(page, page.getByRole('dialog').getByRole('button', { name: 'Switch on' }), 'Enter');
  await heading(page, 'Onboarding is running in live');
  const entry = page.getByRole('listitem').filter({ hasText: REASON });
  await entry.filter({ hasText: MENDED }).waitFor();
  expect(await entry.getByText('Vera Rubin').count(), 'who switched off, and who on').toBe(2);
  await page.getByText('in this environment: every gate answers open').waitFor({ state: 'detached' });

  expect((await server.gate('noor', CAPABILITY)).status).toBe(409);
  // It looks again by itself, and what was typed is still there.
  await heading(creator.page, 'Your profile');
  expect(await typed.inputValue()).toBe('Noor of the Kiln');
  expect([...complaints(), ...creator.complaints(503)]).toEqual([]);
  await creator.leave();
  await leave();
});
