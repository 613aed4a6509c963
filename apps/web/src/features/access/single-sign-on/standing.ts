import type { SingleSignOn } from './single-sign-on-queries.ts';

/** How far single sign-on is turned on: not, beside the other ways, or in their place. */
export const STANDINGS = ['draft', 'active', 'enforced'] as const;
export type Standing = (typeof STANDINGS)[number];

export function standingOf({ state, is_enforced: isEnforced }: Pick<SingleSignOn, 'state' | 'is_enforced'>): Standing {
  if (state === 'draft') return 'draft';
  return isEnforced ? 'enforced' : 'active';
}

export function stateOf(standing: Standing): { state: SingleSignOn['state']; is_enforced: boolean } {
  return { state: standing === 'draft' ? 'draft' : 'active', is_enforced: standing === 'enforced' };
}
