import { getDirectory, getMe, getSingleSignOn, listMembers } from '@stepwell/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch } from './browsers.ts';
import { publishRecord } from './elsewhere.ts';
import { chooseRadio, copiedBy, focusComesTo, pasteInto, pressOn, tabTo, typeInto } from './keyboard.ts';
import { directoryPage } from './pages/directory.ts';
import { singleSignOnPage } from './pages/single-sign-on.ts';
import { founder, type Person, personIn } from './people.ts';
import { type SamlPages, startSamlPages } from './saml-pages.ts';
import { directoryOf } from './scim-client.ts';
import { visit, visitAs } from './visit.ts';

/** Single sign-on and directories as an owner sets them up, and SAML as a colleague meets it; without a mouse. */

const url = inject('serverUrl');
const { zone } = inject('elsewhere');

let browser: Browser;
let company: SamlPages;
beforeAll(async () => {
  browser = await launch('chromium');
  company = await startSamlPages();
});
afterAll(async () => {
  await browser.close();
  await company.close();
});

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const part = (page: Page, name: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name, exact: true }) });

async function logInAtCompany(page: Page, email: string): Promise<void> {
  await typeInto(page, page.getByLabel('Address', { exact: true }), email);
  await page.keyboard.press('Enter');
}

/** Enters the identity provider from its metadata. */
async function enterProvider(page: Page): Promise<void> {
  const settings = singleSignOnPage(page, url);
  await settings.open();
  const open = button(page, 'Fill in from metadata');
  await pressOn(page, open, 'Enter');
  const dialog = page.getByRole('dialog', { name: 'Fill in from metadata' });
  await pasteInto(page, dialog.getByLabel('Metadata (XML)'), company.metadata);
  await pressOn(page, dialog.getByRole('button', { name: 'Fill in' }), 'Enter');
  await dialog.waitFor({ state: 'hidden' });
  await focusComesTo(page, open);
  await pressOn(page, button(page, 'Save'), 'Enter');
  await button(page, 'Change').waitFor();
  await focusComesTo(page, part(page, 'Identity provider'));
}

/** Names a domain, carries its record to the name server and has it verified. */
async function proveDomain(page: Page, domain: string): Promise<void> {
  const { domainLine } = singleSignOnPage(page, url);
  const field = page.getByLabel('Add a domain');
  await typeInto(page, field, domain);
  await page.keyboard.press('Enter');
  const line = domainLine(domain);
  await line.waitFor();
  await focusComesTo(page, field);
  const copied = async (what: string) => {
    const copy = line.getByRole('button', { name: `Copy: ${what}` });
    await tabTo(page, copy, 'Shift+Tab');
    return copiedBy(page, copy);
  };
  await publishRecord(zone, { value: await copied('Value'), name: await copied('Name') });
  await pressOn(page, button(page, `Verify ${domain}`), 'Enter');
  await line.getByText('Verified', { exact: true }).waitFor();
  await focusComesTo(page, line);
}

/** Tests it as the page asks for, and requires it; a question that was turned away changes nothing. */
async function testAndRequire(page: Page, email: string): Promise<Person> {
  const { state } = singleSignOnPage(page, url);
  await pressOn(page, button(page, 'Test it'), 'Enter');
  await logInAtCompany(page, email);
  await page.getByText('Somebody last signed in with it').waitFor();
  // The test has signed them in anew.
  const owner = await personIn(page.context(), url);
  const apply = button(page, 'Apply');
  await chooseRadio(page, state('Draft'), state('On'));
  await pressOn(page, apply, 'Enter');
  await page.getByText('Applied.').waitFor();
  await focusComesTo(page, part(page, 'State'));
  await chooseRadio(page, state('On'), state('Required'));
  await pressOn(page, apply, 'Enter');
  const question = page.getByRole('dialog', { name: 'Require single sign-on?' });
  await question.waitFor();
  await page.keyboard.press('Escape');
  await focusComesTo(page, apply);
  expect((await owner.call(getSingleSignOn)).data.single_sign_on?.is_enforced).toBe(false);
  await page.keyboard.press('Enter');
  await pressOn(page, question.getByRole('button', { name: 'Require it' }), 'Enter');
  await page.getByText('Applied.').waitFor();
  await question.waitFor({ state: 'hidden' });
  await focusComesTo(page, part(page, 'State'));
  return owner;
}

