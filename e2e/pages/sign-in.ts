import type { Locator, Page } from 'playwright-core';

export function signInPage(page: Page, url: string) {
  const email = page.getByLabel('Email');
  const password = page.getByLabel('Password', { exact: true });
  const submit = page.getByRole('button', { name: 'Sign in', exact: true });
  return {
    email,
    password,
    submit,
    open: () => page.goto(`${url}/sign-in`),
    heading: (): Locator => page.getByRole('heading', { level: 1, name: 'Sign in' }),
    async signIn(as: { email: string; password: string }): Promise<void> {
      await email.fill(as.email);
      await password.fill(as.password);
      await submit.click();
      await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    },
  };
}
