import { percentageAt, rolloutBegun, rolloutNow, rolloutPaused, rolloutResumed } from '@stepwell/engine';
import type { RolloutOutcomes, RolloutPlan, RolloutPosition } from '@stepwell/engine';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { silentLog } from '../../../../platform/database/index.ts';
import { booleanFlag } from '../../../../testing/flag-world.ts';
import { idsOf } from '../../../../testing/rollout-world.ts';
import { createWorld, type World, type WorldOrganization } from '../../../../testing/world.ts';
import { createAuditWriter } from '../../audit/index.ts';
import type { Caller } from '../caller.ts';
import { createFlags, type Flags } from '../index.ts';

const RUNS = { seed: 20_260_101, numRuns: 120 };
const MINUTE_MS = 60_000;
const MOST_REPORTED = 6;

let world: World;
let acme: WorldOrganization;
let flags: Flags;
/** The process dies with its next entry of the audit log, which is the last thing that a step writes. */
let isDying = false;

beforeAll(async () => {
  // Nothing goes on by itself: a step is taken when the sequence says so.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  world = await createWorld();
  acme = await world.organization('acme');
  const { database, clock, ids } = world.application;
  const writer = createAuditWriter({ clock, ids });
  flags = createFlags({
    database,
    clock,
    ids,
    log: silentLog,
    fallback: {},
    sharedStore: undefined,
    findParticipant: async () => undefined,
    audit: {
      append: (tx, entry) => (isDying ? Promise.reject(new Error('the process was killed')) : writer.append(tx, entry)),
    },
  });
});
afterAll(async () => {
  await world.drop();
  vi.useRealTimers();
});

type Event =
  | { what: 'time'; minutes: number }
  | { what: 'outcomes'; outcomes: RolloutOutcomes }
  | { what: 'pause' | 'resume' }
  | { what: 'killed'; minutes: number };

const counts = fc.record({ succeeded: fc.nat(MOST_REPORTED), failed: fc.nat(2) });
const minutes = fc.nat(25);
const events: fc.Arbitrary<Event> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ what: fc.constant('time' as const), minutes }) },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('outcomes' as const),
      outcomes: fc.record({ served: counts, others: counts }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constantFrom('pause' as const, 'resume' as const) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('killed' as const), minutes }) },
);
const plans: fc.Arbitrary<RolloutPlan> = fc
  .record({
    percentages: fc.uniqueArray(fc.integer({ min: 20, max: 80 }), { minLength: 1, maxLength: 4 }),
    hold_minutes: fc.integer({ min: 1, max: 20 }),
    guard: fc.option(fc.record({ max_failure_percent: fc.nat(30), min_outcomes: fc.nat(6) })),
  })
  .map(({ percentages, hold_minutes, guard }) => {
    const stages = percentages.toSorted((a, b) => a - b).map((percentage) => ({ percentage, hold_minutes }));
    return { stages, guard, base_percentage: 0 };
  });

/** What must be stored, by the rules alone. */
type Model = { position: RolloutPosition; outcomes: RolloutOutcomes };
const NOTHING: RolloutOutcomes = { served: { succeeded: 0, failed: 0 }, others: { succeeded: 0, failed: 0 } };

function moved({ position, outcomes }: Model, to: RolloutPosition): Model {
  return { position: to, outcomes: to.visit === position.visit ? outcomes : NOTHING };
}

let made = 0;

/** Feature: staged rollouts, Property 2: what is stored is what the rules say, whatever dies in between. */
it('goes by the rules over any sequence of time, outcomes, pauses and deaths', { timeout: 480_000 }, async () => {
  await fc.assert(fc.asyncProperty(plans, fc.array(events, { maxLength: 9 }), follow), RUNS);
});

async function follow(plan: RolloutPlan, sequence: readonly Event[]): Promise<void> {
  const { clock } = world;
  const caller: Caller = { orgId: acme.id, environment: 'live', actorKind: 'system', actorId: null };
  const key = `law-${(made += 1)}`;
  const flag = { key, name: key, description: null, definition: booleanFlag({ is_enabled: false }) };
  await flags.create(caller, flag);
  await flags.startRollout(caller, key, plan);
  let model: Model = { position: rolloutBegun(plan, clock.nowMs()), outcomes: NOTHING };
  const settle = () => (model = moved(model, rolloutNow(plan, model.position, model.outcomes, clock.nowMs())));
  const stored = async () => {
    const rollout = await flags.rollout(caller, key);
    const { definition } = await flags.flag(caller, key);
    return { position: rollout?.position, outcomes: rollout?.outcomes, percentage: definition.percentage };
  };
  for (const event of sequence) {
    if (event.what === 'time') {
      clock.advance(event.minutes * MINUTE_MS);
      await flags.advanceRollouts();
      settle();
    } else if (event.what === 'outcomes') {
      const people = peopleOf(key, percentageAt(plan, model.position.stage), event.outcomes);
      const { counted } = await flags.reportOutcomes(caller, key, people.outcomes);
      expect(counted).toBe(isCounting(model.position) ? people.outcomes.length : 0);
      if (counted > 0) model = { ...model, outcomes: added(model.outcomes, people.counts) };
      if (isCounting(model.position)) settle();
    } else if (event.what === 'pause' && model.position.state === 'running') {
      await flags.pauseRollout(caller, key);
      model = moved(model, rolloutPaused(model.position, clock.nowMs()));
    } else if (event.what === 'resume' && ['paused', 'stepped_back'].includes(model.position.state)) {
      await flags.resumeRollout(caller, key, model.position.state === 'paused' ? 'paused' : 'stepped_back');
      model = moved(model, rolloutResumed(plan, model.position, clock.nowMs()));
    } else if (event.what === 'killed') {
      clock.advance(event.minutes * MINUTE_MS);
      isDying = true;
      await flags.advanceRollouts();
      isDying = false;
      // Nothing of it is there; the next process does the whole step.
      expect(await stored()).toEqual({ ...model, percentage: percentageAt(plan, model.position.stage) });
      await flags.advanceRollouts();
      settle();
    }
    expect(await stored()).toEqual({ ...model, percentage: percentageAt(plan, model.position.stage) });
  }
  if (['running', 'paused', 'stepped_back'].includes(model.position.state)) await flags.stopRollout(caller, key);
}

function isCounting({ state }: RolloutPosition): boolean {
  return state === 'running' || state === 'paused';
}

/** People of whom the flag serves as many as are asked for; with 0 % it serves nobody. */
function peopleOf(key: string, percentage: number, { served, others }: RolloutOutcomes) {
  const sides = [
    { ids: percentage > 0 ? idsOf(key, percentage, true, MOST_REPORTED) : [], counts: served },
    { ids: idsOf(key, percentage, false, MOST_REPORTED), counts: others },
  ];
  const outcomes = sides.flatMap(({ ids: [targetingKey], counts: { succeeded, failed } }) =>
    targetingKey === undefined
      ? []
      : [true, false].flatMap((hasSucceeded) =>
          Array.from({ length: hasSucceeded ? succeeded : failed }, () => ({ targetingKey, hasSucceeded })),
        ),
  );
  return { outcomes, counts: { served: percentage > 0 ? served : NOTHING.served, others } };
}

function added(one: RolloutOutcomes, other: RolloutOutcomes): RolloutOutcomes {
  const sum = (side: 'served' | 'others') => ({
    succeeded: one[side].succeeded + other[side].succeeded,
    failed: one[side].failed + other[side].failed,
  });
  return { served: sum('served'), others: sum('others') };
}
