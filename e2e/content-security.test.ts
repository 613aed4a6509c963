import { reportCspViolation } from '@stepwell/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launch } from './browsers.ts';
import { signInPage } from './pages/sign-in.ts';
import { tenantServer } from './tenant-server.ts';
import { visit, visitAsOwner } from './visit.ts';

const url = inject('serverUrl');
const { atelier } = inject('organizations');

const PATIENT = { timeout: 15_000 };

let browser: Browser;
/** A script of another site. */
const foreign = 'https://evil.example/planted.js';

beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser?.close());

const note = (what: string) => `globalThis.ranWhat = [...(globalThis.ranWhat ?? []), '${what}'];`;
/** What somebody could bring into a page who found a place that does not escape: none of it carries this answer's nonce. */
const planted = () => `
  <script>${note('inline')}</script>
  <script nonce="">${note('empty nonce')}</script>
  <script nonce="guessed">${note('guessed nonce')}</script>
  <script src="${foreign}"></script>
  <script type="module" src="${foreign}?module"></script>
  <script src="data:text/javascript,${encodeURIComponent(note('data'))}"></script>
  <img src="/nothing.png" onerror="${note('attribute')}">
  <iframe srcdoc="<script>parent.ranWhat = [...(parent.ranWhat ?? []), 'frame']</script>"></iframe>
  <style>body { --planted: yes; }</style>`;

/** Pages come with what is planted in their text; their headers stay as they are, but for those named. */
async function plant(page: Page, withoutHeader?: string): Promise<void> {
  await page.route(`${foreign}*`, (route) =>
    route.fulfill({
      headers: { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' },
      body: note('foreign'),
    }),
  );
  await page.route(
    (address) => !address.pathname.includes('.') && !address.pathname.startsWith('/api/'),
    async (route) => {
      const answer = await route.fetch();
      const headers = answer.headers();
      if (withoutHeader !== undefined) delete headers[withoutHeader];
      const body = (await answer.text()).replace('</body>', `${planted()}</body>`);
      await route.fulfill({ response: answer, headers, body });
    },
  );
}

type Reported = { readonly directive: string; readonly blocked: string };

/** What the browser sends to the reporting endpoint, as the server answers it. */
async function reportsOf(page: Page): Promise<{ all: Reported[]; statuses: number[] }> {
  const heard = { all: [] as Reported[], statuses: [] as number[] };
  page.on('request', (request) => {
    if (!request.url().endsWith(reportCspViolation.path)) return;
    const sent = JSON.parse(request.postData() ?? '{}') as Record<string, Record<string, string>>;
    const report = sent['csp-report'] ?? {};
    heard.all.push({ directive: report['effective-directive'] ?? '', blocked: report['blocked-uri'] ?? '' });
  });
  page.on('response', (response) => {
    if (response.url().endsWith(reportCspViolation.path)) heard.statuses.push(response.status());
  });
  return heard;
}

const ran = (page: Page) => page.evaluate('globalThis.ranWhat ?? []') as Promise<string[]>;
const styled = (page: Page) =>
  page.evaluate("getComputedStyle(document.body).getPropertyValue('--planted').trim()") as Promise<string>;

describe('what somebody plants in a page', () => {
  it('does not run, while the page itself does, and is reported', async () => {
    const { page } = await visit(browser);
    await plant(page);
    const reports = await reportsOf(page);
    await signInPage(page, url).open();
    await signInPage(page, url).heading().waitFor();
    await expect.poll(() => reports.all.length, PATIENT).toBeGreaterThanOrEqual(7);
    expect([await ran(page), await styled(page)]).toEqual([[], '']);
    expect(reports.all).toEqual(
      expect.arrayContaining([
        { directive: 'script-src-elem', blocked: 'inline' },
        { directive: 'script-src-elem', blocked: foreign },
        { directive: 'script-src-elem', blocked: 'data' },
        { directive: 'script-src-attr', blocked: 'inline' },
        { directive: 'style-src-elem', blocked: 'inline' },
      ]),
    );
    await expect.poll(() => reports.statuses.length, PATIENT).toBeGreaterThanOrEqual(7);
    expect(new Set(reports.statuses)).toEqual(new Set([204]));
  });

  it('runs where the policy is taken away: it is the policy that keeps it from running', async () => {
    const { page } = await visit(browser);
    await plant(page, 'content-security-policy');
    await signInPage(page, url).open();
    await signInPage(page, url).heading().waitFor();
    await expect
      .poll(() => ran(page), PATIENT)
      .toEqual(expect.arrayContaining(['inline', 'foreign', 'data', 'attribute']));
    expect(await styled(page)).toBe('yes');
  });
});

/** Told by the page itself, whatever becomes of the report. */
async function violationsOn(page: Page): Promise<() => Promise<string[]>> {
  const all: string[] = [];
  await page.exposeFunction('tellViolation', (what: string) => void all.push(what));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, documentURI }) =>
      (globalThis as unknown as { tellViolation: (what: string) => void }).tellViolation(
        `${violatedDirective} ${blockedURI} on ${documentURI}`,
      ),
    );
  });
  return async () => {
    await page.waitForLoadState('networkidle');
    return all;
  };
}

describe('the pages themselves', () => {
  it('of the dashboard do nothing that their policy forbids', async () => {
    const { page, complaints } = await visitAsOwner(browser, url, atelier);
    const violations = await violationsOn(page);
    for (const path of ['/', '/flows', '/participants', '/funnels', '/flags', '/api-keys', '/settings/profile']) {
      await page.goto(url + path);
      await page.getByRole('main').waitFor();
      expect([path, await violations(), complaints()]).toEqual([path, [], []]);
    }
  });

  it('of a participant do nothing that their policy forbids', async () => {
    const server = tenantServer(url, atelier);
    await server.introduce('policy-visitor', { display_name: 'Noor Glaze', market: 'GB', role: 'creator' });
    const { page } = await visit(browser);
    const violations = await violationsOn(page);
    await page.goto(await server.hostedLink('policy-visitor'));
    await page.getByRole('main').waitFor();
    expect(await violations()).toEqual([]);
  });

  it('of the documentation do nothing that their policy forbids, and show the routes', async () => {
    const { page, complaints } = await visit(browser);
    const violations = await violationsOn(page);
    await page.goto(`${url}/docs`);
    // Drawn by a megabyte of script.
    await page.locator('.opblock-summary').first().waitFor({ timeout: 60_000 });
    await page.locator('.opblock-summary').first().click();
    await page.locator('.opblock-body').first().waitFor();
    expect([await violations(), complaints()]).toEqual([[], []]);
  });

  it('and one that does is heard of: the listener is no deaf one', async () => {
    const { page } = await visit(browser);
    await plant(page);
    const violations = await violationsOn(page);
    await signInPage(page, url).open();
    await expect.poll(violations, PATIENT).toContain(`script-src-elem inline on ${url}/sign-in`);
  });
});
