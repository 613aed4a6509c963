import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type BrowserName, launch, reasonToSkip } from './browsers.ts';
import { CREATOR_TEXTS } from './creator-texts.ts';
import { funnelPage } from './pages/funnel.ts';
import { type HostedFlow, hostedFlow, type Language } from './pages/hosted-flow.ts';
import { participantPage } from './pages/participant.ts';
import { signInPage } from './pages/sign-in.ts';
import { tenantServer } from './tenant-server.ts';
import { PHONE, type Visit, visit } from './visit.ts';

const url = inject('serverUrl');
const { atelier } = inject('organizations');
const server = tenantServer(url, atelier);

type Texts = (typeof CREATOR_TEXTS)[Language];

const VISITORS: readonly {
  browser: BrowserName;
  language: Language;
  locale: string;
  participant: string;
  name: string;
}[] = [
  { browser: 'chromium', language: 'en', locale: 'en-GB', participant: 'ada-two-sittings', name: 'Ada Kiln' },
  { browser: 'firefox', language: 'fr', locale: 'fr-FR', participant: 'zoe-two-sittings', name: 'Zoé Grès' },
];

/** How often a hosted page looks for news while it waits. */
const REFRESH_MS = 10_000;

for (const { browser: engine, language, locale, participant, name } of VISITORS) {
  const reason = reasonToSkip(engine);
  if (reason !== undefined) console.log(`SKIPPED (${reason}): onboarding in two sittings in ${engine}`);

  describe.skipIf(reason !== undefined)(`in ${engine}, in ${language}`, () => {
    const texts = CREATOR_TEXTS[language];
    let browser: Browser;
    beforeAll(async () => {
      browser = await launch(engine);
      await server.introduce(participant, { display_name: name, market: 'FR', role: 'creator', locale: language });
    });
    afterAll(() => browser.close());

    async function comeByLink(): Promise<Visit> {
      const visitor = await visit(browser, { viewport: PHONE, locale, reducedMotion: 'no-preference' });
      await hostedFlow(visitor.page, language).open(await server.hostedLink(participant));
      return visitor;
    }

    it('keeps half a form until the next sitting and lets whoever has finished through the gate', async () => {
      const owner = await visit(browser);
      await signInPage(owner.page, url).open();
      await signInPage(owner.page, url).signIn(atelier.owner);
      const completedBefore = await completedInFunnel(owner.page);
      const first = await comeByLink();
      await beginAndLeave(hostedFlow(first.page, language), texts);
      expect(first.complaints()).toEqual([]);
      await first.leave();
      expect(await server.gate(participant, 'payouts.request')).toMatchObject({
        status: 409,
        due: ['profile'],
        resumeUrl: `${url}/o/${atelier.slug}/${atelier.flow}`,
      });

      const second = await comeByLink();
      const flow = hostedFlow(second.page, language);
      await flow.heading(texts.profile).waitFor();
      expect(await flow.field(texts.publicName).inputValue()).toBe('Zoé Grès');
      expect(await flow.field(texts.legalName).inputValue()).toBe('Zoé Ada Lefèvre');
      await doTheRest(flow, texts);
      await flow.heading(flow.words.waiting).waitFor();
      expect(await server.gate(participant, 'payouts.request')).toMatchObject({ status: 409, due: ['documents'] });

      expect(await server.deliverOutcome(participant, 'documents', 'id-check')).toBe('done');
      await server.completeTask(participant, 'payout_account');
      expect(await server.gate(participant, 'payouts.request')).toMatchObject({ status: 200, due: [] });

      const person = participantPage(owner.page, url);
      await person.open(participant);
      await person.heading(name).waitFor();
      await person.approve(texts.ageCheck);
      await person.approve(texts.firstPiece);

      // Nobody touches the participant's page: it sees by itself that all is done.
      await flow.heading(flow.words.complete).waitFor({ timeout: REFRESH_MS * 2 });
      expect(await flow.celebration().count()).toBe(1);
      expect(await server.gate(participant, 'content.publish')).toMatchObject({ status: 200 });

      await person.open(participant);
      expectTheWholeStory(await person.timeline(), texts);
      expect(await completedInFunnel(owner.page)).toBe(completedBefore + 1);
      expect(second.complaints()).toEqual([]);
      // Who is not signed in yet is told so by a 401.
      expect(owner.complaints(401)).toEqual([]);
      await second.leave();
      await owner.leave();
    });
  });
}

async function completedInFunnel(page: Page): Promise<number> {
  const funnel = funnelPage(page, url);
  await funnel.open(atelier.flow);
  await funnel.showTable();
  return funnel.entered('Completed');
}

async function beginAndLeave(flow: HostedFlow, texts: Texts): Promise<void> {
  await flow.heading(texts.flow).waitFor();
  await flow.start();
  await flow.heading(texts.welcome).waitFor();
  await flow.continue();
  await flow.heading(texts.profile).waitFor();
  await flow.field(texts.publicName).fill('Zoé Grès');
  await flow.field(texts.legalName).fill('Zoé Ada Lefèvre');
  await flow.draftSaved().waitFor({ state: 'attached' });
}

/** From the half-filled profile to where only others have something left to do. */
async function doTheRest(flow: HostedFlow, texts: Texts): Promise<void> {
  await flow.field(texts.craft).check();
  await flow.field(texts.about).fill('Bowls and tiles, fired in a wood kiln.');
  await flow.submit();
  await flow.heading(texts.ageCheck).waitFor();
  await flow.field(texts.dateOfBirth).fill('1994-03-02');
  await flow.field(texts.isAdult).check();
  await flow.submit();
  await flow.heading(texts.policy).waitFor();
  await flow.acceptTerms();
  await flow.heading(texts.portfolio).waitFor();
  await flow.skip();
  await flow.heading(texts.documents).waitFor();
  await flow.onward();
  await flow.heading(texts.firstPiece).waitFor();
  await flow.field(texts.pieceTitle).fill('Celadon bowl');
  await flow.field(texts.pieceLink).fill('https://example.com/bowl');
  await flow.field(texts.pieceDescription).fill('Thrown by hand, glazed in celadon.');
  await flow.field(texts.ownsRights).check();
  await flow.submit();
  await flow.heading(texts.documents).waitFor();
  await flow.onward();
}

/** What the owner reads of the journey, from its end to its beginning. */
function expectTheWholeStory(timeline: readonly string[], texts: Texts): void {
  const lines = timeline.map((text) => text.replace(/\s+/g, ' '));
  const expected: readonly [event: string, ...parts: string[]][] = [
    ['Journey completed'],
    ['Step approved', texts.firstPiece, 'Reviewer'],
    ['Step approved', texts.ageCheck, 'Reviewer'],
    ['Step done', texts.payout, 'Your server'],
    ['Step done', texts.documents, 'Outside service'],
    ['Handed in for review', texts.firstPiece, 'Participant'],
    ['Step skipped', texts.portfolio, 'Participant'],
    ['Step done', texts.policy, 'Participant'],
    ['Handed in for review', texts.ageCheck, 'Participant'],
    ['Step done', texts.profile, 'Participant'],
    ['Step done', texts.welcome, 'Participant'],
    ['Journey started'],
  ];
  const found = expected.map(([event, ...parts]) =>
    lines.findIndex((line) => line.startsWith(event) && parts.every((part) => line.includes(part))),
  );
  expect(found, `the timeline:\n${lines.join('\n')}`).not.toContain(-1);
  expect(found, 'in their order').toEqual(found.toSorted((a, b) => a - b));
}
