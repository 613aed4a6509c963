import {
  archiveFlag,
  getFlag,
  listAuditEntries,
  listFlagChanges,
  pauseRollout,
  putParticipant,
  reportOutcomes,
  resumeRollout,
  type Route,
  stopRollout,
} from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { booleanFlag, changeFlagIn, createFlagIn, evaluateIn, openNeighbour } from '../../../../testing/flag-world.ts';
import { HELD_MS, idsOf, MINUTE_MS, reportIn, rolloutOf, startRolloutIn } from '../../../../testing/rollout-world.ts';
import { createWorld, type Reply, type World, type WorldOrganization } from '../../../../testing/world.ts';

let world: World;
let acme: WorldOrganization;

beforeAll(async () => {
  world = await createWorld();
  acme = await world.organization('acme');
});
afterAll(() => world.drop());

const refusal = ({ status, body }: Reply) => [status, body.code];
const GUARD = { max_failure_percent: 10, min_outcomes: 20 };
const act = (route: Route, key: string, body?: object) =>
  world.send(route, { session: acme.session, params: { key }, ...(body ? { body } : {}) });
const standing = async (key: string) => {
  const { state, stage, percentage } = await rolloutOf(world, acme, key);
  return [state, stage, percentage];
};
const flagOf = async (key: string) => (await act(getFlag, key)).body.data;

async function pass(ms: number): Promise<void> {
  world.clock.advance(ms);
  await world.application.flags.advanceRollouts();
}

/** A flag that is switched off with the usual rollout begun. */
async function begun(key: string, guard: typeof GUARD | null = null): Promise<void> {
  await createFlagIn(world, acme, key, booleanFlag({ is_enabled: false }));
  expect((await startRolloutIn(world, acme, key, { guard })).status).toBe(201);
}

describe('a rollout by time alone', () => {
  it('switches the flag on with the first stage, and takes each stage after its time until all have it', async () => {
    await begun('by-time');
    const { definition } = await flagOf('by-time');
    expect([definition.is_enabled, definition.percentage]).toEqual([true, 5]);
    await pass(HELD_MS - 1);
    expect(await standing('by-time')).toEqual(['running', 0, 5]);
    await pass(1);
    expect(await standing('by-time')).toEqual(['running', 1, 25]);
    // Late by a day: a stage is still held for its whole time.
    await pass(24 * 60 * MINUTE_MS);
    expect(await standing('by-time')).toEqual(['running', 2, 50]);
    await pass(HELD_MS);
    await pass(HELD_MS);
    expect(await standing('by-time')).toEqual(['completed', 3, 100]);
    expect((await flagOf('by-time')).definition.percentage).toBe(100);
  });

  it('leaves a history entry and an audit entry for each step, by the system', async () => {
    const { data } = (await act(listFlagChanges, 'by-time')).body;
    expect(data.map((change: Reply['body']) => [change.actor.kind, change.rollout?.step ?? null])).toEqual([
      ['system', 'advanced'],
      ['system', 'advanced'],
      ['system', 'advanced'],
      ['member', 'started'],
      ['api_key', null],
    ]);
    const { body } = await world.send(listAuditEntries, { session: acme.session, query: { limit: 100 } });
    const actions = body.data.filter((entry: Reply['body']) => entry.action.startsWith('flag.rollout_'));
    expect(actions.map((entry: Reply['body']) => [entry.action, entry.actor_kind])).toEqual([
      ['flag.rollout_complete', 'system'],
      ...Array.from({ length: 3 }, () => ['flag.rollout_advance', 'system']),
      ['flag.rollout_start', 'member'],
    ]);
  });

  it('is known to every process within a second', async () => {
    await begun('told');
    const neighbour = await openNeighbour(world);
    const following = await neighbour.application.flags.followChanges();
    const [late = ''] = idsOf('told', 25, true, 1_000).filter((id) => idsOf('told', 5, false, 1_000).includes(id));
    expect(await neighbour.valueOf(acme, 'told', { targetingKey: late })).toBe(false);
    await pass(HELD_MS);
    const seen = async () => expect(await neighbour.valueOf(acme, 'told', { targetingKey: late })).toBe(true);
    await vi.waitFor(seen, { timeout: 1_000 });
    following.stop();
    await neighbour.stop();
  });

  it('waits while the flag is switched off', async () => {
    await begun('switched-off');
    const { definition, row_version } = await flagOf('switched-off');
    await changeFlagIn(world, acme, 'switched-off', { ...definition, is_enabled: false }, row_version);
    await pass(HELD_MS);
    expect(await standing('switched-off')).toEqual(['running', 0, 5]);
    await changeFlagIn(world, acme, 'switched-off', definition, row_version + 1);
    await pass(0);
    expect(await standing('switched-off')).toEqual(['running', 1, 25]);
  });
});

