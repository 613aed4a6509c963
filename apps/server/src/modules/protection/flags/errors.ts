import { DefinitionProblemView } from '@stepwell/contract';
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
  row_version_stale: {
    kind: 'conflict',
    retry: 'immediate',
    title: 'The flag was changed meanwhile; look at it as it is now and try again.',
    details: z.object({ row_version: z.int(), updated_at: z.string() }),
  },
});
