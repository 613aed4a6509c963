import { dryRunFlow, listParticipants } from '@stepwell/contract';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch } from './browsers.ts';
import { tabTo, typeInto } from './keyboard.ts';
import { flowPage } from './pages/flow.ts';
import { publishing } from './pages/publish.ts';
import { tenantServer } from './tenant-server.ts';
import { visitAsOwner } from './visit.ts';

const url = inject('serverUrl');
const { northwind } = inject('organizations');
const server = tenantServer(url, northwind);

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser.close());

it('publishes a step that was added by keyboard after a look at the dry run, and rolls it back', async () => {
  const before = await progressOfAll();
  const { page, complaints, leave } = await visitAsOwner(browser, url, northwind);
  const flow = flowPage(page, url);
  await flow.open(northwind.flow);
  await flow.outline.waitFor();
  const [first, ...others] = await flow.stepTitles();
  await flow.addInformationByKeyboard('Meet the team');
  await tabTo(page, flow.step('Meet the team'));
  await page.keyboard.press('Alt+ArrowDown');
  await typeInto(page, page.getByLabel('Text', { exact: true }), 'Who is who, and whom to ask.');
  await flow.saved().waitFor();
  expect(await flow.stepTitles()).toEqual([first, others[0], 'Meet the team', ...others.slice(1)]);

  const publication = publishing(page, url);
  await publication.openDialog();
  const { lead, outcomes } = await publication.dryRun();
  expect(lead).toContain(`${before.length} journeys under way`);
  expect(sum(outcomes)).toBe(before.length);
  expect(outcomes).toEqual(await dryRunByApi());
  expect(await publication.publishToLive(), 'what happened is what the dry run said').toEqual(outcomes);
  await publication.close();
  expect(await progressOfAll()).not.toEqual(before);

  await publication.openList(northwind.flow);
  await publication.newestLive().getByText('Done').waitFor();
  await publication.rollBack();
  await publication.newestLive().getByText('Rolled back').waitFor({ timeout: 30_000 });
  expect(await progressOfAll()).toEqual(before);
  expect(complaints()).toEqual([]);
  await leave();
});

/** Version and progress of everybody who is under way, by their id. */
async function progressOfAll(): Promise<string[]> {
  const { data } = await server.call(listParticipants, { query: { flow: northwind.flow, limit: 100 } });
  return data
    .flatMap(({ external_id: id, journey }) => (journey ? [`${id} v${journey.version} ${journey.percent}%`] : []))
    .toSorted();
}

/** In the words of the page. */
const OUTCOME_NAMES = {
  advances: 'Get ahead',
  unchanged: 'Unchanged',
  kept: 'Stay on the old version',
  restarted: 'Start anew',
  regresses: 'Fall back',
  stranded: 'Stranded',
} as const;

async function dryRunByApi(): Promise<Record<string, number>> {
  const { data } = await server.call(dryRunFlow, {
    params: { key: northwind.flow },
    body: { environment: 'live', mode: 'carry' },
  });
  const { total: _, ...counts } = data.counts;
  const named = Object.entries(counts).map(
    ([name, count]) => [OUTCOME_NAMES[name as keyof typeof counts], count] as const,
  );
  return Object.fromEntries(named.filter(([, count]) => count > 0));
}

function sum(outcomes: Readonly<Record<string, number>>): number {
  return Object.values(outcomes).reduce((all, count) => all + count, 0);
}
