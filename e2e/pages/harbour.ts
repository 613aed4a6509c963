import type { Page } from 'playwright-core';
import { type HarbourPerson, PROVIDER_NAME } from '../identities.ts';

/** The button that leads to the provider, and the provider's own pages. */
export function harbour(page: Page) {
  const continueButton = page.getByRole('button', { name: `Continue with ${PROVIDER_NAME}` });
  const account = page.getByLabel('Account', { exact: true });
  const logIn = page.getByRole('button', { name: 'Log in' });
  const allow = page.getByRole('button', { name: 'Allow' });
  const give = async (person: HarbourPerson) => {
    await account.fill(person);
    await logIn.click();
    await allow.waitFor();
  };
  return {
    continueButton,
    account,
    logIn,
    allow,
    decline: page.getByRole('button', { name: 'Decline' }),
    /** Up to the question for consent. */
    give,
    async signIn(person: HarbourPerson): Promise<void> {
      await continueButton.click();
      await give(person);
      await allow.click();
    },
  };
}
