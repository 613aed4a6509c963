import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import type { Organization } from './organizations.ts';

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1440, height: 900 };

export type Visit = {
  readonly context: BrowserContext;
  readonly page: Page;
  /**
   * What the browser complained of so far: errors in the console, breaches of the page's security policy, uncaught errors.
   * It also notes each request that was refused; those with the named statuses belong to the visit.
   */
  readonly complaints: (...expectedStatuses: number[]) => string[];
  /** The person leaves: nothing of the browser's memory is kept. */
  readonly leave: () => Promise<void>;
};

/** Where pictures go; not kept in the repository. */
export const PICTURES = fileURLToPath(new URL('../test-results/', import.meta.url));

let visitors = 0;

/** Somebody comes with a browser that knows nothing of them. When the test fails, there is a picture of what they last saw. */
export async function visit(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
  visitors += 1;
  const number = visitors;
  const context = await browser.newContext({
    viewport: DESKTOP,
    locale: 'en-GB',
    ...options,
    // Each visitor has an address of their own, as people have; limits count by it.
    extraHTTPHeaders: { 'x-forwarded-for': `198.18.${process.pid % 256}.${number % 256}` },
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail' && !page.isClosed()) {
      await page.screenshot({ path: `${PICTURES}failed-${fileName(task.name)}-${number}.png`, fullPage: true });
    }
    await context.close();
  });
  const all: string[] = [];
  page.on('pageerror', (error) => all.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') all.push(`${message.text()} (${message.location().url})`);
  });
  const complaints = (...expected: number[]) =>
    all.filter((text) => !expected.some((status) => text.includes(`responded with a status of ${status} `)));
  return { context, page, complaints, leave: () => context.close() };
}

/** Somebody comes whom the browser knows as the organization's owner. */
export function visitAsOwner(
  browser: Browser,
  url: string,
  { session }: Organization,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  return visitAs(browser, url, session, options);
}

/** Somebody comes whom the browser knows by a session. */
export async function visitAs(
  browser: Browser,
  url: string,
  session: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const visitor = await visit(browser, options);
  await visitor.context.addCookies([
    { name: 'stepwell_session', value: session, url, httpOnly: true, sameSite: 'Lax' },
  ]);
  return visitor;
}

function fileName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60);
}
