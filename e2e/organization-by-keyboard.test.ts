import { getMe, getOrganization, listDeletedOrganizations } from '@stepwell/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch } from './browsers.ts';
import { focusComesTo, pressOn, typeInto } from './keyboard.ts';
import { mailed } from './mailbox.ts';
import { founder, joined, type Person, personIn } from './people.ts';
import { visitAs } from './visit.ts';

/** What an owner does with a whole organization; without a mouse. */

const url = inject('serverUrl');

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser.close());

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

const roleOf = async (who: Person) => (await who.call(getMe)).data.organization?.role;

it('is handed over to another member, who is told by mail', async () => {
  const { owner } = await founder(url, { name: 'Orla Owner', email: 'orla@barges.example' }, 'Barges');
  const heir = await joined(url, owner, { name: 'Henrik', email: 'henrik@barges.example' });
  await joined(url, owner, { name: 'Harald', email: 'harald@barges.example' });
  const { page, leave, complaints } = await visitAs(browser, url, owner.session());
  await page.goto(`${url}/settings/organization`);
  const open = button(page, 'Transfer…');
  await pressOn(page, open, 'Enter');
  const dialog = page.getByRole('dialog', { name: 'Who shall own Barges?' });
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await focusComesTo(page, open);

  await page.keyboard.press('Enter');
  await typeInto(page, dialog.getByRole('searchbox'), 'henr');
  await dialog.getByText('harald@barges.example').waitFor({ state: 'hidden' });
  const choice = dialog.getByRole('radio', { name: /^Henrik/ });
  await pressOn(page, choice, 'Space');
  await pressOn(page, dialog.getByRole('button', { name: 'Transfer ownership' }), 'Enter');
  await page.getByText('Henrik is the owner now.').waitFor();
  await dialog.waitFor({ state: 'hidden' });
  // An admin has no such button: the list that it stood in has the focus.
  await focusComesTo(page, page.locator('section').filter({ hasText: 'Danger zone' }));
  expect([await roleOf(heir), await roleOf(owner)]).toEqual(['owner', 'admin']);
  expect((await mailed(url, heir.email, 'ownership_received')).text).toContain('Barges');
  expect(complaints()).toEqual([]);
  await leave();
});

it('is deleted by typing its short name, and brought back', async () => {
  const { owner, slug } = await founder(url, { name: 'Dele Dock', email: 'dele@docks.example' }, 'Dry Docks');
  const { page, context, leave, complaints } = await visitAs(browser, url, owner.session());
  await page.goto(`${url}/settings/organization`);
  const open = button(page, 'Delete…');
  await pressOn(page, open, 'Enter');
  const dialog = page.getByRole('dialog', { name: 'Delete Dry Docks?' });
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await focusComesTo(page, open);
  await page.keyboard.press('Enter');
  await typeInto(page, dialog.getByRole('textbox'), 'another-one');
  await page.keyboard.press('Enter');
  expect(await dialog.getByRole('button', { name: 'Delete organization' }).isDisabled()).toBe(true);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(slug);
  await page.keyboard.press('Enter');
  await title(page, 'Set up your organization').waitFor();
  const deleted = (await owner.call(listDeletedOrganizations)).data;
  expect(deleted.map(({ name }) => name)).toEqual(['Dry Docks']);

  await pressOn(page, button(page, 'Restore Dry Docks'), 'Enter');
  await title(page, 'Overview').waitFor();
  const restored = await personIn(context, url);
  expect((await restored.call(getOrganization)).data).toMatchObject({ name: 'Dry Docks', slug });
  expect((await restored.call(listDeletedOrganizations)).data).toEqual([]);
  expect(complaints(401, 403)).toEqual([]);
  await leave();
});

it('shows where one is in the settings on the narrowest screen', async () => {
  const { owner } = await founder(url, { name: 'Nora', email: 'nora@narrows.example' }, 'Narrows');
  const narrow = { width: 320, height: 640 };
  const { page, leave } = await visitAs(browser, url, owner.session(), { viewport: narrow });
  await page.goto(`${url}/settings/directory`);
  const current = page.getByRole('navigation', { name: 'Settings' }).locator('[aria-current=page]');
  await current.waitFor();
  const seen = async () => {
    const { x, width } = (await current.boundingBox()) ?? { x: Number.NaN, width: 0 };
    return [await current.innerText(), x >= 0 && x + width <= narrow.width];
  };
  expect(await seen()).toEqual(['Directory', true]);
  await leave();
});
