import type { Locator, Page } from 'playwright-core';

/** Settings → Directory: the token of the directory, and what it sent. */
export function directoryPage(page: Page, url: string) {
  const dialog = page.getByRole('dialog');
  const figures = page.getByRole('region', { name: 'What it sent' });
  return {
    dialog,
    async open(): Promise<void> {
      await page.goto(`${url}/settings/directory`);
      await page.getByRole('heading', { level: 1, name: 'Directory' }).waitFor();
    },
    address: page.getByRole('textbox', { name: 'SCIM address (base URL)' }),
    /** Makes a token and returns it; once the dialog is closed, nobody sees it again. */
    async makeToken(): Promise<string> {
      await page.getByRole('button', { name: 'Make a token', exact: true }).click();
      await dialog.getByRole('button', { name: 'Make it' }).click();
      await dialog.getByRole('heading', { name: 'The token is ready' }).waitFor();
      const token = await dialog.locator('code').innerText();
      await dialog.getByRole('button', { name: 'I have kept it' }).click();
      await dialog.waitFor({ state: 'hidden' });
      return token;
    },
    figure: (name: string, value: string): Locator =>
      figures.locator('dl > div').filter({ hasText: name }).getByText(value, { exact: true }),
    group: (name: string): Locator => page.getByRole('row').filter({ hasText: name }),
    async giveRole(group: string, role: string): Promise<void> {
      const choice = page.getByLabel(`Role of the members of ${group}`);
      await choice.click();
      await page.getByRole('option', { name: new RegExp(`^${role}`) }).click();
      await choice.getByText(role, { exact: true }).waitFor();
    },
  };
}
