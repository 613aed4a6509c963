import { getOnboarding, updateStep } from '@stepwell/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SAMPLE_FLOW } from '../testing/flow-definitions.ts';
import { createWorld, type World } from '../testing/world.ts';
import { upkeep } from './upkeep.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.drop());

it('removes delivered events after a week and makes the months to come', async () => {
  const org = await world.organization('kept');
  await org.publish('start', SAMPLE_FLOW);
  const bearer = await org.token('ada');
  await world.send(getOnboarding, { bearer });
  await world.send(updateStep, { bearer, params: { key: 'welcome' }, body: { move: 'complete', row_version: 1 } });
  await world.work.idle();
  const waiting = () => world.test.asOwner<{ count: number }>('select count(*)::int as count from outbox');
  const [before] = await waiting();
  expect(before?.count).toBeGreaterThan(0);
  expect(await upkeep(world.application)).toBe(0);
  world.clock.advance(8 * 86_400_000);
  expect(await upkeep(world.application)).toBe(before?.count);
  expect((await waiting())[0]?.count).toBe(0);
  world.clock.advance(120 * 86_400_000);
  await upkeep(world.application);
  const [month] = await world.test.asOwner<{ there: boolean }>(
    `select to_regclass('onboarding_events_2026_10') is not null as there`,
  );
  expect(month?.there).toBe(true);
});
