import { switchOnboardingOff } from '@stepwell/contract';
import type { Page } from 'playwright-core';
import { organizationAtWork, person } from './people.ts';
import type { Place } from './places.ts';
import { tenantServer } from './tenant-server.ts';

type Off = { readonly session: string; readonly link: string };

let prepared: Promise<Off> | undefined;

/** An organization whose onboarding is switched off, and somebody who comes to its hosted page. */
function switchedOff(url: string): Promise<Off> {
  prepared ??= prepare(url);
  return prepared;
}

async function prepare(url: string): Promise<Off> {
  // Each file of tests has its own, in a process of its own, on the one server.
  const who = { name: 'Wangari Maathai', email: `wangari.${process.pid}@cedars.example` };
  const organization = await organizationAtWork(url, who, `Cedars ${process.pid}`);
  const server = tenantServer(url, organization);
  await server.introduce('somebody', { display_name: 'Noor Glaze', market: 'GB', role: 'creator' });
  const owner = person(url, who.name, who.email, organization.session);
  const body = { reason: 'The identity service refuses everybody since this morning' };
  await owner.call(switchOnboardingOff, { body });
  await owner.call(switchOnboardingOff, { body: { ...body, capability: 'payouts.request' } });
  return { session: organization.session, link: await server.hostedLink('somebody') };
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor();

export const KILL_SWITCH_PLACES: readonly Place[] = [
  {
    name: 'kill-switch',
    visitor: 'owner',
    async open(page, url) {
      await page.goto(`${url}/kill-switch`);
      await heading(page, 'Onboarding is running in live');
      await page.getByText('Nothing was ever switched off here.').waitFor();
    },
  },
  {
    name: 'kill-switch-question',
    visitor: 'owner',
    async open(page, url) {
      await page.goto(`${url}/kill-switch`);
      await page.getByRole('button', { name: 'Switch off onboarding…' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Switch off', exact: true }).click();
      await page.getByText('Say why, in a few words.').waitFor();
    },
  },
  {
    name: 'kill-switch-off',
    visitor: 'nobody',
    async open(page, url) {
      const { session: value } = await switchedOff(url);
      await page.context().addCookies([{ name: 'stepwell_session', value, url, httpOnly: true, sameSite: 'Lax' }]);
      await page.goto(`${url}/kill-switch`);
      await heading(page, 'Onboarding is switched off in live');
      await page.getByText('Onboarding is switched off in this environment').waitFor();
      await page.getByRole('listitem').filter({ hasText: 'Switched off' }).first().waitFor();
    },
  },
  {
    name: 'hosted-switched-off',
    visitor: 'nobody',
    async open(page, url) {
      await page.goto((await switchedOff(url)).link);
      await heading(page, 'Nothing to do right now');
    },
  },
];
