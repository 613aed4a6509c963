import type { Locator, Page } from 'playwright-core';

/** How many journeys come to which end, as the page says it. */
export type Outcomes = Readonly<Record<string, number>>;

/** Publishing a flow: the dialog with its dry run, and what was published before. */
export function publishing(page: Page, url: string) {
  const dialog = page.getByRole('dialog');
  const button = (name: string): Locator => dialog.getByRole('button', { name, exact: true });
  return {
    dialog,
    async openDialog(): Promise<void> {
      await page.getByRole('button', { name: 'Publish…' }).click();
      await dialog.getByRole('heading', { name: /^What changes against version/ }).waitFor();
    },
    /** Asks what publishing would do and returns what the page answers. */
    async dryRun(): Promise<{ lead: string; outcomes: Outcomes }> {
      await button('Dry run').click();
      const lead = dialog.getByText('replayed against the draft');
      await lead.waitFor();
      return { lead: await lead.innerText(), outcomes: await outcomesIn(dialog) };
    },
    /** Publishes what was looked at and waits until every journey is in place. */
    async publishToLive(): Promise<Outcomes> {
      await button('Publish to live').click();
      await dialog.getByText('and every journey is in place').waitFor({ timeout: 30_000 });
      return outcomesIn(dialog);
    },
    close: () => button('Close').first().click(),
    openList: (flow: string) => page.goto(`${url}/flows/${flow}/publications`),
    /** The newest publication of the live environment, as its row says it. */
    newestLive: (): Locator => page.getByRole('row').filter({ hasText: 'Live' }).first(),
    async rollBack(): Promise<void> {
      await page.getByRole('button', { name: 'Roll back' }).first().click();
      await button('Roll back').click();
      await dialog.waitFor({ state: 'hidden' });
    },
  };
}

/** The name and the number of each part of the bar. */
async function outcomesIn(dialog: Locator): Promise<Outcomes> {
  const parts = dialog.locator('dl > div');
  await parts.first().waitFor();
  const texts = await parts.all();
  const entries = await Promise.all(
    texts.map(async (part) => {
      const [count = ''] = (await part.getByRole('definition').innerText()).split(/\s/);
      return [await part.getByRole('term').innerText(), Number(count.replace(/\D/g, ''))] as const;
    }),
  );
  return Object.fromEntries(entries);
}
