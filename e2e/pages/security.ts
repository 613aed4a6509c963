import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';

/** How somebody signs in, and where they are signed in. */
export function securityPage(page: Page, url: string) {
  const dialog = page.getByRole('dialog');
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  return {
    dialog,
    button,
    byHand: dialog.getByText('It can’t be scanned'),
    code: dialog.getByLabel('Code'),
    secret: dialog.getByTitle(/^[A-Z2-7]{32}$/),
    backupCodes: dialog.getByRole('heading', { name: 'Keep your backup codes' }),
    saveCodes: dialog.getByRole('button', { name: 'Save as a file' }),
    codesAreKept: dialog.getByRole('button', { name: 'I have kept them' }),
    appInUse: page.getByText(/^In use since /),
    codesLeft: (count: number): Locator => page.getByText(`${count} backup codes are left.`),
    /** The session of this browser, with how it was opened. */
    thisSession: (): Locator => page.getByRole('listitem').filter({ hasText: 'This session' }),
    async open(): Promise<void> {
      await page.goto(`${url}/settings/security`);
      await page.getByRole('heading', { level: 1, name: 'Security' }).waitFor();
    },
    /** Saves the backup codes by `press`, and returns those in the file. */
    async savedCodes(press: () => Promise<void>): Promise<string[]> {
      const [download] = await Promise.all([page.waitForEvent('download'), press()]);
      const [, ...lines] = (await readFile(await download.path(), 'utf8')).split('\n');
      return lines.filter((line) => line !== '');
    },
    async addPasskey(name: string): Promise<void> {
      await button('Add a passkey').click();
      await dialog.getByLabel('Name').fill(name);
      await dialog.getByRole('button', { name: 'Go on' }).click();
      await dialog.waitFor({ state: 'hidden' });
      await page.getByRole('listitem').filter({ hasText: name }).waitFor();
    },
    async signOut(): Promise<void> {
      await page.getByRole('button', { name: /^Account/ }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    },
  };
}
