import { defineErrors } from '../../../platform/errors/index.ts';

export const killSwitchErrors = defineErrors({
  kill_switch_already_on: { kind: 'conflict', title: 'This is switched off already; release it first.' },
  kill_switch_not_on: { kind: 'conflict', title: 'This is not switched off any more.' },
  kill_switch_capability_unknown: {
    kind: 'validation',
    title: 'No published flow of the organization has a gate of this name.',
  },
  kill_switch_end_refused: { kind: 'validation', title: 'The end lies within the next 30 days.' },
  too_many_kill_switches: {
    kind: 'conflict',
    title: 'Fifty capabilities of the environment are switched off; switch off onboarding as a whole instead.',
  },
});
