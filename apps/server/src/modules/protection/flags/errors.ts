import { DefinitionProblemView, ROLLOUT_STATES } from '@stepwell/contract';
import { z } from 'zod';
import { defineErrors } from '../../../platform/errors/index.ts';

export const flagErrors = defineErrors({
  flag_key_taken: {
    kind: 'conflict',
    title: 'A flag of this environment has this key, or had it before it was archived.',
  },
  flag_refused: {
    kind: 'validation',
    title: 'The flag contradicts itself.',
    details: z.object({ problems: z.array(DefinitionProblemView) }),
  },
  too_many_flags: { kind: 'conflict', title: 'The environment has 500 flags; archive one that is no longer needed.' },
  flag_archived: { kind: 'conflict', title: 'The flag is archived and no longer changes.' },
  rollout_in_progress: {
    kind: 'conflict',
    title: 'A staged rollout decides the percentage; stop it to change that by hand.',
  },
  rollout_takes_away: {
    kind: 'conflict',
    title: 'The first stage is lower than what the flag has now: it would take the flag away from some.',
    details: z.object({ percentage: z.number() }),
  },
  rollout_state_refused: {
    kind: 'conflict',
    title: 'The rollout is in a state in which this is not possible; look at it as it is now.',
    details: z.object({ state: z.enum(ROLLOUT_STATES).nullable() }),
  },
  row_version_stale: {
    kind: 'conflict',
    retry: 'immediate',
    title: 'The flag was changed meanwhile; look at it as it is now and try again.',
    details: z.object({ row_version: z.int(), updated_at: z.string() }),
  },
});
