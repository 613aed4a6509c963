import type { Locator, Page } from 'playwright-core';

/** One participant in the dashboard: journeys with their steps, and what happened. */
export function participantPage(page: Page, url: string) {
  const step = (title: string): Locator =>
    page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3, name: title, exact: true }) });
  return {
    open: (participant: string) => page.goto(`${url}/participants/${encodeURIComponent(participant)}`),
    heading: (name: string): Locator => page.getByRole('heading', { level: 1, name, exact: true }),
    step,
    async approve(title: string): Promise<void> {
      await page.getByRole('button', { name: `Approve: ${title}` }).click();
      await step(title).getByText('Done', { exact: true }).first().waitFor();
    },
    /** Lines of the timeline, newest first: what happened, and to which step. */
    async timeline(): Promise<string[]> {
      const part = page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name: 'Timeline' }) });
      const earlier = part.getByRole('button', { name: 'Show earlier' });
      await part.getByRole('listitem').first().waitFor();
      while (await earlier.isVisible()) await earlier.click();
      return part.locator('ol ol > li').allInnerTexts();
    },
  };
}
