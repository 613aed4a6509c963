import { getRollout, reportOutcomes, startRollout } from '@stepwell/contract';
import { compileFlag } from '@stepwell/engine';
import { booleanFlag } from './flag-world.ts';
import type { Reply, World, WorldOrganization } from './world.ts';

export const MINUTE_MS = 60_000;
/** How long the stages of these rollouts are held. */
export const HELD_MS = 30 * MINUTE_MS;
const USUAL_STAGES = [5, 25, 50, 100].map((percentage) => ({ percentage, hold_minutes: 30 }));

type Wish = {
  readonly stages?: readonly { percentage: number; hold_minutes: number }[];
  readonly guard?: { max_failure_percent: number; min_outcomes: number } | null;
};

export function startRolloutIn(world: World, org: WorldOrganization, key: string, wish: Wish = {}): Promise<Reply> {
  const body = { stages: USUAL_STAGES, ...wish };
  return world.send(startRollout, { session: org.session, params: { key }, body });
}

/** The rollout as the API shows it. */
export async function rolloutOf(world: World, org: WorldOrganization, key: string): Promise<Reply['body']> {
  return (await world.send(getRollout, { session: org.session, params: { key } })).body.data;
}

/** Ids that a boolean flag with this percentage serves, or does not. */
export function idsOf(key: string, percentage: number, isServed: boolean, count: number): string[] {
  const { evaluate } = compileFlag(key, booleanFlag({ percentage }));
  const found: string[] = [];
  for (let at = 0; found.length < count; at += 1) {
    const answer = evaluate({ targetingKey: `person-${at}` });
    if (!('error' in answer) && answer.value === isServed) found.push(`person-${at}`);
  }
  return found;
}

export function reportIn(
  world: World,
  org: WorldOrganization,
  key: string,
  ids: readonly string[],
  succeeded: boolean,
): Promise<Reply> {
  const outcomes = ids.map((id) => ({ targeting_key: id, succeeded }));
  return world.send(reportOutcomes, { bearer: org.keys.live, params: { key }, body: { outcomes } });
}
