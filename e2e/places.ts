import { createHmac } from 'node:crypto';
import { listParticipants } from '@stepwell/contract';
import type { Browser, Page } from 'playwright-core';
import { ACCOUNT_PLACES } from './account-places.ts';
import { CONSOLE_PLACES } from './console-places.ts';
import { KILL_SWITCH_PLACES } from './kill-switch-places.ts';
import { FEDERATION_PLACES } from './federation-places.ts';
import { FLAG_PLACES } from './flag-places.ts';
import type { Organization } from './organizations.ts';
import { participantBefore } from './participant.ts';
import { flowPage } from './pages/flow.ts';
import { funnelPage } from './pages/funnel.ts';
import { hostedFlow } from './pages/hosted-flow.ts';
import { publishing } from './pages/publish.ts';
import { signInPage } from './pages/sign-in.ts';
import { tenantServer } from './tenant-server.ts';
import { type Visit, visit, visitAsOwner } from './visit.ts';

/** Participants to show, by where they stand: each as a link to the hosted flow, `reviewed` by its id. */
export type Links = Readonly<
  Record<'new' | 'atForm' | 'atTerms' | 'waiting' | 'completed' | 'expired' | 'reviewed', string>
>;

/** Somewhere in the product that a person can look at. */
export type Place = {
  /** Also the name of its pictures. */
  readonly name: string;
  readonly visitor: 'nobody' | 'owner';
  /** Statuses of refused requests that belong to the place. */
  readonly refusals?: readonly number[];
  /** Resolves once the place shows what it is about. */
  open(page: Page, url: string, links: Links): Promise<void>;
};

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

function dashboardPage(
  name: string,
  path: string,
  title: string | RegExp,
  content: (page: Page) => Promise<void>,
): Place {
  return {
    name,
    visitor: 'owner',
    async open(page, url) {
      await page.goto(`${url}${path}`);
      await heading(page, title);
      await content(page);
    },
  };
}

function hostedPage(name: string, whose: keyof Links, title: string | RegExp, refusals: readonly number[] = []): Place {
  return {
    name: `hosted-${name}`,
    visitor: 'nobody',
    refusals,
    async open(page, _, links) {
      await page.goto(links[whose]);
      await heading(page, title);
    },
  };
}

