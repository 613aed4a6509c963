import { z } from 'zod';
import { AccountLocale, EmailAddress, MeView, OPERATOR_ROLES, PersonName } from '../../account.ts';
import { dataOf, Id, pageOf, PageQuery } from '../../envelope.ts';
import { defineRoute } from '../../route.ts';
import {
  ORGANIZATION_STATES,
  OrganizationDetailView,
  OrganizationSummaryView,
  USER_STATES,
  UserDetailView,
  UserSummaryView,
} from './operator-views.ts';

export * from './operator-views.ts';

const console = { tag: 'Operator console', audience: { operator: 'admin' }, limit: 'operator' } as const;
const guarded = { ...console, confirm: true } as const;
const topmost = { ...guarded, audience: { operator: 'super_admin' } } as const;
const ById = z.object({ id: Id });
const Reason = z.string().trim().min(3).max(500);

export const getInstallationStats = defineRoute({
  ...console,
  id: 'getInstallationStats',
  method: 'GET',
  path: '/api/v1/admin/stats',
  summary: 'Figures of the whole installation',
  responses: {
    200: dataOf(
      z.object({
        users: z.object({
          total: z.int(),
          verified: z.int(),
          suspended: z.int(),
          with_second_factor: z.int(),
          active_last_7_days: z.int(),
        }),
        organizations: z.object({ total: z.int(), suspended: z.int(), deleted: z.int() }),
        participants: z.object({ live: z.int(), test: z.int() }).describe('of organizations, not those themselves'),
        journeys: z.object({ active: z.int(), completed: z.int() }).describe('in the live environment'),
        by_day: z.array(
          z.object({
            date: z.iso.date(),
            users: z.int(),
            organizations: z.int(),
            sign_ins: z.int(),
            completed_journeys: z.int(),
          }),
        ),
      }),
    ),
  },
  errors: [],
});

export const listUsers = defineRoute({
  ...console,
  id: 'listUsers',
  method: 'GET',
  path: '/api/v1/admin/users',
  summary: 'Accounts of the installation, newest first',
  query: PageQuery.extend({
    q: z.string().max(320).optional().describe('part of an address or a name, or an id'),
    state: z.enum([...USER_STATES, 'operator']).optional(),
  }),
  responses: { 200: pageOf(UserSummaryView) },
  errors: ['cursor_damaged'],
});

export const getUser = defineRoute({
  ...console,
  id: 'getUser',
  method: 'GET',
  path: '/api/v1/admin/users/{id}',
  summary: 'One account with where it belongs and what was done',
  params: ById,
  responses: { 200: dataOf(UserDetailView) },
  errors: [],
});

export const editUser = defineRoute({
  ...guarded,
  id: 'editUser',
  method: 'PATCH',
  path: '/api/v1/admin/users/{id}',
  summary: 'Change somebody’s name or language',
  params: ById,
  body: z.strictObject({ name: PersonName.optional(), locale: AccountLocale.nullable().optional() }),
  responses: { 200: dataOf(UserDetailView) },
  errors: ['operator_protected', 'user_state_refused'],
});

export const suspendUser = defineRoute({
  ...guarded,
  id: 'suspendUser',
  method: 'POST',
  path: '/api/v1/admin/users/{id}/suspend',
  summary: 'Suspend an account: its sessions end at once and nobody signs in with it; the person is told',
  params: ById,
  body: z.strictObject({ reason: Reason }),
  responses: { 200: dataOf(UserDetailView) },
  errors: ['operator_protected', 'own_account', 'user_state_refused'],
});

export const unsuspendUser = defineRoute({
  ...guarded,
  id: 'unsuspendUser',
  method: 'POST',
  path: '/api/v1/admin/users/{id}/unsuspend',
  summary: 'Lift the suspension of an account',
  params: ById,
  responses: { 200: dataOf(UserDetailView) },
  errors: ['operator_protected', 'user_state_refused'],
});

export const endUserSessions = defineRoute({
  ...guarded,
  id: 'endUserSessions',
  method: 'POST',
  path: '/api/v1/admin/users/{id}/sessions/revoke',
  summary: 'End every session of an account',
  params: ById,
  responses: { 200: dataOf(z.object({ revoked: z.int() })) },
  errors: ['operator_protected'],
});

export const mailPasswordReset = defineRoute({
  ...guarded,
  id: 'mailPasswordReset',
  method: 'POST',
  path: '/api/v1/admin/users/{id}/password-reset',
  summary: 'Mail somebody a link to choose a new password; the present one holds until then',
  params: ById,
  responses: { 202: dataOf(z.object({ sent: z.literal(true) })) },
  errors: ['operator_protected', 'user_state_refused', 'mail_limit_reached'],
});

