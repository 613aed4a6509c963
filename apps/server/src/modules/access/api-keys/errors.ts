import { defineErrors } from '../../../platform/errors/index.ts';

export const apiKeyErrors = defineErrors({
  api_key_invalid: { kind: 'authentication', title: 'There is no such API key, or it was revoked.' },
  api_key_expired: { kind: 'authentication', title: 'The API key has expired.' },
  api_key_other_environment: {
    kind: 'authentication',
    title: 'The API key belongs to another environment than the one asked for.',
  },
  too_many_api_keys: { kind: 'conflict', title: 'An organization has at most 100 live API keys; revoke one first.' },
  expiry_in_past: { kind: 'validation', title: 'The time of expiry is over already.' },
});
