import type { FlagDefinition } from '@stepwell/contract';

/** `share`: on for a part of everybody; `targeted`: for named ids, or for certain markets, plans or roles. */
export type FlagState = 'off' | 'on' | 'share' | 'targeted';

export function flagState(definition: FlagDefinition): FlagState {
  const { is_enabled: isEnabled, percentage, targets } = definition;
  if (!isEnabled) return 'off';
  if (percentage === 0) return targets.some(({ ids }) => ids.length > 0) ? 'targeted' : 'share';
  if (percentage < 100) return 'share';
  return isNarrowed(definition) ? 'targeted' : 'on';
}

/** Whether it is for certain markets, plans or roles alone. */
export function isNarrowed({ markets, plans, roles }: FlagDefinition): boolean {
  return !markets.includes('*') || plans.length > 0 || roles.length > 0;
}
