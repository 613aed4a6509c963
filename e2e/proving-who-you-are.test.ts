import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { authenticatorApp, reasonForNoApp } from './authenticator-app.ts';
import { launch } from './browsers.ts';
import { foundOrganization, NEWCOMERS_PASSWORD, signUp } from './newcomer.ts';
import { secondStep } from './pages/second-step.ts';
import { securityPage } from './pages/security.ts';
import { signInPage } from './pages/sign-in.ts';
import { copyPasskeys, letGoOf, plugInKey } from './security-key.ts';
import { type Visit, visit } from './visit.ts';

const url = inject('serverUrl');
const noApp = reasonForNoApp();
if (noApp !== undefined) console.log(`SKIPPED (${noApp}): codes of an authenticator app`);

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser.close());

/** Somebody who has just founded an organization, on the page of how they sign in. */
async function newcomer(name: string): Promise<Visit & { email: string; security: ReturnType<typeof securityPage> }> {
  const visitor = await visit(browser);
  const email = `${name.toLowerCase()}@proofs.example`;
  await visitor.page.goto(`${url}/sign-up`);
  await signUp(visitor.page, url, { name, email });
  await foundOrganization(visitor.page, `Proofs of ${name}`);
  const security = securityPage(visitor.page, url);
  await security.open();
  return { ...visitor, email, security };
}

/** Sets an authenticator app up. Returns it, the code it was set up with, and the backup codes. */
async function setUpApp(security: ReturnType<typeof securityPage>) {
  await security.button('Set up').click();
  await security.byHand.click();
  const app = authenticatorApp((await security.secret.getAttribute('title')) ?? '');
  const firstCode = await app.code();
  await security.code.fill(firstCode);
  await security.button('Turn on').click();
  await security.backupCodes.waitFor();
  const backupCodes = await security.savedCodes(() => security.saveCodes.click());
  expect(await security.dialog.getByRole('listitem').allInnerTexts()).toEqual(backupCodes);
  await security.codesAreKept.click();
  await security.appInUse.waitFor();
  return { app, firstCode, backupCodes };
}

/** Comes with another browser and gives the password, up to the question for the second factor. */
async function comeBack(email: string): Promise<Visit & { step: ReturnType<typeof secondStep> }> {
  const visitor = await visit(browser);
  const signIn = signInPage(visitor.page, url);
  await signIn.open();
  await signIn.email.fill(email);
  await signIn.password.fill(NEWCOMERS_PASSWORD);
  await signIn.submit.click();
  const step = secondStep(visitor.page);
  await step.heading.waitFor();
  return { ...visitor, step };
}

const overview = (page: Page) => page.getByRole('heading', { level: 1, name: 'Overview' });

/** The browser offers passkeys under the address too, and where nobody chooses a key may be taken before the button is pressed. */
async function signInWithPasskey(page: Page): Promise<void> {
  const press = async () => {
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await overview(page).waitFor();
  };
  await Promise.any([overview(page).waitFor(), press()]);
}

describe.skipIf(noApp !== undefined)('an authenticator app', () => {
  it('is asked after the password, and each of its codes lets in once', async () => {
    const grace = await newcomer('Grace');
    const { app, firstCode } = await setUpApp(grace.security);
    await grace.security.signOut();
    const again = await comeBack(grace.email);
    await again.step.give('Code', firstCode);
    await again.step.refusal.waitFor();
    await again.step.give('Code', await app.codeAfter(firstCode));
    await overview(again.page).waitFor();
    for (const visitor of [grace, again]) expect(visitor.complaints(401)).toEqual([]);
    await Promise.all([grace.leave(), again.leave()]);
  });

  it('may stay at home where a backup code is given, each once', async () => {
    const hedy = await newcomer('Hedy');
    const { backupCodes } = await setUpApp(hedy.security);
    const [first = '', second = ''] = backupCodes;
    const away = await comeBack(hedy.email);
    await away.step.useBackupCode();
    await away.step.give('Backup code', first);
    await overview(away.page).waitFor();
    const later = await comeBack(hedy.email);
    await later.step.useBackupCode();
    await later.step.give('Backup code', first);
    await later.step.refusal.waitFor();
    await later.step.give('Backup code', second);
    await overview(later.page).waitFor();
    await hedy.security.open();
    await hedy.security.codesLeft(backupCodes.length - 2).waitFor();
    for (const visitor of [hedy, away, later]) expect(visitor.complaints(401)).toEqual([]);
    await Promise.all([hedy.leave(), away.leave(), later.leave()]);
  });
});

describe('a passkey', () => {
  it('signs in by itself, without the password', async () => {
    const radia = await newcomer('Radia');
    const key = await plugInKey(radia.page);
    await radia.security.addPasskey('Radia’s key');
    await letGoOf(key);
    await radia.security.signOut();

    const again = await visit(browser);
    await copyPasskeys(key, await plugInKey(again.page));
    const signIn = signInPage(again.page, url);
    await signIn.open();
    await signInWithPasskey(again.page);
    const security = securityPage(again.page, url);
    await security.open();
    await security.thisSession().getByText('signed in with a passkey').waitFor();
    for (const visitor of [radia, again]) expect(visitor.complaints(401)).toEqual([]);
    await Promise.all([radia.leave(), again.leave()]);
  });
});
