import {
  checkGate,
  completeStep,
  getOnboarding,
  getParticipant,
  getTimeline,
  putParticipant,
  resetOnboarding,
  reviewStep,
  skipOnboarding,
  snoozeOnboarding,
  updateStep,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_FLOW } from '../../../testing/flow-definitions.ts';
import { createWorld, type World, type WorldOrganization } from '../../../testing/world.ts';

let world: World;
let org: WorldOrganization;

beforeAll(async () => {
  world = await createWorld();
  org = await world.organization('atelier');
  await org.publish('start', SAMPLE_FLOW);
});
afterAll(() => world.drop());

async function participant(externalId: string, claims: { market?: string; role?: string } = {}) {
  const bearer = await org.token(externalId, claims);
  const journey = async () => (await world.send(getOnboarding, { bearer })).body.data;
  const version = async (key: string): Promise<number> =>
    (await journey()).steps.find((step: { key: string }) => step.key === key)?.row_version;
  const move = async (key: string, name: string, rest: object = {}) =>
    world.send(updateStep, { bearer, params: { key }, body: { move: name, row_version: await version(key), ...rest } });
  const gate = (capability: string) => world.send(checkGate, { bearer, params: { capability } });
  return { bearer, journey, move, gate, externalId };
}

const tenant = (externalId: string) => ({ bearer: org.keys.live, query: { participant: externalId } });

