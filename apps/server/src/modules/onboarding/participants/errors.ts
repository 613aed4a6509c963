import { defineErrors } from '../../../platform/errors/index.ts';

export const participantErrors = defineErrors({
  too_many_traits: {
    kind: 'validation',
    title: 'With what is known already, the participant would have more than 50 traits.',
  },
});
