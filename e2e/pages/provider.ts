import type { Page } from 'playwright-core';
import { type GithubLogin, type HarbourPerson, PROVIDER_NAME } from '../identities.ts';

export const harbour = (page: Page) => providerPages<HarbourPerson>(page, PROVIDER_NAME);
export const github = (page: Page) => providerPages<GithubLogin>(page, 'GitHub');

/** The buttons that lead to a provider, and the provider's own pages. */
function providerPages<Login extends string>(page: Page, name: string) {
  const continueButton = page.getByRole('button', { name: `Continue with ${name}` });
  const account = page.getByLabel('Account', { exact: true });
  const logIn = page.getByRole('button', { name: 'Log in' });
  const allow = page.getByRole('button', { name: 'Allow' });
  const give = async (login: Login) => {
    await account.fill(login);
    await logIn.click();
    await allow.waitFor();
  };
  return {
    continueButton,
    connect: page.getByRole('button', { name: `Connect ${name}`, exact: true }),
    disconnect: page.getByRole('button', { name: `Disconnect ${name}`, exact: true }),
    account,
    logIn,
    allow,
    decline: page.getByRole('button', { name: 'Decline' }),
    /** Up to the question for consent. */
    give,
    async signIn(login: Login): Promise<void> {
      await continueButton.click();
      await give(login);
      await allow.click();
    },
  };
}
