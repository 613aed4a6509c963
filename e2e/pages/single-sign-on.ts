import type { Locator, Page } from 'playwright-core';

/** Settings → Single sign-on: the identity provider, the mail domains and whether people have to use it. */
export function singleSignOnPage(page: Page, url: string) {
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  const dialog = page.getByRole('dialog');
  const state = (name: string): Locator => page.getByRole('radio', { name: new RegExp(`^${name}`) });
  const domainLine = (domain: string): Locator => page.getByRole('listitem').filter({ hasText: domain });
  const choose = async (name: string) => {
    await state(name).check();
    await button('Apply').click();
  };
  return {
    button,
    state,
    domainLine,
    ourMetadata: page.getByRole('textbox', { name: 'Our metadata' }),
    async open(): Promise<void> {
      await page.goto(`${url}/settings/single-sign-on`);
      await page.getByRole('heading', { level: 1, name: 'Single sign-on' }).waitFor();
    },
    async pasteMetadata(xml: string): Promise<void> {
      await button('Fill in from metadata').click();
      await dialog.getByLabel('Metadata (XML)').fill(xml);
      await dialog.getByRole('button', { name: 'Fill in' }).click();
      await page.getByText('Filled in from the metadata.').waitFor();
    },
    async save(): Promise<void> {
      await button('Save').click();
      await button('Change').waitFor();
    },
    /** Names a domain and returns the DNS record that proves it. */
    async addDomain(domain: string): Promise<{ name: string; value: string }> {
      await page.getByLabel('Add a domain').fill(domain);
      await button('Add').click();
      const record = domainLine(domain);
      const name = await record.getByLabel('Name', { exact: true }).inputValue();
      return { name, value: await record.getByLabel('Value', { exact: true }).inputValue() };
    },
    async verify(domain: string): Promise<void> {
      await button(`Verify ${domain}`).click();
      await domainLine(domain).getByText('Verified', { exact: true }).waitFor();
    },
    async turnOn(): Promise<void> {
      await choose('On');
      await page.getByText('Applied.').waitFor();
    },
    async require(): Promise<void> {
      await choose('Required');
      await dialog.getByRole('button', { name: 'Require it' }).click();
      await dialog.waitFor({ state: 'hidden' });
      await page.getByText('Applied.').waitFor();
    },
  };
}
