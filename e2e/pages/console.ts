import type { Locator, Page } from 'playwright-core';

/** The operators' console: lists with a search, and a page for each user and organization. */
export function consolePage(page: Page, url: string) {
  const dialog = page.getByRole('dialog');
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  const heading = (name: string): Locator => page.getByRole('heading', { level: 1, name, exact: true });
  const press = (name: string) => dialog.getByRole('button', { name, exact: true });
  return {
    dialog,
    button,
    heading,
    press,
    search: page.getByRole('searchbox'),
    secondFactorAsked: page.getByRole('heading', { name: 'The console asks for a second factor' }),
    reason: dialog.getByLabel('Reason'),
    /** The name in the list that leads to its page. */
    found: (name: string): Locator => page.getByRole('table').getByRole('link', { name, exact: true }),
    /** How the account or organization stands, beside its name. */
    state: (name: string): Locator => page.getByRole('main').getByText(name, { exact: true }).first(),
    /** What was done, newest first. */
    deed: (name: string): Locator => page.getByRole('listitem').filter({ hasText: name }).first(),
    bar: page.getByRole('region', { name: 'Acting in somebody’s name' }),
    async open(part: '' | '/users' | '/organizations' | '/errors' = ''): Promise<void> {
      await page.goto(`${url}/admin${part}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
    },
    /** Searches a list and opens what is called so. */
    async find(part: '/users' | '/organizations', text: string, name: string): Promise<void> {
      await this.open(part);
      await this.search.fill(text);
      // The list narrows once typing pauses; its address then says to what.
      await page.waitForURL((address) => address.searchParams.get('q') === text);
      await this.found(name).click();
      await heading(name).waitFor();
    },
    /** Does what the dialog of a deed asks for, and waits until it is done. */
    async confirm(submit: string, reason?: string): Promise<void> {
      if (reason !== undefined) await this.reason.fill(reason);
      await press(submit).click();
      await dialog.waitFor({ state: 'hidden' });
    },
  };
}
