import { checkGate, checkGates, completeStep, getOnboarding, getParticipant, updateStep } from '@stepwell/contract';
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

describe('gates', () => {
  it('answer with requirements until the steps are done, and with 200 afterwards', async () => {
    const ada = await participant('gate-1');
    expect(await ada.gate('payouts.request')).toMatchObject({
      status: 409,
      body: {
        code: 'gate_closed',
        details: {
          requirements: {
            allowed: false,
            currently_due: ['welcome', 'identity'],
            eventually_due: ['profile', 'payout'],
            resume_url: 'https://onboarding.example.com/o/atelier/start',
          },
        },
      },
    });
    await ada.move('welcome', 'complete');
    await ada.move('profile', 'submit', { answers: { name: 'Ada' } });
    await world.send(completeStep, { ...tenant('gate-1'), params: { key: 'payout' }, body: {} });
    await world.send(completeStep, { ...tenant('gate-1'), params: { key: 'identity' }, body: {} });
    expect(await ada.gate('payouts.request')).toMatchObject({
      status: 200,
      body: { data: { allowed: true, resume_url: null } },
    });
  });

  it('become past due after the deadline', async () => {
    const ada = await participant('gate-2');
    await ada.journey();
    world.clock.advance(15 * 86_400_000);
    const late = await world.send(checkGate, { ...tenant('gate-2'), params: { capability: 'payouts.request' } });
    expect(late.body.details.requirements).toMatchObject({ currently_due: [], past_due: ['welcome', 'identity'] });
  });

  it('answer several at once, and refuse an unknown capability', async () => {
    const ada = await participant('gate-3');
    const both = await world.send(checkGates, {
      bearer: ada.bearer,
      body: { capabilities: ['payouts.request', 'content.publish'] },
    });
    expect(
      both.body.data.map((gate: { capability: string; allowed: boolean }) => [gate.capability, gate.allowed]),
    ).toEqual([
      ['payouts.request', false],
      ['content.publish', false],
    ]);
    expect(await ada.gate('space.travel')).toMatchObject({
      status: 404,
      body: { code: 'capability_unknown', details: { capability: 'space.travel' } },
    });
  });

  it('see within a second what was done through another process, and until then nothing less', async () => {
    const { move, gate } = await participant('gate-5');
    await move('welcome', 'complete');
    await move('profile', 'submit', { answers: { name: 'Ada' } });
    const before = await gate('payouts.request');
    expect(before.body.details.requirements.currently_due).toEqual(['payout', 'identity']);
    world.clock.advance(1_001);
    expect((await gate('payouts.request')).body).toMatchObject({ details: before.body.details });
    const other = await world.neighbour();
    for (const key of ['payout', 'identity']) {
      const done = await other.inject({
        method: 'POST',
        url: `/api/v1/onboarding/steps/${key}/complete?participant=gate-5`,
        headers: { authorization: `Bearer ${org.keys.live}` },
        payload: {},
      });
      expect(done.statusCode).toBe(200);
    }
    await other.close();
    world.clock.advance(1_001);
    expect(await gate('payouts.request')).toMatchObject({ status: 200, body: { data: { allowed: true } } });
  });

  it('start no journey when asked about somebody new', async () => {
    const bearer = await org.token('gate-4');
    expect((await world.send(checkGate, { bearer, params: { capability: 'payouts.request' } })).status).toBe(409);
    expect(
      await world.send(getParticipant, { bearer: org.keys.live, params: { external_id: 'gate-4' } }),
    ).toMatchObject({ status: 404 });
  });
});