export const anonymizeUser = defineRoute({
  ...guarded,
  id: 'anonymizeUser',
  method: 'POST',
  path: '/api/v1/admin/users/{id}/anonymize',
  summary: 'Remove everything personal of an account for good; what it did stays under a name that tells nothing',
  params: ById,
  body: z.strictObject({ email: EmailAddress.describe('typed once more, so that it is meant'), reason: Reason }),
  responses: { 200: dataOf(UserDetailView) },
  errors: ['operator_protected', 'own_account', 'user_state_refused', 'email_mismatch', 'last_owner'],
});

export const setOperatorRole = defineRoute({
  ...topmost,
  id: 'setOperatorRole',
  method: 'PUT',
  path: '/api/v1/admin/users/{id}/operator-role',
  summary: 'Make somebody an operator, change their rank, or end it',
  params: ById,
  body: z.strictObject({ role: z.enum(OPERATOR_ROLES).nullable() }),
  responses: { 200: dataOf(UserDetailView) },
  errors: ['own_operator_role', 'second_factor_missing', 'user_state_refused'],
});

export const listAllOrganizations = defineRoute({
  ...console,
  id: 'listAllOrganizations',
  method: 'GET',
  path: '/api/v1/admin/organizations',
  summary: 'Organizations of the installation, newest first, deleted ones too',
  query: PageQuery.extend({
    q: z.string().max(120).optional().describe('part of a name or short name, or an id'),
    state: z.enum(ORGANIZATION_STATES).optional(),
  }),
  responses: { 200: pageOf(OrganizationSummaryView) },
  errors: ['cursor_damaged'],
});

export const getAnyOrganization = defineRoute({
  ...console,
  id: 'getAnyOrganization',
  method: 'GET',
  path: '/api/v1/admin/organizations/{id}',
  summary: 'One organization with its people and figures',
  params: ById,
  responses: { 200: dataOf(OrganizationDetailView) },
  errors: [],
});

export const suspendOrganization = defineRoute({
  ...guarded,
  id: 'suspendOrganization',
  method: 'POST',
  path: '/api/v1/admin/organizations/{id}/suspend',
  summary: 'Suspend an organization: nobody works in it, its keys and hosted pages are refused',
  params: ById,
  body: z.strictObject({ reason: Reason }),
  responses: { 200: dataOf(OrganizationDetailView) },
  errors: ['organization_state_refused'],
});

export const unsuspendOrganization = defineRoute({
  ...guarded,
  id: 'unsuspendOrganization',
  method: 'POST',
  path: '/api/v1/admin/organizations/{id}/unsuspend',
  summary: 'Lift the suspension of an organization',
  params: ById,
  responses: { 200: dataOf(OrganizationDetailView) },
  errors: ['organization_state_refused'],
});

export const restoreAnyOrganization = defineRoute({
  ...guarded,
  id: 'restoreAnyOrganization',
  method: 'POST',
  path: '/api/v1/admin/organizations/{id}/restore',
  summary: 'Bring a deleted organization back',
  params: ById,
  responses: { 200: dataOf(OrganizationDetailView) },
  errors: ['organization_state_refused'],
});

export const beginImpersonation = defineRoute({
  ...topmost,
  id: 'beginImpersonation',
  method: 'POST',
  path: '/api/v1/admin/users/{id}/impersonate',
  summary: 'Act in somebody’s name for 30 minutes; never another operator’s',
  description: 'Sets the session cookie. The person is told by mail, and every deed is recorded with both identities.',
  params: ById,
  body: z.strictObject({ reason: Reason }),
  responses: { 200: dataOf(MeView) },
  errors: ['operator_protected', 'user_state_refused', 'cookie_session_needed'],
});

export const endImpersonation = defineRoute({
  tag: 'Operator console',
  // Also for whose time is over: nobody is signed in then, and the operator's own cookie says who comes back.
  audience: { public: true },
  limit: 'signed_in',
  id: 'endImpersonation',
  method: 'POST',
  path: '/api/v1/impersonation/end',
  summary: 'Stop acting in somebody’s name and be oneself again',
  description: 'Sets the session cookie to the operator’s own session, or clears it. Works after the 30 minutes too.',
  responses: { 200: dataOf(z.object({ me: MeView.nullable().describe('null: sign in again') })) },
  errors: ['not_impersonating'],
});

export const operatorRoutes = [
  getInstallationStats,
  listUsers,
  getUser,
  editUser,
  suspendUser,
  unsuspendUser,
  endUserSessions,
  mailPasswordReset,
  anonymizeUser,
  setOperatorRole,
  listAllOrganizations,
  getAnyOrganization,
  suspendOrganization,
  unsuspendOrganization,
  restoreAnyOrganization,
  beginImpersonation,
  endImpersonation,
] as const;