export const PLACES: readonly Place[] = [
  ...ACCOUNT_PLACES,
  ...CONSOLE_PLACES,
  ...FEDERATION_PLACES,
  ...KILL_SWITCH_PLACES,
  ...FLAG_PLACES,
  {
    name: 'sign-in',
    visitor: 'nobody',
    refusals: [401],
    async open(page, url) {
      const signIn = signInPage(page, url);
      await signIn.open();
      await signIn.submit.click();
      await page.getByText('Enter your email address.').waitFor();
      await page.getByRole('heading', { name: 'Demo: sign in as' }).waitFor();
    },
  },
  dashboardPage('overview', '/', 'Overview', async (page) => {
    await page.getByRole('heading', { level: 2 }).first().waitFor();
  }),
  dashboardPage('flows', '/flows', 'Flows', (page) => page.getByRole('link', { name: 'Creator onboarding' }).waitFor()),
  dashboardPage('flow-editor', '/flows/creator', 'Creator onboarding', (page) =>
    page.getByRole('navigation', { name: 'Parts of the flow' }).waitFor(),
  ),
  {
    name: 'flow-editor-step',
    visitor: 'owner',
    async open(page, url) {
      const flow = flowPage(page, url);
      await flow.open('creator');
      await flow.step('Your profile').click();
      await page.getByLabel('Title').first().waitFor();
    },
  },
  {
    name: 'flow-editor-new-step',
    visitor: 'owner',
    async open(page, url) {
      const flow = flowPage(page, url);
      await flow.open('creator');
      await flow.outline.waitFor();
      await page.keyboard.press('n');
      await page.getByRole('dialog', { name: 'New step' }).waitFor();
    },
  },
  dashboardPage('flow-editor-json', '/flows/creator?view=json', 'Creator onboarding', (page) =>
    page.getByRole('textbox').first().waitFor(),
  ),
  dashboardPage('versions', '/flows/creator/versions', 'Creator onboarding', (page) =>
    page.getByRole('table').waitFor(),
  ),
  dashboardPage('version', '/flows/creator/versions/1', 'Creator onboarding', (page) =>
    page.getByRole('heading', { level: 2 }).first().waitFor(),
  ),
  dashboardPage('comparison', '/flows/creator/compare?from=1&to=draft', 'Creator onboarding', (page) =>
    page.getByRole('combobox').first().waitFor(),
  ),
  dashboardPage('publications', '/flows/creator/publications', 'Creator onboarding', (page) =>
    page.getByRole('table').waitFor(),
  ),
  {
    name: 'publish-choice',
    visitor: 'owner',
    async open(page, url) {
      await flowPage(page, url).open('creator');
      await publishing(page, url).openDialog();
    },
  },
  {
    name: 'publish-dry-run',
    visitor: 'owner',
    async open(page, url) {
      await flowPage(page, url).open('creator');
      const publication = publishing(page, url);
      await publication.openDialog();
      await publication.dialog.getByRole('radio', { name: 'Start anew' }).check();
      await publication.dryRun();
    },
  },
  dashboardPage('participants', '/participants', 'Participants', (page) => page.getByRole('table').waitFor()),
  dashboardPage('participants-none-found', '/participants?q=nobody-at-all', 'Participants', (page) =>
    page.getByRole('heading', { level: 2 }).first().waitFor(),
  ),
  {
    name: 'participant-with-reviews',
    visitor: 'owner',
    async open(page, url, links) {
      await page.goto(`${url}/participants/${links.reviewed}`);
      await page
        .getByRole('button', { name: /^Approve: / })
        .first()
        .waitFor();
      await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    },
  },
  dashboardPage('funnel', '/funnels', 'Funnels', (page) => page.getByRole('heading', { level: 2 }).first().waitFor()),
  {
    name: 'funnel-table',
    visitor: 'owner',
    async open(page, url) {
      const funnel = funnelPage(page, url);
      await funnel.open('creator');
      await funnel.showTable();
    },
  },
  dashboardPage('funnel-of-own-stages', '/funnels?stages=events', 'Funnels', (page) =>
    page.getByRole('heading', { level: 2 }).first().waitFor(),
  ),
  dashboardPage('api-keys', '/api-keys', 'API keys', (page) => page.getByRole('table').waitFor()),
  dashboardPage('signing-secrets', '/api-keys?tab=secrets', 'API keys', (page) => page.getByRole('table').waitFor()),
  {
    name: 'api-key-creation',
    visitor: 'owner',
    async open(page, url) {
      await page.goto(`${url}/api-keys`);
      await page.getByRole('button', { name: 'Create API key' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click();
      await page.getByText('Choose at least one scope.').or(page.getByText('Give the key a name')).first().waitFor();
    },
  },
  hostedPage('start', 'new', 'Become a creator'),
  {
    ...hostedPage('form-with-errors', 'atForm', 'Your profile'),
    async open(page, _, links) {
      const flow = hostedFlow(page);
      await page.goto(links.atForm);
      await flow.heading('Your profile').waitFor();
      await flow.submit();
      await page.getByRole('alert').waitFor();
    },
  },
  hostedPage('terms', 'atTerms', 'Content policy'),
  hostedPage('waiting', 'waiting', 'Your part is done'),
  hostedPage('completed', 'completed', 'You’re all set'),
  {
    ...hostedPage('expired-link', 'expired', 'This link is no longer valid', [401]),
    async open(page, _, links) {
      await page.goto(links.expired);
      await heading(page, 'This link is no longer valid');
      await page.getByText('Ask Atelier for a new one').waitFor();
    },
  },
  {
    name: 'hosted-unknown-address',
    visitor: 'nobody',
    async open(page, url) {
      await page.goto(`${url}/o/Nobody/Here`);
      await heading(page, 'There is no such page');
    },
  },
  {
    name: 'not-found',
    visitor: 'owner',
    async open(page, url) {
      await page.goto(`${url}/flows/creator/nothing`);
      await heading(page, 'There is no such page');
    },
  },
];

/** Comes with a browser that knows whom the place needs, and that holds pictures still. */
export function visitPlace(browser: Browser, { visitor }: Place, url: string, atelier: Organization): Promise<Visit> {
  const options = { reducedMotion: 'reduce' } as const;
  return visitor === 'owner' ? visitAsOwner(browser, url, atelier, options) : visit(browser, options);
}

/** Brings participants to where each is shown. `prefix` keeps those of several files apart. */
export async function prepareLinks(url: string, atelier: Organization, prefix: string): Promise<Links> {
  const server = tenantServer(url, atelier);
  const { data } = await server.call(listParticipants, { query: { flow: server.flow, status: 'completed', limit: 1 } });
  const [completed] = data;
  if (completed === undefined) throw new Error('nobody in the demo has completed the flow');
  return {
    new: await participantBefore(url, server, `${prefix}-new`, 'welcome'),
    atForm: await participantBefore(url, server, `${prefix}-form`, 'profile'),
    atTerms: `${await participantBefore(url, server, `${prefix}-terms`, 'content_policy')}&step=content_policy`,
    waiting: `${await participantBefore(url, server, `${prefix}-waiting`, 'others')}&finish=`,
    reviewed: `${prefix}-waiting`,
    completed: await server.hostedLink(completed.external_id),
    expired: `${url}/o/${atelier.slug}/${atelier.flow}#token=${expiredToken(atelier.signingSecret, `${prefix}-late`)}`,
  };
}

/** As the organization's own server would have signed it an hour ago, for one minute. */
function expiredToken(secret: string, participant: string): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const issuedAt = Math.floor(Date.now() / 1_000) - 3_600;
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: participant, iat: issuedAt, exp: issuedAt + 60 })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