describe('opening a journey', () => {
  it('starts it with every applicable step and what may be done', async () => {
    const ada = await participant('open-1');
    const journey = await ada.journey();
    expect(journey).toMatchObject({
      status: 'active',
      progress: { percent: 0, steps_done: 0, steps_total: 7, next_step: 'welcome' },
      hosted_url: 'https://onboarding.example.com/o/atelier/start',
    });
    expect(journey.steps.map((step: { key: string; state: string }) => `${step.key} ${step.state}`)).toEqual([
      'welcome todo',
      'profile blocked',
      'terms todo',
      'payout blocked',
      'identity todo',
      'sample todo',
      'newsletter todo',
    ]);
  });

  it('gives the same journey to the second visit and to many visits at once', async () => {
    const bearer = await org.token('open-2');
    const visits = await Promise.all(Array.from({ length: 8 }, () => world.send(getOnboarding, { bearer })));
    expect(visits.map((visit) => visit.status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(new Set(visits.map((visit) => visit.body.data.id)).size).toBe(1);
  });

  it('answers in the asked locale where the flow speaks it', async () => {
    const bearer = await org.token('open-3');
    const french = await world.send(getOnboarding, { bearer, query: { locale: 'fr-CA' } });
    expect(french.body.data).toMatchObject({ locale: 'fr', flow: { title: 'Premiers pas' } });
    const german = await world.send(getOnboarding, { bearer, query: { locale: 'de' } });
    expect(german.body.data).toMatchObject({ locale: 'en', flow: { title: 'Getting started' } });
  });

  it('asks a key to name the participant, and lets a participant speak for nobody else', async () => {
    expect(await world.send(getOnboarding, { bearer: org.keys.live })).toMatchObject({
      status: 422,
      body: { code: 'participant_required' },
    });
    const bearer = await org.token('open-4');
    expect(await world.send(getOnboarding, { bearer, query: { participant: 'open-1' } })).toMatchObject({
      status: 403,
      body: { code: 'participant_not_yours' },
    });
  });

  it('says so when the flow is unknown', async () => {
    const bearer = await org.token('open-5');
    expect(await world.send(getOnboarding, { bearer, query: { flow: 'nowhere' } })).toMatchObject({
      status: 409,
      body: { code: 'flow_not_live' },
    });
  });
});

describe('moving a step', () => {
  it('completes, and tells what follows', async () => {
    const ada = await participant('move-1');
    const moved = await ada.move('welcome', 'complete');
    expect(moved).toMatchObject({
      status: 200,
      body: {
        data: {
          step: { key: 'welcome', state: 'done', row_version: 2 },
          progress: { percent: 10, next_step: 'profile' },
        },
      },
    });
    expect((await ada.journey()).steps[1]).toMatchObject({
      key: 'profile',
      state: 'todo',
      allowed_moves: ['start', 'save', 'submit'],
    });
  });

  it('keeps a half-filled form field by field, and names each wrong field at submission', async () => {
    const ada = await participant('move-2');
    await ada.move('welcome', 'complete');
    expect((await ada.move('profile', 'save', { answers: { name: 'A' } })).body.data.step.state).toBe('in_progress');
    expect((await ada.journey()).steps[1].answers).toEqual({ name: 'A' });
    const refused = await ada.move('profile', 'submit', { answers: { name: 'A', age: 12, nickname: 'x' } });
    expect(refused).toMatchObject({ status: 422, body: { code: 'answers_invalid' } });
    expect(refused.body.errors.map((error: { path: string }) => error.path)).toEqual([
      '/answers/name',
      '/answers/age',
      '/answers/nickname',
    ]);
    expect((await ada.move('profile', 'submit', { answers: { name: 'Ada', age: 36 } })).body.data.step.state).toBe(
      'done',
    );
  });

  it('refuses an illegal move with the state and the allowed moves', async () => {
    const ada = await participant('move-3');
    await ada.move('welcome', 'complete');
    expect(await ada.move('welcome', 'start')).toMatchObject({
      status: 409,
      body: { code: 'transition_not_allowed', details: { state: 'done', row_version: 2, allowed_moves: [] } },
    });
    expect(await ada.move('payout', 'start')).toMatchObject({
      status: 409,
      body: { code: 'prerequisites_missing', details: { state: 'blocked', missing: ['profile'] } },
    });
    expect(await ada.move('terms', 'skip')).toMatchObject({ status: 409, body: { code: 'step_not_skippable' } });
    expect(
      await world.send(updateStep, {
        bearer: ada.bearer,
        params: { key: 'nothing' },
        body: { move: 'start', row_version: 1 },
      }),
    ).toMatchObject({ status: 404, body: { code: 'step_unknown' } });
  });

  it('refuses a stale row version with the current one', async () => {
    const ada = await participant('move-4');
    await ada.move('welcome', 'complete');
    const stale = await world.send(updateStep, {
      bearer: ada.bearer,
      params: { key: 'welcome' },
      body: { move: 'complete', row_version: 1 },
    });
    expect(stale).toMatchObject({
      status: 409,
      body: { code: 'row_version_stale', details: { state: 'done', row_version: 2 } },
    });
  });

  it('takes terms only in the version in force', async () => {
    const ada = await participant('move-5');
    expect(await ada.move('terms', 'complete', { terms_version: '2020-01' })).toMatchObject({
      status: 409,
      body: { code: 'terms_version_mismatch', details: { current_version: '2026-01' } },
    });
    expect(await ada.move('terms', 'complete', { terms_version: '2026-01' })).toMatchObject({ status: 200 });
  });

  it('leaves tasks to the tenant’s server', async () => {
    const ada = await participant('move-6');
    await ada.move('welcome', 'complete');
    await ada.move('profile', 'submit', { answers: { name: 'Ada' } });
    expect(await ada.move('payout', 'complete')).toMatchObject({ status: 403, body: { code: 'actor_not_permitted' } });
    const done = await world.send(completeStep, { ...tenant('move-6'), params: { key: 'payout' }, body: {} });
    expect(done).toMatchObject({ status: 200, body: { data: { step: { state: 'done' } } } });
  });

  it('lets an answer make a step apply, in the stored figures too', async () => {
    const ada = await participant('move-7');
    await ada.move('welcome', 'complete');
    const moved = await ada.move('profile', 'submit', { answers: { name: 'Ada', studio: true } });
    expect(moved.body.data).toMatchObject({ newly_applicable: ['studio_details'], progress: { steps_total: 8 } });
    const [stored] = await world.test.asOwner<{ percent: number; again: number }>(
      `select j.percent, journey_percent(j.id) as again from journeys j where j.id = $1`,
      [moved.body.data.journey_id],
    );
    expect(stored).toEqual({ percent: moved.body.data.progress.percent, again: moved.body.data.progress.percent });
  });

  it('skips, reopens, and completes the journey once', async () => {
    const ada = await participant('move-8');
    await ada.move('welcome', 'complete');
    await ada.move('profile', 'submit', { answers: { name: 'Ada' } });
    await ada.move('terms', 'complete', { terms_version: '2026-01' });
    await world.send(completeStep, { ...tenant('move-8'), params: { key: 'payout' }, body: {} });
    await world.send(completeStep, { ...tenant('move-8'), params: { key: 'identity' }, body: {} });
    await ada.move('sample', 'submit', { answers: { link: 'https://example.com/piece' } });
    world.clock.advance(60_000);
    const approved = await world.send(reviewStep, {
      session: org.session,
      params: { external_id: 'move-8', key: 'sample' },
      body: { decision: 'approve' },
    });
    expect(approved.body.data).toMatchObject({ step: { state: 'done' }, opened_capabilities: ['content.publish'] });
    const completedAt = approved.body.data.completed_at;
    expect(completedAt).not.toBeNull();
    world.clock.advance(60_000);
    await ada.move('newsletter', 'skip');
    expect(await ada.journey()).toMatchObject({
      status: 'completed',
      completed_at: completedAt,
      progress: { percent: 100 },
    });
    await ada.move('newsletter', 'reopen');
    expect(await ada.journey()).toMatchObject({ completed_at: completedAt, progress: { percent: 90 } });
  });

  it('says why at a rejection, and needs to be told', async () => {
    const ada = await participant('move-9');
    await ada.move('sample', 'submit', { answers: { link: 'https://example.com/piece' } });
    const review = (body: object) =>
      world.send(reviewStep, { session: org.session, params: { external_id: 'move-9', key: 'sample' }, body });
    expect(await review({ decision: 'reject' })).toMatchObject({ status: 422, body: { code: 'reason_required' } });
    expect((await review({ decision: 'reject', reason: 'Blurred' })).body.data.step).toMatchObject({
      state: 'rejected',
      reason: 'Blurred',
    });
    expect(
      (await ada.move('sample', 'submit', { answers: { link: 'https://example.com/other' } })).body.data.step.state,
    ).toBe('submitted');
  });
});

describe('the journey as a whole', () => {
  it('skips all that may be skipped and nothing else', async () => {
    const ada = await participant('whole-1');
    const skipped = await world.send(skipOnboarding, { bearer: ada.bearer });
    const states = Object.fromEntries(
      skipped.body.data.steps.map((step: { key: string; state: string }) => [step.key, step.state]),
    );
    expect(states).toMatchObject({ newsletter: 'skipped', terms: 'todo', welcome: 'todo' });
  });

  it('starts over on a reset, which is not the participant’s to make', async () => {
    const ada = await participant('whole-2');
    await ada.move('welcome', 'complete');
    expect(await world.send(resetOnboarding, { bearer: ada.bearer })).toMatchObject({ status: 403 });
    const reset = await world.send(resetOnboarding, tenant('whole-2'));
    expect(reset.body.data).toMatchObject({ progress: { percent: 0 }, completed_at: null });
    expect(reset.body.data.steps[0]).toMatchObject({ key: 'welcome', state: 'todo', row_version: 3 });
  });

  it('hides nudges three times in 24 hours', async () => {
    const ada = await participant('whole-3');
    const snooze = () => world.send(snoozeOnboarding, { bearer: ada.bearer, body: { minutes: 60 } });
    for (let time = 0; time < 3; time += 1) expect((await snooze()).status).toBe(200);
    expect(await snooze()).toMatchObject({ status: 429, body: { code: 'snooze_limit_reached' } });
    expect((await ada.journey()).snoozed_until).not.toBeNull();
    world.clock.advance(25 * 3_600_000);
    expect(
      (await world.send(snoozeOnboarding, { bearer: await org.token('whole-3'), body: { minutes: 60 } })).status,
    ).toBe(200);
  });

  it('follows what the tenant says of the participant', async () => {
    const ada = await participant('whole-4', { market: 'FR' });
    expect((await ada.journey()).participant.market).toBe('FR');
    await world.send(putParticipant, {
      bearer: org.keys.live,
      params: { external_id: 'whole-4' },
      body: { market: 'US' },
    });
    expect(
      (await world.send(getParticipant, { bearer: org.keys.live, params: { external_id: 'whole-4' } })).body.data
        .market,
    ).toBe('US');
  });

  it('keeps a timeline', async () => {
    const ada = await participant('whole-5');
    await ada.move('welcome', 'complete');
    const timeline = await world.send(getTimeline, { session: org.session, params: { external_id: 'whole-5' } });
    expect(
      timeline.body.data.map((entry: { name: string; step_key: string | null }) => [entry.name, entry.step_key]),
    ).toEqual([
      ['step.completed', 'welcome'],
      ['journey.started', null],
    ]);
    expect(timeline.body.data[0]).toMatchObject({
      from_state: 'todo',
      to_state: 'done',
      percent: 10,
      actor: 'participant',
    });
  });

  it('is the organization’s own set-up journey for a member', async () => {
    const mine = await world.send(getOnboarding, { session: org.session });
    expect(mine.body.data).toMatchObject({ flow: { key: 'stepwell-setup' }, participant: { external_id: org.id } });
  });
});