describe('the guard', () => {
  it('counts by what the flag serves, holds the stage until enough is reported, and lets go on', async () => {
    await begun('counted', GUARD);
    const [served, others] = [idsOf('counted', 5, true, 20), idsOf('counted', 5, false, 3)];
    await reportIn(world, acme, 'counted', [...served.slice(0, 19), ...others], true);
    await pass(HELD_MS);
    expect(await standing('counted')).toEqual(['running', 0, 5]);
    const { outcomes } = await rolloutOf(world, acme, 'counted');
    expect(outcomes).toEqual({ served: { succeeded: 19, failed: 0 }, others: { succeeded: 3, failed: 0 } });
    const { status, body } = await reportIn(world, acme, 'counted', served.slice(19), false);
    expect([status, body.data]).toEqual([200, { counted: 1, state: 'running' }]);
    expect(await standing('counted')).toEqual(['running', 1, 25]);
  });

  it('steps back at once on a breach, with the figures in the histories, and waits for a person', async () => {
    await begun('broken', { ...GUARD, min_outcomes: 4 });
    await reportIn(world, acme, 'broken', idsOf('broken', 5, true, 4), true);
    await pass(HELD_MS);
    expect(await standing('broken')).toEqual(['running', 1, 25]);
    const served = idsOf('broken', 25, true, 4);
    await reportIn(world, acme, 'broken', served.slice(0, 3), false);
    expect(await standing('broken')).toEqual(['running', 1, 25]);
    const { body } = await reportIn(world, acme, 'broken', served.slice(3), true);
    expect(body.data).toEqual({ counted: 1, state: 'stepped_back' });
    expect(await standing('broken')).toEqual(['stepped_back', 0, 5]);
    expect((await flagOf('broken')).definition.percentage).toBe(5);
    const [change] = (await act(listFlagChanges, 'broken')).body.data;
    expect([change.actor.kind, change.rollout]).toEqual(['system', { step: 'stepped_back', reported: 4, failed: 3 }]);
    const audit = await world.send(listAuditEntries, { session: acme.session, query: { limit: 2 } });
    expect(audit.body.data[0]).toMatchObject({
      action: 'flag.rollout_step_back',
      actor_kind: 'system',
      after: { outcomes: { served: { succeeded: 1, failed: 3 } } },
    });
    await pass(100 * HELD_MS);
    const more = await reportIn(world, acme, 'broken', served, false);
    expect(more.body.data).toEqual({ counted: 0, state: 'stepped_back' });
    expect(await standing('broken')).toEqual(['stepped_back', 0, 5]);
    expect((await act(resumeRollout, 'broken', { from: 'stepped_back' })).body.data.outcomes.served.failed).toBe(0);
    expect(await standing('broken')).toEqual(['running', 0, 5]);
  });

  it('does not step back where the others fail as often', async () => {
    await begun('all-bad', { ...GUARD, min_outcomes: 4 });
    await reportIn(world, acme, 'all-bad', idsOf('all-bad', 5, false, 4), false);
    expect((await reportIn(world, acme, 'all-bad', idsOf('all-bad', 5, true, 4), false)).body.data.state).toBe(
      'running',
    );
  });

  it('steps back from the first stage to what the flag had before', async () => {
    await createFlagIn(world, acme, 'had-three', booleanFlag({ percentage: 3 }));
    await startRolloutIn(world, acme, 'had-three', { guard: { ...GUARD, min_outcomes: 1 } });
    await reportIn(world, acme, 'had-three', idsOf('had-three', 5, true, 1), false);
    expect(await standing('had-three')).toEqual(['stepped_back', null, 3]);
    await act(resumeRollout, 'had-three', { from: 'stepped_back' });
    expect(await standing('had-three')).toEqual(['running', 0, 5]);
  });

  it('knows participants by what is stored of them where the flag is narrowed', async () => {
    await createFlagIn(world, acme, 'in-france', booleanFlag({ is_enabled: false, markets: ['FR'] }));
    await startRolloutIn(world, acme, 'in-france', { stages: [{ percentage: 100, hold_minutes: 1 }] });
    for (const [id, market] of [
      ['fanny', 'FR'],
      ['dieter', 'DE'],
    ] as const) {
      await world.send(putParticipant, { bearer: acme.keys.live, params: { external_id: id }, body: { market } });
    }
    const outcomes = [
      { participant: 'fanny', succeeded: true },
      { participant: 'dieter', succeeded: false },
      { participant: 'nobody', succeeded: false },
      { targeting_key: 'fanny', succeeded: false },
      { targeting_key: 'told', market: 'FR', succeeded: true },
    ];
    await world.send(reportOutcomes, { bearer: acme.keys.live, params: { key: 'in-france' }, body: { outcomes } });
    expect((await rolloutOf(world, acme, 'in-france')).outcomes).toEqual({
      served: { succeeded: 2, failed: 0 },
      others: { succeeded: 0, failed: 3 },
    });
  });
});

