import type { StepDefinition } from '@stepwell/engine';

type Requiring = Pick<StepDefinition, 'key' | 'requires'>;

/**
 * The circle that requiring `wanted` closes for the step `key`: `key → wanted → … → key`, the shortest.
 *
 * @returns null when there is none
 */
export function cycleThrough(steps: readonly Requiring[], key: string, wanted: string): string[] | null {
  if (wanted === key) return [key, key];
  const requires = new Map(steps.map((step) => [step.key, step.requires]));
  const cameFrom = new Map<string, string>([[wanted, key]]);
  for (const at of cameFrom.keys()) {
    for (const next of requires.get(at) ?? []) {
      if (next === key) return wayBack(at, key, cameFrom);
      if (!cameFrom.has(next)) cameFrom.set(next, at);
    }
  }
  return null;
}

function wayBack(last: string, key: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way = [key];
  for (let at = last; at !== key; at = cameFrom.get(at) ?? key) way.unshift(at);
  return [key, ...way];
}
