import { readFile } from 'node:fs/promises';
import { deleteOrganization } from '@stepwell/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { authenticatorApp, reasonForNoApp } from './authenticator-app.ts';
import { launch } from './browsers.ts';
import { focusComesTo, pressOn, typeInto } from './keyboard.ts';
import { mailed } from './mailbox.ts';
import { NEWCOMERS_PASSWORD, signUp } from './newcomer.ts';
import { grantOperator } from './operator-command.ts';
import { consolePage } from './pages/console.ts';
import { secondStep } from './pages/second-step.ts';
import { securityPage } from './pages/security.ts';
import { signInPage } from './pages/sign-in.ts';
import { founder, operator, organizationAtWork, type Person, signedUp } from './people.ts';
import { tenantServer } from './tenant-server.ts';
import { type Visit, visit, visitAs } from './visit.ts';

const url = inject('serverUrl');
const dataDir = inject('dataDir');
const noApp = reasonForNoApp();
if (noApp !== undefined) console.log(`SKIPPED (${noApp}): working as an operator`);

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser.close());

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });

describe.skipIf(noApp !== undefined)('an operator', () => {
  let root: Person;
  beforeAll(async () => {
    root = await operator(url, dataDir, { name: 'Olu Operator', email: 'olu@operators.example' });
  });

  /** Comes to the console as an operator who has signed in with a second factor. */
  async function atWork(): Promise<Visit & { desk: ReturnType<typeof consolePage> }> {
    const visitor = await visitAs(browser, url, root.session());
    return { ...visitor, desk: consolePage(visitor.page, url) };
  }

  it('is made on the machine, and gets in with a second factor alone', async () => {
    const { page, leave, complaints } = await visit(browser);
    await page.goto(`${url}/sign-up`);
    await signUp(page, url, { name: 'Rosa Root', email: 'rosa@operators.example' });
    await title(page, 'Set up your organization').waitFor();
    await page.goto(`${url}/admin`);
    await title(page, 'There is no such page').waitFor();
    const said = await grantOperator(dataDir, 'rosa@operators.example');
    expect(said).toContain('is now a super admin');
    expect(said).toContain('set up an authenticator app or a passkey');

    const desk = consolePage(page, url);
    await page.goto(`${url}/admin`);
    await desk.secondFactorAsked.waitFor();
    await page.getByRole('link', { name: 'Go to Security' }).click();
    const security = securityPage(page, url);
    await security.button('Set up').click();
    await security.byHand.click();
    const app = authenticatorApp((await security.secret.getAttribute('title')) ?? '');
    const code = await app.code();
    await security.code.fill(code);
    await security.button('Turn on').click();
    expect(await security.savedCodes(() => security.saveCodes.click())).toHaveLength(10);
    await security.codesAreKept.click();
    await security.appInUse.waitFor();
    await page.goto(`${url}/admin`);
    await desk.heading('Installation').waitFor();
    const figures = page.getByRole('main').locator('dl').first();
    expect(await figures.innerText()).toMatch(/Users\n\d+/);
    await page.getByRole('img', { name: /^Sign-ins: \d+/ }).waitFor();
    expect(complaints(401, 404)).toEqual([]);
    await Promise.all([comeBack('rosa@operators.example', () => app.codeAfter(code)), leave()]);
  });

  /** With another browser: the console is open once the password and the code are given. */
  async function comeBack(email: string, code: () => Promise<string>): Promise<void> {
    const { page, leave, complaints } = await visit(browser);
    await page.goto(`${url}/admin`);
    const signIn = signInPage(page, url);
    await signIn.heading().waitFor();
    await signIn.email.fill(email);
    await signIn.password.fill(NEWCOMERS_PASSWORD);
    await signIn.submit.click();
    const step = secondStep(page);
    await step.heading.waitFor();
    await step.give('Code', await code());
    await title(page, 'Installation').waitFor();
    expect(complaints(401)).toEqual([]);
    await leave();
  }

  it('finds somebody by a part of the address, suspends them with a reason and lifts it', async () => {
    const email = 'bertha.benz@motorwagen.example';
    const { owner } = await founder(url, { name: 'Bertha Benz', email }, 'Motorwagen');
    const bertha = await visitAs(browser, url, owner.session());
    await bertha.page.goto(url);
    await title(bertha.page, 'Overview').waitFor();

    const { desk, leave, complaints, page } = await atWork();
    await desk.find('/users', 'benz@motor', 'Bertha Benz');
    await desk.button('More').click();
    await page.getByRole('menuitem', { name: 'Suspend…' }).click();
    await desk.confirm('Suspend', 'Spam from this account');
    await page.getByText(/^Suspended since/).waitFor();
    await page.getByText('Spam from this account').first().waitFor();

    await bertha.page.getByRole('link', { name: 'Flows' }).click();
    await title(bertha.page, 'Sign in').waitFor();
    expect((await mailed(url, email, 'account_suspended')).text).toContain('Spam from this account');
    const signIn = signInPage(bertha.page, url);
    await signIn.email.fill(email);
    await signIn.password.fill(NEWCOMERS_PASSWORD);
    await signIn.submit.click();
    await bertha.page.getByRole('alert').getByText('This account is suspended.').waitFor();

    await desk.button('Lift the suspension…').click();
    await desk.confirm('Lift the suspension');
    await desk.state('Active').waitFor();
    expect((await mailed(url, email, 'account_unsuspended')).text).toContain('sign in as before');
    await signIn.submit.click();
    await title(bertha.page, 'Flows').waitFor();
    expect(complaints()).toEqual([]);
    expect(bertha.complaints(401, 403)).toEqual([]);
    await Promise.all([bertha.leave(), leave()]);
  });

  it('suspends an organization, so that its hosted pages and its keys are refused, and lifts it', async () => {
    const who = { name: 'Lise Meitner', email: 'lise@fission.example' };
    const fission = await organizationAtWork(url, who, 'Fission Works');
    const server = tenantServer(url, fission);
    await server.introduce('otto', { display_name: 'Otto' });
    const link = await server.hostedLink('otto');
    const participant = await visit(browser);
    await participant.page.goto(link);
    await title(participant.page, 'Become a creator').waitFor();

    const { desk, page, leave, complaints } = await atWork();
    await desk.find('/organizations', 'fission', 'Fission Works');
    await desk.button('Suspend…').click();
    await desk.confirm('Suspend', 'Unpaid for a year');
    await page.getByText(/^Suspended since/).waitFor();
    await participant.page.reload();
    await title(participant.page, 'There is no such page').waitFor();
    await expect(server.introduce('hahn', { display_name: 'Hahn' })).rejects.toMatchObject({
      problem: { status: 401 },
    });

    await desk.button('Lift the suspension…').click();
    await desk.confirm('Lift the suspension');
    await desk.state('Active').waitFor();
    await server.introduce('hahn', { display_name: 'Hahn' });
    await participant.page.reload();
    await title(participant.page, 'Become a creator').waitFor();
    expect(complaints()).toEqual([]);
    await Promise.all([participant.leave(), leave()]);
  });

  it('finds a deleted organization and restores it', async () => {
    const { owner, slug } = await founder(url, { name: 'Emmy Noether', email: 'emmy@rings.example' }, 'Rings');
    await owner.call(deleteOrganization, { body: { slug } });
    const { desk, page, leave, complaints } = await atWork();
    await page.goto(`${url}/admin/organizations?state=deleted`);
    await desk.found('Rings').click();
    await page.getByText(/^Deleted on .* by Emmy Noether$/).waitFor();
    await desk.button('Restore…').click();
    await desk.confirm('Restore');
    await desk.state('Active').waitFor();
    const emmy = await visitAs(browser, url, owner.session());
    await emmy.page.goto(url);
    await title(emmy.page, 'Overview').waitFor();
    expect([complaints(), emmy.complaints()]).toEqual([[], []]);
    await Promise.all([emmy.leave(), leave()]);
  });

  it('acts in somebody’s name; the person is told, and the organization’s audit log names both', async () => {
    const email = 'chien@parity.example';
    const { owner } = await founder(url, { name: 'Chien-Shiung Wu', email }, 'Parity');
    const { desk, page, leave, complaints } = await atWork();
    await desk.find('/users', 'chien@', 'Chien-Shiung Wu');
    await desk.button('Act as…').click();
    await desk.reason.fill('The import does not work for you');
    await desk.press('Act in their name').click();
    await desk.bar.getByText('You act as Chien-Shiung Wu').waitFor();
    await page.goto(`${url}/participants`);
    await page.getByRole('button', { name: 'Create participant' }).first().click();
    await desk.dialog.getByLabel('External id').fill('cobalt-60');
    await desk.press('Create').click();
    await page.getByRole('heading', { level: 1, name: 'cobalt-60' }).waitFor();
    await desk.bar.getByRole('button', { name: 'Stop' }).click();
    await desk.heading('Chien-Shiung Wu').waitFor();
    await desk.bar.waitFor({ state: 'hidden' });
    expect((await mailed(url, email, 'impersonated')).text).toContain('The import does not work for you');

    const wu = await visitAs(browser, url, owner.session());
    await seeInTheAuditLog(wu.page);
    // The dashboard asks first whether somebody has the external id already.
    expect([complaints(404), wu.complaints()]).toEqual([[], []]);
    await Promise.all([wu.leave(), leave()]);
  });

  async function seeInTheAuditLog(page: Page): Promise<void> {
    await page.goto(`${url}/settings`);
    await page.getByRole('link', { name: 'Audit log' }).click();
    await title(page, 'Audit log').waitFor();
    const row = page.getByRole('row').filter({ hasText: 'participant.' });
    await row.getByText('Olu Operator').waitFor();
    await row.getByText('for Chien-Shiung Wu').waitFor();
    await page.getByRole('button', { name: 'Check the chain' }).click();
    await page.getByText(/^Intact: \d+ entr(y|ies) checked$/).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export as CSV' }).click(),
    ]);
    const csv = await readFile(await download.path(), 'utf8');
    expect(csv.split('\n').find((line) => line.includes('participant.'))).toMatch(/operator/);
  }

  it('searches, opens, suspends, acts in a name and stops by keyboard alone', async () => {
    await signedUp(url, { name: 'Hertha Ayrton', email: 'hertha@arcs.example' });
    const { desk, page, leave, complaints } = await atWork();
    await desk.open('/users');
    await page.keyboard.press('/');
    await page.keyboard.type('hertha@');
    await desk.found('Hertha Ayrton').waitFor();
    await page.keyboard.press('ArrowDown');
    await focusComesTo(page, desk.found('Hertha Ayrton'));
    await page.keyboard.press('Enter');
    await desk.heading('Hertha Ayrton').waitFor();

    await pressOn(page, desk.button('More'), 'Enter');
    await focusComesTo(page, page.getByRole('menuitem').first());
    await page.keyboard.type('susp');
    await focusComesTo(page, page.getByRole('menuitem', { name: 'Suspend…' }));
    await page.keyboard.press('Enter');
    await typeInto(page, desk.reason, 'Asked for by the person');
    await pressOn(page, desk.press('Suspend'), 'Enter');
    await page.getByText(/^Suspended since/).waitFor();
    await pressOn(page, desk.button('Lift the suspension…'), 'Enter');
    await pressOn(page, desk.press('Lift the suspension'), 'Enter');
    await desk.state('Active').waitFor();

    await pressOn(page, desk.button('Act as…'), 'Enter');
    await typeInto(page, desk.reason, 'To look at an arc');
    await pressOn(page, desk.press('Act in their name'), 'Enter');
    await desk.bar.getByText('You act as Hertha Ayrton').waitFor();
    await pressOn(page, desk.bar.getByRole('button', { name: 'Stop' }), 'Enter');
    await desk.heading('Hertha Ayrton').waitFor();
    expect(complaints()).toEqual([]);
    await leave();
  });
});
