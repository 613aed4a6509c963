import { defineErrors } from '../../../platform/errors/index.ts';

export const signInErrors = defineErrors({
  sign_in_failed: { kind: 'authentication', title: 'Address and password do not belong together.' },
  sign_in_locked: {
    kind: 'rate_limit',
    title: 'Too many failed attempts: signing in with this address is locked for a while.',
  },
  account_suspended: { kind: 'permission', title: 'This account is suspended.' },
  single_sign_on_required: {
    kind: 'permission',
    title: 'Your organization lets its members sign in with its single sign-on only.',
  },
  confirmation_failed: {
    kind: 'permission',
    retry: 'after_change',
    title: 'That was not right: it could not be confirmed that it is you.',
  },
  confirmation_method_refused: {
    kind: 'conflict',
    title: 'It can’t be confirmed this way: use one of the ways that the account has.',
  },
});
