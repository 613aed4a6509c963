import type { Locator, Page } from 'playwright-core';

/** One flow in the dashboard: its editor and what was published. */
export function flowPage(page: Page, url: string) {
  const outline = page.getByRole('navigation', { name: 'Parts of the flow' });
  const dialog = page.getByRole('dialog');
  return {
    outline,
    open: (flow: string, part = '') => page.goto(`${url}/flows/${flow}${part}`),
    /** A step in the outline. */
    step: (title: string): Locator => outline.getByRole('button', { name: title }).and(page.locator('[data-step]')),
    stepTitles: () => outline.getByRole('list').first().locator('[data-step]').allInnerTexts(),
    /** Opens the dialog by its shortcut, names the step, takes the first kind and adds it. No mouse is needed. */
    async addInformationByKeyboard(title: string): Promise<void> {
      await page.keyboard.press('n');
      await dialog.getByLabel('Title').waitFor();
      await page.keyboard.type(title);
      await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowUp');
      await dialog
        .getByRole('radio', { name: 'Information' })
        .and(page.locator(':checked'))
        .waitFor({ state: 'attached' });
      await page.keyboard.press('Enter');
      await dialog.waitFor({ state: 'hidden' });
    },
    saved: (): Locator => page.getByText('Saved', { exact: true }),
  };
}
