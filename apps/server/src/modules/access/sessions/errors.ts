import { defineErrors } from '../../../platform/errors/index.ts';

export const sessionErrors = defineErrors({
  refresh_token_refused: { kind: 'authentication', title: 'The refresh token is unknown or over: sign in again.' },
  refresh_token_reused: {
    kind: 'authentication',
    title: 'The refresh token had been used before, so the session was ended: sign in again.',
  },
});