it('sets SAML up, proves a domain and requires it; a colleague signs in with it', async () => {
  const domain = 'keyboards.example';
  const { owner } = await founder(url, { name: 'Konrad', email: `konrad@${domain}` }, 'Keyboards');
  const { page, leave, complaints } = await visitAs(browser, url, owner.session());
  await enterProvider(page);
  await proveDomain(page, domain);
  const signedInAnew = await testAndRequire(page, owner.email);
  const { single_sign_on: known } = (await signedInAnew.call(getSingleSignOn)).data;
  expect(known).toMatchObject({
    kind: 'saml',
    state: 'active',
    is_enforced: true,
    saml: { sign_in_url: expect.any(String) },
  });

  const colleague = await visit(browser);
  await colleague.page.goto(`${url}/sign-in`);
  await pressOn(colleague.page, button(colleague.page, 'Sign in with single sign-on'), 'Enter');
  await typeInto(colleague.page, colleague.page.getByLabel('Work address'), `clara@${domain}`);
  await colleague.page.keyboard.press('Enter');
  await logInAtCompany(colleague.page, `clara@${domain}`);
  await pressOn(colleague.page, colleague.page.getByRole('checkbox'), 'Space');
  await pressOn(colleague.page, button(colleague.page, 'Accept and continue'), 'Enter');
  await title(colleague.page, 'Overview').waitFor();
  const { account, organization } = (await (await personIn(colleague.context, url)).call(getMe)).data;
  expect([account.email, organization?.name, organization?.role]).toEqual([`clara@${domain}`, 'Keyboards', 'member']);
  expect([...complaints(401, 403), ...colleague.complaints(401, 403)]).toEqual([]);
  await Promise.all([leave(), colleague.leave()]);
});

it('makes a token for a directory, copies it once and takes it back', async () => {
  const domain = 'spacebars.example';
  const { owner } = await founder(url, { name: 'Silvia', email: `silvia@${domain}` }, 'Spacebars');
  const { page, leave, complaints } = await visitAs(browser, url, owner.session());
  await singleSignOnPage(page, url).open();
  await proveDomain(page, domain);
  const directory = directoryPage(page, url);
  await directory.open();
  const make = button(page, 'Make a token');
  await pressOn(page, make, 'Enter');
  await directory.dialog.waitFor();
  await page.keyboard.press('Escape');
  await focusComesTo(page, make);
  await page.keyboard.press('Enter');
  await pressOn(page, directory.dialog.getByRole('button', { name: 'Make it' }), 'Enter');
  await directory.dialog.getByRole('heading', { name: 'The token is ready' }).waitFor();
  const token = await copiedBy(page, directory.dialog.getByRole('button', { name: /^Cop/ }));
  // One Escape does not throw away what will never be seen again.
  await page.keyboard.press('Escape');
  await directory.dialog.getByRole('alert').waitFor();
  await pressOn(page, directory.dialog.getByRole('button', { name: 'Close', exact: true }).first(), 'Enter');
  await directory.dialog.waitFor({ state: 'hidden' });

  const address = (await owner.call(getDirectory)).data.base_url;
  const scim = directoryOf(address, token);
  await scim.addUser({ userName: `sven@${domain}`, displayName: 'Sven' });
  expect((await owner.call(listMembers, {})).data.map(({ email }) => email)).toContain(`sven@${domain}`);

  const disconnect = button(page, 'Disconnect');
  await pressOn(page, disconnect, 'Enter');
  const question = page.getByRole('dialog', { name: 'Disconnect the directory?' });
  await pressOn(page, question.getByRole('button', { name: 'Disconnect', exact: true }), 'Enter');
  await page.getByText('Not connected', { exact: true }).waitFor();
  await question.waitFor({ state: 'hidden' });
  await focusComesTo(page, part(page, 'Connection'));
  const refused = scim.addUser({ userName: `tilda@${domain}`, displayName: 'Tilda' });
  await expect(refused).rejects.toThrow('was answered 401');
  expect((await owner.call(getDirectory)).data.token).toBeNull();
  expect(complaints(401)).toEqual([]);
  await leave();
});
