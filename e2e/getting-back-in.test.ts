import { signIn } from '@stepwell/contract';
import { ProblemError } from '@stepwell/contract/client';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch } from './browsers.ts';
import { pressOn, typeInto } from './keyboard.ts';
import { mailedLink } from './mailbox.ts';
import { NEWCOMERS_PASSWORD } from './newcomer.ts';
import { founder, person } from './people.ts';
import { PHONE, visit } from './visit.ts';

/** Ways back in for somebody who has forgotten their password or was locked out by others; without a mouse. */

const url = inject('serverUrl');
const NEW_PASSWORD = 'nine lanterns over the quay 1907';
const WRONG_PASSWORDS = 5;

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser.close());

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true });
const email = (page: Page) => page.getByLabel('Email', { exact: true });

async function signInByKeyboard(page: Page, address: string, password: string) {
  await typeInto(page, email(page), address);
  await typeInto(page, page.getByLabel('Password', { exact: true }), password);
  await page.keyboard.press('Enter');
}

it('sets a new password by the link in a mail, and signs in with it', async () => {
  const address = 'lise@quays.example';
  await founder(url, { name: 'Lise', email: address }, 'Quays');
  const { page, leave, complaints } = await visit(browser);
  await page.goto(`${url}/sign-in`);
  await pressOn(page, link(page, 'Forgotten?'), 'Enter');
  await title(page, 'Set a new password').waitFor();
  await typeInto(page, email(page), address);
  await page.keyboard.press('Enter');
  await title(page, 'Check your mail').waitFor();

  await page.goto(await mailedLink(url, address, 'reset_password'));
  await typeInto(page, page.getByLabel('New password'), NEW_PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByText('Your new password is set.').waitFor();
  await pressOn(page, link(page, 'Sign in'), 'Enter');
  await signInByKeyboard(page, address, NEW_PASSWORD);
  await title(page, 'Overview').waitFor();
  expect(complaints(401)).toEqual([]);
  await leave();
});

it('signs in by a mailed link', async () => {
  const address = 'otto@sluices.example';
  await founder(url, { name: 'Otto', email: address }, 'Sluices');
  const { page, leave, complaints } = await visit(browser);
  await page.goto(`${url}/sign-in`);
  await pressOn(page, button(page, 'Mail me a link'), 'Enter');
  await title(page, 'Sign in by mail').waitFor();
  await typeInto(page, email(page), address);
  await page.keyboard.press('Enter');
  await page.getByText('a link is on its way').waitFor();

  await page.goto(await mailedLink(url, address, 'magic_link'));
  await pressOn(page, button(page, 'Sign in now'), 'Enter');
  await title(page, 'Overview').waitFor();
  expect(complaints(401)).toEqual([]);
  await leave();
});

it('signs in by a mailed link on another device, with the code that the first one shows', async () => {
  const address = 'ida@locks.example';
  await founder(url, { name: 'Ida', email: address }, 'Locks');
  const desk = await visit(browser);
  await desk.page.goto(`${url}/sign-in?way=link`);
  await typeInto(desk.page, email(desk.page), address);
  await desk.page.keyboard.press('Enter');
  const shown = await desk.page.getByText(/^\d{3} \d{3}$/).innerText();

  const phone = await visit(browser, { viewport: PHONE });
  await phone.page.goto(await mailedLink(url, address, 'magic_link'));
  await pressOn(phone.page, button(phone.page, 'Sign in now'), 'Enter');
  const code = phone.page.getByLabel('Code', { exact: true });
  await code.waitFor();
  await phone.page.keyboard.type(shown === '000 000' ? '000 001' : '000 000');
  await phone.page.keyboard.press('Enter');
  await phone.page.getByRole('alert').filter({ hasText: 'not the code' }).waitFor();
  await code.press('ControlOrMeta+a');
  await phone.page.keyboard.type(shown);
  await phone.page.keyboard.press('Enter');
  await title(phone.page, 'Overview').waitFor();
  expect(phone.complaints(401, 409)).toEqual([]);
  await desk.page.reload();
  await title(desk.page, 'Sign in by mail').waitFor();
  for (const { leave } of [desk, phone]) await leave();
});

it('lifts a lock that others brought about, and signs in with the old password', async () => {
  const address = 'vera@weirs.example';
  await founder(url, { name: 'Vera', email: address }, 'Weirs');
  for (let attempt = 0; attempt < WRONG_PASSWORDS; attempt += 1) {
    const stranger = person(url, 'Stranger', address);
    const guess = stranger.call(signIn, { body: { email: address, password: `a wrong guess ${attempt}` } });
    await expect(guess).rejects.toThrow(ProblemError);
  }
  const { page, leave, complaints } = await visit(browser);
  await page.goto(`${url}/sign-in`);
  await signInByKeyboard(page, address, NEWCOMERS_PASSWORD);
  await page.getByRole('alert').filter({ hasText: 'locked' }).waitFor();

  await page.goto(await mailedLink(url, address, 'unlock'));
  await pressOn(page, button(page, 'Lift the lock'), 'Enter');
  await page.getByText('You can sign in again.').waitFor();
  await pressOn(page, link(page, 'Sign in'), 'Enter');
  await signInByKeyboard(page, address, NEWCOMERS_PASSWORD);
  await title(page, 'Overview').waitFor();
  expect(complaints(401, 429)).toEqual([]);
  await leave();
});