describe('a person', () => {
  it('pauses and resumes with what was left of the time', async () => {
    await begun('held');
    await pass(10 * MINUTE_MS);
    expect((await act(pauseRollout, 'held')).body.data).toMatchObject({ state: 'paused', left_seconds: 1_200 });
    await pass(HELD_MS);
    expect(await standing('held')).toEqual(['paused', 0, 5]);
    expect(refusal(await act(resumeRollout, 'held', { from: 'stepped_back' }))).toEqual([409, 'rollout_state_refused']);
    expect(refusal(await act(pauseRollout, 'held'))).toEqual([409, 'rollout_state_refused']);
    await act(resumeRollout, 'held', { from: 'paused' });
    await pass(20 * MINUTE_MS - 1);
    expect(await standing('held')).toEqual(['running', 0, 5]);
    await pass(1);
    expect(await standing('held')).toEqual(['running', 1, 25]);
  });

  it('stops it where it is, changes the percentage by hand and may begin another', async () => {
    await begun('stopped');
    const { definition, row_version } = await flagOf('stopped');
    const byHand = () => changeFlagIn(world, acme, 'stopped', { ...definition, percentage: 40 }, row_version);
    expect(refusal(await byHand())).toEqual([409, 'rollout_in_progress']);
    expect(refusal(await startRolloutIn(world, acme, 'stopped'))).toEqual([409, 'rollout_in_progress']);
    expect((await act(stopRollout, 'stopped')).body.data).toMatchObject({ state: 'stopped', percentage: 5 });
    expect(refusal(await act(stopRollout, 'stopped'))).toEqual([409, 'rollout_state_refused']);
    await pass(HELD_MS);
    expect(await standing('stopped')).toEqual(['stopped', 0, 5]);
    expect((await byHand()).status).toBe(200);
    expect(refusal(await startRolloutIn(world, acme, 'stopped'))).toEqual([409, 'rollout_takes_away']);
    const stages = [{ percentage: 40, hold_minutes: 1 }];
    expect((await startRolloutIn(world, acme, 'stopped', { stages })).status).toBe(201);
  });

  it('may change everything else meanwhile', async () => {
    await begun('narrowed');
    const { definition, row_version } = await flagOf('narrowed');
    const changed = await changeFlagIn(world, acme, 'narrowed', { ...definition, markets: ['FR'] }, row_version);
    expect(changed.status).toBe(200);
    await pass(HELD_MS);
    expect((await flagOf('narrowed')).definition).toMatchObject({ markets: ['FR'], percentage: 25 });
  });

  it('ends it by archiving the flag', async () => {
    await begun('archived');
    await act(archiveFlag, 'archived');
    expect(await standing('archived')).toEqual(['stopped', 0, 5]);
    expect(refusal(await startRolloutIn(world, acme, 'archived'))).toEqual([409, 'flag_archived']);
    expect(refusal(await reportIn(world, acme, 'archived', ['a'], true))).toEqual([409, 'flag_archived']);
  });

  it('is refused stages that do not ascend, none, or more than ten', async () => {
    await createFlagIn(world, acme, 'shape', booleanFlag({ is_enabled: false }));
    const stages = (...percentages: number[]) => percentages.map((percentage) => ({ percentage, hold_minutes: 1 }));
    const eleven = stages(...Array.from({ length: 11 }, (_, at) => at + 1));
    for (const wrong of [stages(), stages(0, 5), stages(25, 5), stages(5, 5), eleven]) {
      expect(refusal(await startRolloutIn(world, acme, 'shape', { stages: wrong }))).toEqual([
        422,
        'validation_failed',
      ]);
    }
    expect((await startRolloutIn(world, acme, 'shape', { stages: eleven.slice(1) })).status).toBe(201);
  });
});

describe('what does not belong together', () => {
  it('is told apart: other organizations, environments, flags without a rollout', async () => {
    const globex = await world.organization('globex');
    await begun('mine');
    expect((await startRolloutIn(world, globex, 'mine')).status).toBe(404);
    expect((await reportIn(world, globex, 'mine', ['a'], false)).status).toBe(404);
    const test = { bearer: acme.keys.test, params: { key: 'mine' } };
    const body = { outcomes: [{ targeting_key: 'a', succeeded: false }] };
    expect((await world.send(reportOutcomes, { ...test, body })).status).toBe(404);
    await createFlagIn(world, acme, 'plain', booleanFlag());
    expect(await rolloutOf(world, acme, 'plain')).toBeNull();
    expect((await reportIn(world, acme, 'plain', ['a'], true)).body.data).toEqual({ counted: 0, state: null });
    expect(refusal(await act(pauseRollout, 'plain'))).toEqual([409, 'rollout_state_refused']);
    expect((await evaluateIn(world, acme, 'plain')).body.value).toBe(true);
  });

  it('takes outcomes by id or by participant, one of the two, up to a thousand', async () => {
    const send = (outcomes: object[]) =>
      world.send(reportOutcomes, { bearer: acme.keys.live, params: { key: 'mine' }, body: { outcomes } });
    const both = { targeting_key: 'a', participant: 'a', succeeded: true };
    const thousand = Array.from({ length: 1_000 }, (_, at) => ({ targeting_key: `p${at}`, succeeded: true }));
    for (const wrong of [[], [both], [{ succeeded: true }], [...thousand, ...thousand.slice(0, 1)]]) {
      expect(refusal(await send(wrong))).toEqual([422, 'validation_failed']);
    }
    expect((await send(thousand)).body.data).toEqual({ counted: 1_000, state: 'running' });
  });
});
