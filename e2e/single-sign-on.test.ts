import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch } from './browsers.ts';
import { publishRecord } from './elsewhere.ts';
import { CLIENTS, HARBOUR_PEOPLE } from './identities.ts';
import { chooseRadio, pressOn, typeInto } from './keyboard.ts';
import { foundOrganization, NEWCOMERS_PASSWORD, signUp } from './newcomer.ts';
import { directoryPage } from './pages/directory.ts';
import { harbour } from './pages/provider.ts';
import { signInPage } from './pages/sign-in.ts';
import { singleSignOnPage } from './pages/single-sign-on.ts';
import { securityPage } from './pages/security.ts';
import { type SamlPages, startSamlPages } from './saml-pages.ts';
import { directoryOf } from './scim-client.ts';
import { type Visit, visit } from './visit.ts';

const url = inject('serverUrl');
const { issuer, zone } = inject('elsewhere');

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

/** Somebody signs up with an address of the domain and founds the organization that it belongs to. */
async function founder(name: string, domain: string): Promise<Visit> {
  const visitor = await visit(browser);
  await visitor.page.goto(`${url}/sign-up`);
  await signUp(visitor.page, url, { name, email: `${name.toLowerCase()}@${domain}` });
  await foundOrganization(visitor.page, `Keepers at ${domain}`);
  return visitor;
}

async function proveDomain(settings: ReturnType<typeof singleSignOnPage>, domain: string): Promise<void> {
  await publishRecord(zone, await settings.addDomain(domain));
  await settings.verify(domain);
}

/** On the page of the company's identity provider. */
async function logInAtCompany(page: Page, email: string): Promise<void> {
  await page.getByLabel('Address', { exact: true }).fill(email);
  await button(page, 'Log in').click();
}

/** From the sign-in page to the identity provider of the address. */
async function goToSingleSignOn(page: Page, email: string): Promise<void> {
  await signInPage(page, url).open();
  await button(page, 'Sign in with single sign-on').click();
  await page.getByLabel('Work address').fill(email);
  await button(page, 'Go on').click();
}

it('is set up by SAML, proved, tested and required by an owner, and then is the only way in for a colleague', async () => {
  const domain = 'lamplighters.example';
  const alan = await visit(browser);
  await alan.page.goto(`${url}/sign-up`);
  await signUp(alan.page, url, { name: 'Alan Stevenson', email: `alan@${domain}` });
  const owner = await founder('Augustin', domain);
  const settings = singleSignOnPage(owner.page, url);
  await settings.open();
  await settings.pasteMetadata(company.metadata);
  await settings.save();
  await proveDomain(settings, domain);
  await settings.button('Test it').click();
  await logInAtCompany(owner.page, `augustin@${domain}`);
  await owner.page.getByText('Somebody last signed in with it').waitFor();
  await settings.turnOn();
  await settings.require();
  const ourMetadata = await settings.ourMetadata.inputValue();

  await alan.page.context().clearCookies();
  await goToSingleSignOn(alan.page, `alan@${domain}`);
  await logInAtCompany(alan.page, `alan@${domain}`);
  await title(alan.page, 'Overview').waitFor();
  await owner.page.goto(`${url}/settings/members`);
  await owner.page
    .getByRole('row')
    .filter({ hasText: `alan@${domain}` })
    .getByText('Member')
    .first()
    .waitFor();

  const security = securityPage(alan.page, url);
  await security.signOut();
  const signIn = signInPage(alan.page, url);
  await signIn.email.fill(`alan@${domain}`);
  await signIn.password.fill(NEWCOMERS_PASSWORD);
  await signIn.submit.click();
  await alan.page.getByRole('alert').getByText('Your organization requires single sign-on.').waitFor();

  // The tile at the identity provider answers what nobody asked: it signs nobody in without a deed of their own.
  await alan.page.goto(company.tile(ourMetadata));
  await alan.page.getByText('You are signing in to').waitFor();
  await button(alan.page, 'Go on').click();
  await title(alan.page, 'Overview').waitFor();
  await security.open();
  await security.thisSession().getByText('single sign-on').waitFor();
  for (const visitor of [owner, alan]) expect(visitor.complaints(401, 403)).toEqual([]);
  await Promise.all([owner.leave(), alan.leave()]);
});

