/** Recorded actions that have words of ours; `__` stands for the point, which parts the keys of texts. */
const ACTIONS = [
  'account__sign_up',
  'account__verify_email',
  'account__update',
  'account__change_email',
  'account__change_password',
  'account__reset_password',
  'account__ask_to_reset_password',
  'account__lock_sign_in',
  'account__unlock_sign_in',
  'account__suspend',
  'account__unsuspend',
  'account__end_sessions',
  'account__anonymize',
  'account__delete',
  'session__sign_in',
  'session__sign_in_failed',
  'session__sign_out',
  'session__second_factor_asked',
  'session__second_factor_failed',
  'session__switch_organization',
  'session__revoke',
  'session__revoke_others',
  'impersonation__begin',
  'impersonation__end',
  'operator__set_role',
  'organization__suspend',
  'organization__unsuspend',
  'organization__restore',
  'member__leave',
  'terms__accept',
] as const;

export function knownAction(action: string): (typeof ACTIONS)[number] | undefined {
  const key = action.replace('.', '__');
  return ACTIONS.find((known) => known === key);
}
