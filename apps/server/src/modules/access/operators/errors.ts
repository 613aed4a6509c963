import { defineErrors } from '../../../platform/errors/index.ts';

export const operatorErrors = defineErrors({
  operator_protected: {
    kind: 'permission',
    title: 'This account belongs to an operator: only a super admin may do that, and never in their name.',
  },
  own_account: { kind: 'conflict', title: 'Nobody suspends or anonymizes their own account here.' },
  own_operator_role: { kind: 'conflict', title: 'Nobody changes their own rank: ask another super admin.' },
  second_factor_missing: {
    kind: 'conflict',
    title: 'The account needs a second factor before it can be an operator’s.',
  },
  user_state_refused: { kind: 'conflict', title: 'The account is not in a state that allows this.' },
  organization_state_refused: { kind: 'conflict', title: 'The organization is not in a state that allows this.' },
  email_mismatch: { kind: 'validation', title: 'What was typed is not the address of the account.' },
  cookie_session_needed: {
    kind: 'conflict',
    title: 'Sign in with a browser to act in somebody’s name: an access token cannot.',
  },
  not_impersonating: { kind: 'conflict', title: 'You are not acting in anybody’s name.' },
});
