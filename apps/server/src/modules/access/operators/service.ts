import type { OperatorRole } from '@stepwell/contract';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Database, SystemTx } from '../../../platform/database/index.ts';
import type { Principal } from '../../../platform/http/index.ts';
import type { Mails } from '../../messaging/mail/index.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import type { Accounts } from '../accounts/index.ts';
import type { ApiKeys } from '../api-keys/index.ts';
import type { Organizations } from '../organizations/index.ts';
import type { ParticipantTokens } from '../participant-tokens/index.ts';
import type { Origin, Sessions } from '../sessions/index.ts';
import {
  beginImpersonation,
  type BegunImpersonation,
  endImpersonation,
  type ImpersonationEnd,
} from './impersonation.ts';
import {
  type OrganizationDetail,
  organizationDetail,
  restoreOrganization,
  suspendOrganization,
  unsuspendOrganization,
} from './organizations/organizations.ts';
import { type OrganizationRow, pageOfOrganizations } from './organizations/read-model.ts';
import { type PageOf, pageOfUsers, type UserRow } from './read-model.ts';
import type { Operator, OrganizationState, UserState } from './standing.ts';
import { type Day, readDays, readTotals, type Totals } from './statistics/read-model.ts';
import {
  anonymizeUser,
  editUser,
  endUserSessions,
  mailPasswordReset,
  setOperatorRole,
  suspendUser,
  unsuspendUser,
  type UserDetail,
  userDetail,
  type UserEdit,
} from './users.ts';

/** What the installation's staff may look at and do. Whatever touches an operator's account may throw `operator_protected`. */
export type OperatorConsole = {
  stats(): Promise<Totals & { readonly days: Day[] }>;
  listUsers(page: PageOf<UserState | 'operator'>): Promise<UserRow[]>;
  /** Throws `not_found`, as everything that names an account. */
  user(id: string): Promise<UserDetail>;
  /** Throws `user_state_refused`. */
  editUser(operator: Operator, wish: { id: string; change: UserEdit }): Promise<UserDetail>;
  /** Throws `own_account`, `user_state_refused`. */
  suspendUser(operator: Operator, wish: { id: string; reason: string }): Promise<UserDetail>;
  /** Throws `user_state_refused`. */
  unsuspendUser(operator: Operator, id: string): Promise<UserDetail>;
  /** Returns how many ended. */
  endUserSessions(operator: Operator, id: string): Promise<number>;
  /** Mails the usual link. Throws `user_state_refused`, `mail_limit_reached`. */
  mailPasswordReset(operator: Operator, id: string): Promise<void>;
  /** Throws `own_account`, `user_state_refused`, `email_mismatch`, `last_owner`. */
  anonymizeUser(operator: Operator, wish: { id: string; email: string; reason: string }): Promise<UserDetail>;
  /** Throws `own_operator_role`, `second_factor_missing`, `user_state_refused`. */
  setOperatorRole(operator: Operator, wish: { id: string; role: OperatorRole | null }): Promise<UserDetail>;
  listOrganizations(page: PageOf<OrganizationState>): Promise<OrganizationRow[]>;
  /** Throws `not_found`, as everything that names an organization; the installation's own is none. */
  organization(id: string): Promise<OrganizationDetail>;
  /** Throws `organization_state_refused`. */
  suspendOrganization(operator: Operator, wish: { id: string; reason: string }): Promise<OrganizationDetail>;
  /** Throws `organization_state_refused`. */
  unsuspendOrganization(operator: Operator, id: string): Promise<OrganizationDetail>;
  /** Throws `organization_state_refused`. */
  restoreOrganization(operator: Operator, id: string): Promise<OrganizationDetail>;
  /** Throws `user_state_refused`, `cookie_session_needed`. */
  beginImpersonation(
    operator: Operator,
    wish: { id: string; reason: string; cookieToken: string | undefined },
  ): Promise<BegunImpersonation>;
  /** Throws `not_impersonating`. */
  endImpersonation(
    principal: Principal,
    from: { ownToken: string | undefined; origin: Origin },
  ): Promise<ImpersonationEnd>;
};

export type OperatorDependencies = {
  readonly database: Pick<Database, 'asSystem'>;
  readonly clock: Clock;
  readonly audit: AuditWriter;
  readonly mails: Mails;
  readonly accounts: Pick<
    Accounts,
    | 'lockAccounts'
    | 'suspendAccount'
    | 'unsuspendAccount'
    | 'mailPasswordReset'
    | 'editAccount'
    | 'setOperatorRole'
    | 'anonymizeAccount'
  >;
  readonly organizations: Pick<
    Organizations,
    'auditHome' | 'lockOrganization' | 'suspendOrganization' | 'unsuspendOrganization' | 'restoreOrganization'
  >;
  readonly sessions: Pick<
    Sessions,
    'authenticateSession' | 'openSession' | 'endSessions' | 'endImpersonations' | 'forget' | 'me'
  >;
  readonly apiKeys: Pick<ApiKeys, 'forget'>;
  readonly participantTokens: Pick<ParticipantTokens, 'forget'>;
};

export function createOperatorConsole(deps: OperatorDependencies): OperatorConsole {
  const { database, clock } = deps;
  const look = <T>(fn: (tx: SystemTx) => Promise<T>) => database.asSystem({ routine: 'operator console' }, fn);
  const act = <T>(fn: (tx: SystemTx) => Promise<T>) => database.asSystem('a deed of an operator', fn);
  return {
    stats: () =>
      look(async (tx) => ({ ...(await readTotals(tx, clock.now())), days: await readDays(tx, clock.now()) })),
    listUsers: (page) => look((tx) => pageOfUsers(tx, page)),
    user: (id) => look((tx) => userDetail(deps, tx, id)),
    editUser: (operator, wish) => act((tx) => editUser(deps, tx, operator, wish)),
    suspendUser: (operator, wish) => act((tx) => suspendUser(deps, tx, operator, wish)),
    unsuspendUser: (operator, id) => act((tx) => unsuspendUser(deps, tx, operator, id)),
    endUserSessions: (operator, id) => act((tx) => endUserSessions(deps, tx, operator, id)),
    mailPasswordReset: (operator, id) => act((tx) => mailPasswordReset(deps, tx, operator, id)),
    anonymizeUser: (operator, wish) => act((tx) => anonymizeUser(deps, tx, operator, wish)),
    setOperatorRole: (operator, wish) => act((tx) => setOperatorRole(deps, tx, operator, wish)),
    listOrganizations: (page) => look((tx) => pageOfOrganizations(tx, page)),
    organization: (id) => look((tx) => organizationDetail(deps, tx, id)),
    suspendOrganization: (operator, wish) => act((tx) => suspendOrganization(deps, tx, operator, wish)),
    unsuspendOrganization: (operator, id) => act((tx) => unsuspendOrganization(deps, tx, operator, id)),
    restoreOrganization: (operator, id) => act((tx) => restoreOrganization(deps, tx, operator, id)),
    beginImpersonation: (operator, wish) => beginImpersonation(deps, operator, wish),
    endImpersonation: (principal, from) => endImpersonation(deps, principal, from),
  };
}
