import type { Page } from 'playwright-core';

/** What is asked after the password of somebody who has a second factor. */
export function secondStep(page: Page) {
  return {
    heading: page.getByRole('heading', { level: 1, name: 'One more step' }),
    refusal: page.getByRole('alert').getByText('The code is not right, or it was used before.'),
    useBackupCode: () => page.getByRole('button', { name: 'Use a backup code' }).click(),
    async give(kind: 'Code' | 'Backup code', code: string): Promise<void> {
      await page.getByLabel(kind, { exact: true }).fill(code);
      await page.getByRole('button', { name: 'Go on' }).click();
    },
  };
}
