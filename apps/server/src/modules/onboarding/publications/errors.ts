import { defineErrors } from '../../../platform/errors/index.ts';

export const publicationErrors = defineErrors({
  publication_running: {
    kind: 'conflict',
    title:
      'A publication or roll-back of this flow is still moving journeys in this environment; wait until it is done.',
  },
  publication_superseded: {
    kind: 'conflict',
    title: 'A later publication is in force; roll that one back first.',
  },
  nothing_to_roll_back: {
    kind: 'conflict',
    title: 'There is nothing to go back to: it was the first publication, or was rolled back already.',
  },
});
