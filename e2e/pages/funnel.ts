import type { Page } from 'playwright-core';

/** The funnel of a flow in the dashboard. */
export function funnelPage(page: Page, url: string) {
  const table = page.getByRole('table', { name: 'From start to completion' });
  return {
    open: (flow: string) => page.goto(`${url}/funnels?flow=${flow}`),
    async showTable(): Promise<void> {
      await page.getByTitle('Table', { exact: true }).click();
      await table.waitFor();
    },
    /** How many entered a stage, from the table. */
    async entered(stage: string): Promise<number> {
      const row = table.getByRole('row').filter({ hasText: stage });
      const text = await row.getByRole('cell').nth(2).innerText();
      return Number(text.replace(/\D/g, ''));
    },
  };
}
