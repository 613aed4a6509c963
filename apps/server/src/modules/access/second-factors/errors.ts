import { defineErrors } from '../../../platform/errors/index.ts';

export const secondFactorErrors = defineErrors({
  totp_active: { kind: 'conflict', title: 'An authenticator app is set up already: turn it off first.' },
  totp_not_begun: { kind: 'conflict', title: 'Setting up an authenticator app has not begun, or too long ago.' },
  totp_not_active: { kind: 'conflict', title: 'Backup codes belong to an authenticator app, and none is set up.' },
  code_wrong: { kind: 'authentication', title: 'The code is wrong, or it was used before.' },
  passkey_refused: { kind: 'authentication', title: 'The passkey was not accepted.' },
  too_many_passkeys: { kind: 'conflict', title: 'An account has at most 20 passkeys: remove one first.' },
  last_sign_in_method: {
    kind: 'conflict',
    title: 'This is the last way to sign in to the account: set a password first.',
  },
  second_factor_required_for_operators: {
    kind: 'conflict',
    title: 'Operators keep a second factor: set another one up before removing this one.',
  },
});
