import { createFlag, type FlagDefinition, getRollout, reportOutcomes, startRollout } from '@stepwell/contract';
import { createClient } from '@stepwell/contract/client';
import { compileFlag } from '@stepwell/engine';
import { inject } from 'vitest';
import type { Page } from 'playwright-core';
import type { Place } from './places.ts';

const STAGES = [5, 25, 50, 100].map((percentage) => ({ percentage, hold_minutes: 1_440 }));
const OFF: FlagDefinition = {
  kind: 'boolean',
  is_enabled: false,
  variants: { on: true, off: false },
  off_variant: 'off',
  targets: [],
  markets: ['*'],
  plans: [],
  roles: [],
  percentage: 100,
  serve: [{ variant: 'on', weight: 1 }],
};

const prepared = new Map<string, Promise<void>>();

/** A flag of Atelier, made once in the run of a file; under another name in another file. */
function flagFor(url: string, name: string, more: (call: ReturnType<typeof caller>, key: string) => Promise<void>) {
  const key = `${name}-${process.pid}`;
  const making = prepared.get(key) ?? make(url, key, more);
  prepared.set(key, making);
  return making.then(() => key);
}

const caller = (url: string) => {
  const { apiKey } = inject('organizations').atelier;
  return createClient({ baseUrl: url, headers: () => ({ authorization: `Bearer ${apiKey}` }) });
};

async function make(url: string, key: string, more: (call: ReturnType<typeof caller>, key: string) => Promise<void>) {
  const call = caller(url);
  await call(createFlag, { body: { key, name: 'New checkout', definition: OFF } });
  await more(call, key);
}

/** Ids that the flag serves in its first stage, or does not. */
function idsOf(key: string, isServed: boolean, count: number): string[] {
  const { evaluate } = compileFlag(key, { ...OFF, is_enabled: true, percentage: 5 });
  const all = Array.from({ length: 4_000 }, (_, at) => `visitor-${at}`);
  return all
    .filter((targetingKey) => {
      const answer = evaluate({ targetingKey });
      return 'value' in answer && answer.value === isServed;
    })
    .slice(0, count);
}

async function running(call: ReturnType<typeof caller>, key: string): Promise<void> {
  const guard = { max_failure_percent: 5, min_outcomes: 50 };
  await call(startRollout, { params: { key }, body: { stages: STAGES, guard } });
  const outcomes = [...idsOf(key, true, 40), ...idsOf(key, false, 300)].map((id, at) => ({
    targeting_key: id,
    succeeded: at % 60 !== 0,
  }));
  await call(reportOutcomes, { params: { key }, body: { outcomes } });
}

async function steppedBack(call: ReturnType<typeof caller>, key: string): Promise<void> {
  await running(call, key);
  const outcomes = idsOf(key, true, 60).map((id, at) => ({ targeting_key: id, succeeded: at % 4 !== 0 }));
  await call(reportOutcomes, { params: { key }, body: { outcomes } });
  const { data } = await call(getRollout, { params: { key } });
  if (data?.state !== 'stepped_back') throw new Error(`the rollout is ${data?.state}`);
}

const nothing = () => Promise.resolve();

function flagPlace(
  name: string,
  flag: (url: string) => Promise<string>,
  content: (page: Page) => Promise<void>,
): Place {
  return {
    name: `flag-${name}`,
    visitor: 'owner',
    async open(page, url) {
      await page.goto(`${url}/flags/${await flag(url)}`);
      await page.getByRole('heading', { level: 1, name: 'New checkout' }).waitFor();
      await content(page);
    },
  };
}

const rolloutPanel = (page: Page, text: string) => page.getByText(text, { exact: true }).first().waitFor();

export const FLAG_PLACES: readonly Place[] = [
  {
    name: 'flags',
    visitor: 'owner',
    async open(page, url) {
      await flagFor(url, 'plain', nothing);
      await page.goto(`${url}/flags`);
      await page.getByRole('table').waitFor();
    },
  },
  {
    name: 'flag-creation',
    visitor: 'owner',
    async open(page, url) {
      await page.goto(`${url}/flags`);
      await page.getByRole('button', { name: 'Create flag' }).first().click();
      await page.getByRole('dialog').getByRole('button', { name: 'Create flag' }).click();
      await page.getByText('Give the flag a name.').waitFor();
    },
  },
  flagPlace(
    'rules',
    (url) => flagFor(url, 'plain', nothing),
    (page) => page.getByRole('button', { name: 'Roll out by stages…' }).waitFor(),
  ),
  flagPlace(
    'rollout-start',
    (url) => flagFor(url, 'plain', nothing),
    async (page) => {
      await page.getByRole('button', { name: 'Roll out by stages…' }).click();
      const dialog = page.getByRole('dialog', { name: 'Start a staged rollout' });
      await dialog.getByRole('checkbox').check();
      await dialog.getByLabel('Percentage of stage 2').fill('3');
      await dialog.getByRole('button', { name: 'Start rollout' }).click();
      await dialog.getByText('More than the stage before.').waitFor();
    },
  ),
  flagPlace(
    'rollout',
    (url) => flagFor(url, 'running', running),
    (page) => rolloutPanel(page, 'Running'),
  ),
  flagPlace(
    'rollout-stepped-back',
    (url) => flagFor(url, 'back', steppedBack),
    (page) => rolloutPanel(page, 'Stepped back'),
  ),
  flagPlace(
    'history',
    (url) => flagFor(url, 'back', steppedBack),
    async (page) => {
      await page.getByRole('tab', { name: 'History' }).click();
      await page.getByText('The rollout stepped back.', { exact: false }).first().waitFor();
    },
  ),
  flagPlace(
    'reading',
    (url) => flagFor(url, 'plain', nothing),
    async (page) => {
      await page.getByRole('tab', { name: 'How to read it' }).click();
      await page.getByRole('heading', { name: 'Read it with OpenFeature' }).waitFor();
    },
  ),
];
