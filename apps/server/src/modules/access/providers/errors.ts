import { defineErrors } from '../../../platform/errors/index.ts';

export const providerErrors = defineErrors({
  provider_unknown: { kind: 'not_found', title: 'Nobody can sign in with this provider here.' },
  provider_unavailable: {
    kind: 'unavailable',
    category: 'external_service',
    title: 'The provider does not answer: try again in a moment, or sign in another way.',
  },
  provider_declined: { kind: 'permission', title: 'The provider did not let you in, or you said no there.' },
  provider_answer_refused: { kind: 'permission', title: 'What the provider answered can’t be believed: begin again.' },
  provider_email_unverified: {
    kind: 'conflict',
    title: 'The provider does not answer for your address: have it verified there, or sign up here.',
  },
  provider_email_taken: {
    kind: 'conflict',
    title: 'There is an account with this address: sign in to it as before, then connect the provider in its settings.',
  },
  provider_account_taken: { kind: 'conflict', title: 'That account is connected to another account here.' },
  provider_connected_already: {
    kind: 'conflict',
    title: 'An account at this provider is connected already: disconnect it first.',
  },
  own_email_unverified: { kind: 'conflict', title: 'Verify your own address first.' },
});
