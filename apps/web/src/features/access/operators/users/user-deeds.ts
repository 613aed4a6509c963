import type { Session } from '../../sessions/index.ts';
import type { User } from '../console-queries.ts';

export type UserDeed =
  | 'edit'
  | 'impersonate'
  | 'end_sessions'
  | 'reset_password'
  | 'operator_role'
  | 'suspend'
  | 'unsuspend'
  | 'anonymize';

type Operator = Pick<Session['account'], 'id' | 'operator_role'>;
type Concerned = Pick<User, 'id' | 'state' | 'operator_role' | 'sessions'>;

/**
 * What the operator may do to an account, as far as it shows; the server decides. Operators are protected from all but
 * super admins, nobody acts in an operator's name, and nobody's own account is changed here.
 */
export function userDeeds(operator: Operator, user: Concerned): UserDeed[] {
  const isTopmost = operator.operator_role === 'super_admin';
  const isOperator = user.operator_role !== null;
  if (user.state === 'anonymized' || operator.id === user.id || (isOperator && !isTopmost)) return [];
  const isSuspended = user.state === 'suspended';
  const deeds: [UserDeed, boolean][] = [
    ['impersonate', isTopmost && !isOperator && !isSuspended],
    ['edit', true],
    ['end_sessions', user.sessions > 0],
    ['reset_password', !isSuspended],
    ['operator_role', isTopmost && (isOperator || user.state === 'active')],
    ['suspend', !isSuspended],
    ['unsuspend', isSuspended],
    ['anonymize', true],
  ];
  return deeds.flatMap(([deed, isOpen]) => (isOpen ? [deed] : []));
}
