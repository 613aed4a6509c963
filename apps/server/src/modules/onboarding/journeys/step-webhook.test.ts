import { getOnboarding, receiveStepWebhook } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hmacHex } from '../../../platform/crypto/index.ts';
import { SAMPLE_FLOW } from '../../../testing/flow-definitions.ts';
import { createWorld, type World, type WorldOrganization } from '../../../testing/world.ts';

let world: World;
let org: WorldOrganization;
let secret: string;

beforeAll(async () => {
  world = await createWorld();
  org = await world.organization('hooked');
  await org.publish('start', SAMPLE_FLOW);
  const added = await world.application.database.asTenant(org.id, (tx) =>
    world.application.participantTokens.addSigningSecret(tx, { orgId: org.id, environment: 'live' }),
  );
  secret = added.secret;
});
afterAll(() => world.drop());

const params = { organization: 'hooked', environment: 'live' };
const event = (participant: string, rest: object = {}) => ({
  id: `evt-${participant}`,
  source: 'id-check',
  participant,
  step: 'identity',
  outcome: 'done',
  ...rest,
});

function deliver(body: object, { signedWith = secret, atMs = world.clock.nowMs() } = {}) {
  const seconds = Math.floor(atMs / 1_000);
  const signature = `t=${seconds},v1=${hmacHex(signedWith, `${seconds}.${JSON.stringify(body)}`)}`;
  return world.send(receiveStepWebhook, { params, body, headers: { 'x-webhook-signature': signature } });
}

async function state(participant: string): Promise<string> {
  const journey = await world.send(getOnboarding, { bearer: org.keys.live, query: { participant } });
  return journey.body.data.steps.find((step: { key: string }) => step.key === 'identity').state;
}

describe('a signed webhook', () => {
  it('completes the external step, once', async () => {
    await state('w-1');
    expect(await deliver(event('w-1'))).toMatchObject({
      status: 200,
      body: { data: { state: 'done', repeated: false } },
    });
    expect(await state('w-1')).toBe('done');
    expect(await deliver(event('w-1'))).toMatchObject({
      status: 200,
      body: { data: { state: 'done', repeated: true } },
    });
    expect(await deliver(event('w-1', { id: 'another' }))).toMatchObject({ body: { data: { repeated: true } } });
  });

  it('may reject what was never handed in here, with its reason', async () => {
    expect(await deliver(event('w-2', { outcome: 'rejected', reason: 'Face does not match' }))).toMatchObject({
      status: 200,
      body: { data: { state: 'rejected' } },
    });
    expect(await state('w-2')).toBe('rejected');
    expect(await deliver(event('w-2', { id: 'later' }))).toMatchObject({
      body: { data: { state: 'done', repeated: false } },
    });
  });

  it('is refused when it is tampered with, stale, signed by another, or speaks for another source or step', async () => {
    const good = event('w-3');
    expect(await deliver(good, { signedWith: 'ss_live_other' })).toMatchObject({
      status: 401,
      body: { code: 'signature_invalid' },
    });
    const stale = world.clock.nowMs() - 301_000;
    expect(await deliver(good, { atMs: stale })).toMatchObject({ status: 401, body: { code: 'signature_expired' } });
    expect(await world.send(receiveStepWebhook, { params, body: good })).toMatchObject({ status: 401 });
    expect(await deliver(event('w-3', { source: 'somebody' }))).toMatchObject({
      status: 403,
      body: { code: 'source_mismatch' },
    });
    expect(await deliver(event('w-3', { step: 'welcome' }))).toMatchObject({
      status: 403,
      body: { code: 'actor_not_permitted' },
    });
    expect(await deliver(event('w-3', { step: 'nothing' }))).toMatchObject({
      status: 404,
      body: { code: 'step_unknown' },
    });
    expect(await state('w-3')).toBe('todo');
  });
});
