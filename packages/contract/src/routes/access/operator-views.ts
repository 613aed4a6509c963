import { z } from 'zod';
import { OPERATOR_ROLES } from '../../account.ts';
import { Id, Timestamp } from '../../envelope.ts';
import { MEMBER_ROLES } from '../../policy.ts';

export const USER_STATES = ['active', 'unverified', 'suspended', 'anonymized'] as const;
export const ORGANIZATION_STATES = ['active', 'suspended', 'deleted'] as const;

const UserSummary = z.object({
  id: Id,
  email: z.string(),
  name: z.string(),
  state: z.enum(USER_STATES),
  operator_role: z.enum(OPERATOR_ROLES).nullable(),
  has_second_factor: z.boolean(),
  organizations: z.int(),
  created_at: Timestamp,
  last_active_at: Timestamp.nullable(),
});
export const UserSummaryView = UserSummary.meta({ id: 'UserSummary' });

const OrganizationSummary = z.object({
  id: Id,
  slug: z.string(),
  name: z.string(),
  state: z.enum(ORGANIZATION_STATES),
  members: z.int(),
  created_at: Timestamp,
  deleted_at: Timestamp.nullable(),
  restorable_until: Timestamp.nullable(),
});
export const OrganizationSummaryView = OrganizationSummary.meta({ id: 'OrganizationSummary' });

const Deed = z.object({
  at: Timestamp,
  action: z.string(),
  actor_kind: z.string(),
  actor: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  on_behalf_of: z.object({ id: Id, name: z.string().nullable() }).nullable(),
  resource_kind: z.string(),
  resource_id: z.string(),
  organization: z.object({ id: Id, name: z.string() }).nullable(),
  reason: z.string().nullable(),
  correlation_id: z.string().nullable(),
});

export const UserDetailView = UserSummary.extend({
  locale: z.string().nullable(),
  email_verified_at: Timestamp.nullable(),
  suspended_at: Timestamp.nullable(),
  suspended_reason: z.string().nullable(),
  sign_in_methods: z.object({
    password: z.boolean(),
    totp: z.boolean(),
    passkeys: z.int(),
    connected_accounts: z.array(z.string()),
  }),
  sessions: z.int(),
  memberships: z.array(
    z.object({
      organization_id: Id,
      slug: z.string(),
      name: z.string(),
      role: z.enum(MEMBER_ROLES),
      state: z.enum(ORGANIZATION_STATES),
    }),
  ),
  recent: z.array(Deed).describe('the last 20 deeds of or upon the account'),
}).meta({ id: 'UserDetail' });

export const OrganizationDetailView = OrganizationSummary.extend({
  default_locale: z.string(),
  suspended_at: Timestamp.nullable(),
  suspended_reason: z.string().nullable(),
  deleted_by: z.object({ id: Id, name: z.string() }).nullable(),
  people: z
    .array(z.object({ id: Id, name: z.string(), email: z.string(), role: z.enum(MEMBER_ROLES) }))
    .describe('the first 50, owners first'),
  flows: z.int(),
  participants: z.object({ live: z.int(), test: z.int() }),
  api_keys: z.int(),
  single_sign_on: z.enum(['none', 'draft', 'active', 'enforced']),
  recent: z.array(Deed).describe('the last 20 deeds of operators upon it'),
}).meta({ id: 'OrganizationDetail' });
