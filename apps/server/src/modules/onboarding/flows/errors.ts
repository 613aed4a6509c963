import { DefinitionProblemView } from '@stepwell/contract';
import { z } from 'zod';
import { defineErrors } from '../../../platform/errors/index.ts';

export const flowErrors = defineErrors({
  flow_key_taken: { kind: 'conflict', title: 'A flow has this key already.' },
  template_unknown: { kind: 'validation', title: 'There is no such template.' },
  row_version_stale: {
    kind: 'conflict',
    retry: 'immediate',
    title: 'The draft was changed meanwhile; look at it as it is now and try again.',
    details: z.object({ row_version: z.int(), updated_at: z.string() }),
  },
  definition_invalid: {
    kind: 'validation',
    title: 'The draft has problems that keep it from being published.',
    details: z.object({ problems: z.array(DefinitionProblemView) }),
  },
  nothing_to_publish: { kind: 'conflict', title: 'The draft equals what is live in this environment.' },
});