it('makes a member of whoever comes by OpenID Connect, by keyboard alone', async () => {
  const domain = 'lighthouse-keepers.example';
  const owner = await founder('Yuri', domain);
  const settings = singleSignOnPage(owner.page, url);
  await settings.open();
  const kind = (name: RegExp) => owner.page.getByRole('radio', { name });
  await chooseRadio(owner.page, kind(/^SAML/), kind(/^OpenID Connect/));
  await typeInto(owner.page, owner.page.getByLabel('Issuer'), issuer);
  await typeInto(owner.page, owner.page.getByLabel('Client id'), CLIENTS.singleSignOn.clientId);
  await typeInto(owner.page, owner.page.getByLabel('Client secret'), CLIENTS.singleSignOn.clientSecret);
  await owner.page.keyboard.press('Enter');
  await settings.button('Change').waitFor();
  await proveDomain(settings, domain);
  await settings.turnOn();

  const { page, leave, complaints } = await visit(browser);
  const { email } = HARBOUR_PEOPLE.valentina;
  await signInPage(page, url).open();
  await pressOn(page, button(page, 'Sign in with single sign-on'), 'Enter');
  await typeInto(page, page.getByLabel('Work address'), email);
  await page.keyboard.press('Enter');
  const { account, logIn, allow } = harbour(page);
  await typeInto(page, account, 'valentina');
  await pressOn(page, logIn, 'Enter');
  await pressOn(page, allow, 'Enter');
  await pressOn(page, page.getByRole('checkbox'), 'Space');
  await pressOn(page, button(page, 'Accept and continue'), 'Enter');
  await title(page, 'Overview').waitFor();
  await owner.page.goto(`${url}/settings/members`);
  await owner.page.getByRole('table').getByText(email).waitFor();
  expect([...complaints(401, 403), ...owner.complaints(401)]).toEqual([]);
  await Promise.all([leave(), owner.leave()]);
});

it('lets nobody in whose address is of another domain, and says why', async () => {
  const domain = 'breakwater.example';
  const owner = await founder('Ida', domain);
  const settings = singleSignOnPage(owner.page, url);
  await settings.open();
  await settings.pasteMetadata(company.metadata);
  await settings.save();
  await proveDomain(settings, domain);
  await settings.turnOn();
  const { page, leave, complaints } = await visit(browser);
  await goToSingleSignOn(page, `somebody@${domain}`);
  await logInAtCompany(page, 'somebody@elsewhere.example');
  await page.getByRole('alert').getByText('does not belong to a verified domain').waitFor();
  await page.getByRole('link', { name: 'Back to sign-in' }).click();
  await title(page, 'Sign in').waitFor();
  expect(complaints(401, 403)).toEqual([]);
  await Promise.all([leave(), owner.leave()]);
});

it('lets a directory provision people, whose groups give them their role', async () => {
  const domain = 'harbourmasters.example';
  const { page, leave, complaints } = await founder('Hertha', domain);
  const settings = singleSignOnPage(page, url);
  await settings.open();
  await proveDomain(settings, domain);
  const directory = directoryPage(page, url);
  await directory.open();
  const token = await directory.makeToken();
  await page.reload();
  await page.getByText('never used').waitFor();
  expect(await page.locator('main').innerText(), 'the token is shown once').not.toContain(token);

  const scim = directoryOf(await directory.address.inputValue(), token);
  const { id } = await scim.addUser({ userName: `hedy@${domain}`, displayName: 'Hedy Lamarr' });
  await scim.addGroup('Pilots', [id]);
  await page.reload();
  await directory.figure('Active people', '1').waitFor();
  await directory.figure('Groups', '1').waitFor();
  await directory.group('Pilots').getByRole('cell', { name: '1', exact: true }).waitFor();
  await directory.giveRole('Pilots', 'Admin');
  await page.goto(`${url}/settings/members`);
  await page
    .getByRole('row')
    .filter({ hasText: `hedy@${domain}` })
    .getByText('Admin')
    .first()
    .waitFor();
  await directory.open();
  await page.getByText('never used').waitFor({ state: 'hidden' });
  expect(complaints(401)).toEqual([]);
  await leave();
});
