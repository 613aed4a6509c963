import { getMe, getTermsStatus, listMembers } from '@stepwell/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { publishTerms } from './beside-server.ts';
import { launch } from './browsers.ts';
import { focusComesTo, pressOn, tabTo, typeInto } from './keyboard.ts';
import { founder, type Person, refusalOf } from './people.ts';
import { freePort, type Server, startServer } from './server.ts';
import { type Visit, visitAs } from './visit.ts';

/** Terms that have changed, without a mouse. They hold everybody back, so that this server is for these tests alone. */

/** Processes tell each other of it in moments; what one has missed it knows after five seconds. */
const HEARD = { timeout: 10_000 };

let server: Server;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([
    freePort().then((port) => startServer(port, {}, { demo: false })),
    launch('chromium'),
  ]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const inEnglish = (name: string, body: string) => ({ en: { title: name, body } });

/** Somebody at work on a page that is three steps from the start. */
async function atWork(name: string): Promise<Visit & { owner: Person }> {
  const { owner } = await founder(
    server.url,
    { name, email: `${name.toLowerCase()}@works.example` },
    `Works of ${name}`,
  );
  const visitor = await visitAs(browser, server.url, owner.session());
  await visitor.page.goto(`${server.url}/settings/members?q=works`);
  await title(visitor.page, 'Members').waitFor();
  return { ...visitor, owner };
}

/** Publishes major versions, and waits until the server has heard of them. */
async function publish(owner: Person, ...documents: Parameters<typeof publishTerms>[1][]): Promise<void> {
  expect(await refusalOf(owner.call(listMembers, {}))).toBeNull();
  for (const document of documents) await publishTerms(server.dataDir, document);
  await expect.poll(() => refusalOf(owner.call(listMembers, {})), HEARD).toBe('terms_not_accepted');
}

it('has to be accepted anew before anybody goes on, and then leads on where they were', async () => {
  const { page, owner, leave, complaints } = await atWork('Ursula');
  await publish(owner, { kind: 'terms', version: '2.0', texts: inEnglish('Terms of use', 'Now with otters.') });

  await page.reload();
  await title(page, 'Our terms have changed').waitFor();
  await page.getByText('New version 2.0, published').waitFor();
  await page.getByText('You accepted version 1.0 on').waitFor();
  expect(await page.getByRole('heading', { level: 2 }).allInnerTexts(), 'only what has changed').toEqual([
    'Terms of use',
  ]);
  // Any other page leads here too.
  await page.goto(`${server.url}/settings/members?q=works`);
  await title(page, 'Our terms have changed').waitFor();

  await pressOn(page, page.getByText('Read the text'), 'Enter');
  await page.getByText('Now with otters.').waitFor();
  await pressOn(page, button(page, 'Accept and continue'), 'Enter');
  await page.getByText('Tick the box to accept.').waitFor();
  expect((await owner.call(getMe)).data.pending_terms, 'nothing was accepted').toBe(true);
  await page.keyboard.press('Shift+Tab');
  await focusComesTo(page, page.getByRole('checkbox', { name: 'I have read this document and accept it.' }));
  await page.keyboard.press('Space');
  await pressOn(page, button(page, 'Accept and continue'), 'Enter');
  await title(page, 'Members').waitFor();
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/settings/members?q=works');

  const { pending, accepted } = (await owner.call(getTermsStatus)).data;
  expect(pending).toEqual([]);
  expect(accepted.filter(({ kind }) => kind === 'terms').map(({ version }) => version)).toEqual(['2.0', '1.0']);
  await expect.poll(() => refusalOf(owner.call(listMembers, {})), HEARD).toBeNull();
  expect(complaints(403)).toEqual([]);
  await leave();
});

it('holds back whoever is in the middle of something, and lets them sign out instead', async () => {
  const { page, owner, leave, complaints } = await atWork('Iris');
  await publish(
    owner,
    { kind: 'terms', version: '3.0', texts: inEnglish('Terms of use', 'Herons too.') },
    { kind: 'privacy', version: '2.0', texts: inEnglish('Privacy notice', 'As before.') },
  );
  await pressOn(page, button(page, 'Invite').first(), 'Enter');
  await typeInto(page, page.getByRole('dialog').getByLabel('Mail address'), 'otto@works.example');
  await page.keyboard.press('Enter');
  await title(page, 'Our terms have changed').waitFor();
  await tabTo(page, page.getByRole('checkbox', { name: 'I have read these 2 documents and accept them.' }));
  await pressOn(page, button(page, 'Sign out'), 'Enter');
  await title(page, 'Sign in').waitFor();
  expect(await refusalOf(owner.call(getMe))).toBe('not_signed_in');
  expect(complaints(401, 403)).toEqual([]);
  await leave();
});
