import { getMe, listConnectedAccounts, signUp } from '@stepwell/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch } from './browsers.ts';
import { GITHUB_PEOPLE, type GithubLogin } from './identities.ts';
import { command, focusComesTo, pressOn, typeInto } from './keyboard.ts';
import { mailed } from './mailbox.ts';
import { NEWCOMERS_PASSWORD } from './newcomer.ts';
import { github } from './pages/provider.ts';
import { signInPage } from './pages/sign-in.ts';
import { founder, type Person, person, personIn } from './people.ts';
import { visit, visitAs } from './visit.ts';

/** Accounts at GitHub as a way in; without a mouse. */

const url = inject('serverUrl');

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser.close());

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const addressOf = (login: GithubLogin) => GITHUB_PEOPLE[login].emails[0]?.email ?? '';

/** On GitHub's own pages, by which it knows the browser from then on. */
async function allowAtGithub(page: Page, login: GithubLogin): Promise<void> {
  const { account, logIn, allow } = github(page);
  await typeInto(page, account, login);
  await pressOn(page, logIn, 'Enter');
  await pressOn(page, allow, 'Enter');
}

async function continueWithGithub(page: Page, login: GithubLogin): Promise<void> {
  await signInPage(page, url).open();
  await pressOn(page, github(page).continueButton, 'Enter');
  await allowAtGithub(page, login);
}

const connected = async (who: Person) =>
  (await who.call(listConnectedAccounts)).data.map(({ provider, email }) => ({ provider, email }));

it('makes an account for a stranger, and lets them into it when they come again', async () => {
  const { page, context, leave, complaints } = await visit(browser);
  await continueWithGithub(page, 'octavia');
  await title(page, 'Before you begin').waitFor();
  await pressOn(page, page.getByRole('checkbox'), 'Space');
  await pressOn(page, button(page, 'Accept and continue'), 'Enter');
  await typeInto(page, page.getByLabel('Name', { exact: true }), 'Open spaces');
  await pressOn(page, button(page, 'Create organization'), 'Enter');
  await title(page, 'Overview').waitFor();
  const made = (await (await personIn(context, url)).call(getMe)).data;
  expect(made.account).toMatchObject({
    name: 'Octavia Hill',
    email: addressOf('octavia'),
    email_verified: true,
    has_password: false,
  });

  await command(page, 'Sign out');
  await title(page, 'Sign in').waitFor();
  // GitHub knows the browser and what it may tell, so that it asks nothing.
  await pressOn(page, github(page).continueButton, 'Space');
  await title(page, 'Overview').waitFor();
  const again = (await (await personIn(context, url)).call(getMe)).data;
  expect([again.account.id, again.organization?.name]).toEqual([made.account.id, 'Open spaces']);
  expect(again.session.id, 'it is another session').not.toBe(made.session.id);
  expect(complaints(401, 403)).toEqual([]);
  await leave();
});

it('is linked to an account of the same address only where GitHub has verified it', async () => {
  const { owner: mary } = await founder(url, { name: 'Mary Seacole', email: addressOf('mary') }, 'British Hotel');
  const { account } = (await mary.call(getMe)).data;
  const stranger = await visit(browser);
  await continueWithGithub(stranger.page, 'mary-unproved');
  const refusal = stranger.page.getByRole('alert').filter({ hasText: 'You could not be signed in' });
  await refusal.getByText('does not say that your mail address is verified').waitFor();
  await pressOn(stranger.page, stranger.page.getByRole('link', { name: 'Back to sign-in' }), 'Enter');
  await title(stranger.page, 'Sign in').waitFor();
  expect(await connected(mary)).toEqual([]);

  const { page, context, leave, complaints } = await visit(browser);
  await continueWithGithub(page, 'mary');
  await page.getByText('From now on this account signs you in here too.').waitFor();
  await title(page, 'Overview').waitFor();
  expect((await (await personIn(context, url)).call(getMe)).data.account.id).toBe(account.id);
  expect(await connected(mary)).toEqual([{ provider: 'github', email: addressOf('mary') }]);
  expect((await mailed(url, addressOf('mary'), 'account_connected')).text).toContain('GitHub');
  expect([...complaints(401, 403), ...stranger.complaints(401, 409)]).toEqual([]);
  await Promise.all([leave(), stranger.leave()]);
});

it('lets nobody into an account whose address was never proved here', async () => {
  const email = addressOf('florence');
  const squatter = person(url, 'Somebody else', email);
  await squatter.call(signUp, {
    body: { name: 'Somebody else', email, password: NEWCOMERS_PASSWORD, accept_terms: true },
  });
  const { page, leave, complaints } = await visit(browser);
  await continueWithGithub(page, 'florence');
  await page.getByRole('alert').getByText('There is an account with this mail address already.').waitFor();
  expect((await page.context().cookies(url)).map(({ name }) => name)).not.toContain('stepwell_session');
  expect(complaints(401, 409)).toEqual([]);
  await leave();
});

it('is connected and disconnected in the settings, under whatever address', async () => {
  const who = { name: 'Elizabeth Fry', email: 'elizabeth@newgate.example' };
  const { owner } = await founder(url, who, 'Newgate');
  const { page, leave, complaints } = await visitAs(browser, url, owner.session());
  const { connect, disconnect } = github(page);
  await page.goto(`${url}/settings/security`);
  await pressOn(page, connect, 'Enter');
  await allowAtGithub(page, 'elizabeth');
  await title(page, 'Security').waitFor();
  await page.getByText(addressOf('elizabeth')).waitFor();
  expect(await connected(owner)).toEqual([{ provider: 'github', email: addressOf('elizabeth') }]);

  await pressOn(page, disconnect, 'Enter');
  const question = page.getByRole('dialog', { name: 'Disconnect GitHub?' });
  await pressOn(page, question.getByRole('button', { name: 'Disconnect', exact: true }), 'Enter');
  await page.getByText('GitHub is disconnected.').waitFor();
  // The button that opened the question is gone: the part that it stood in has the focus, and Tab goes on from there.
  await connect.waitFor();
  await focusComesTo(page, page.locator('section').filter({ has: connect }));
  await page.keyboard.press('Tab');
  await focusComesTo(page, connect);
  expect(await connected(owner)).toEqual([]);
  expect(complaints(401)).toEqual([]);
  await leave();
});
