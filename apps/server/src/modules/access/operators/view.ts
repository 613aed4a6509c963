import type {
  getInstallationStats,
  OrganizationDetailView,
  OrganizationSummaryView,
  RouteReply,
  UserDetailView,
  UserSummaryView,
} from '@stepwell/contract';
import type { z } from 'zod';
import { RESTORABLE_MS } from '../organizations/index.ts';
import type { OrganizationDetail } from './organizations/organizations.ts';
import type { OrganizationRow } from './organizations/read-model.ts';
import type { DeedRow, MembershipRow, UserRow } from './read-model.ts';
import type { OrganizationState } from './standing.ts';
import type { Day, Totals } from './statistics/read-model.ts';
import type { UserDetail } from './users.ts';

const timeOf = (at: Date | null) => at?.toISOString() ?? null;
const named = (id: string | null, name: string | null) => (id === null ? null : { id, name });

export function userViewOf(user: UserRow): z.input<typeof UserSummaryView> {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    state: user.state,
    operator_role: user.operatorRole,
    has_second_factor: user.hasSecondFactor,
    organizations: user.organizations,
    created_at: user.createdAt.toISOString(),
    last_active_at: timeOf(user.lastActiveAt),
  };
}

export function userDetailViewOf(user: UserDetail): z.input<typeof UserDetailView> {
  return {
    ...userViewOf(user),
    locale: user.locale,
    email_verified_at: timeOf(user.emailVerifiedAt),
    suspended_at: timeOf(user.suspendedAt),
    suspended_reason: user.suspendedReason,
    sign_in_methods: {
      password: user.hasPassword,
      totp: user.hasTotp,
      passkeys: user.passkeys,
      connected_accounts: user.connectedAccounts,
    },
    sessions: user.sessions,
    memberships: user.memberships.map((membership) => ({
      organization_id: membership.orgId,
      slug: membership.slug,
      name: membership.name,
      role: membership.role,
      state: stateOf(membership),
    })),
    recent: user.recent.map(deedViewOf),
  };
}

function stateOf({ deletedAt, suspendedAt }: MembershipRow): OrganizationState {
  if (deletedAt !== null) return 'deleted';
  return suspendedAt === null ? 'active' : 'suspended';
}

export function organizationViewOf(organization: OrganizationRow): z.input<typeof OrganizationSummaryView> {
  const { deletedAt } = organization;
  return {
    id: organization.id,
    slug: organization.slug,
    name: organization.name,
    state: organization.state,
    members: organization.members,
    created_at: organization.createdAt.toISOString(),
    deleted_at: timeOf(deletedAt),
    restorable_until: timeOf(deletedAt && new Date(deletedAt.getTime() + RESTORABLE_MS)),
  };
}

export function organizationDetailViewOf(organization: OrganizationDetail): z.input<typeof OrganizationDetailView> {
  const { deletedBy, deletedByName } = organization;
  return {
    ...organizationViewOf(organization),
    default_locale: organization.defaultLocale,
    suspended_at: timeOf(organization.suspendedAt),
    suspended_reason: organization.suspendedReason,
    deleted_by: deletedBy === null ? null : { id: deletedBy, name: deletedByName ?? '' },
    people: organization.people.map(({ id, name, email, role }) => ({ id, name, email, role })),
    flows: organization.flows,
    participants: { live: organization.liveParticipants, test: organization.testParticipants },
    api_keys: organization.apiKeys,
    single_sign_on: organization.singleSignOn,
    recent: organization.recent.map(deedViewOf),
  };
}

function deedViewOf(deed: DeedRow): z.input<typeof UserDetailView>['recent'][number] {
  return {
    at: deed.at.toISOString(),
    action: deed.action,
    actor_kind: deed.actorKind,
    actor: named(deed.actorId, deed.actorName),
    on_behalf_of: named(deed.onBehalfOf, deed.onBehalfOfName),
    resource_kind: deed.resourceKind,
    resource_id: deed.resourceId,
    organization: deed.orgId === null ? null : { id: deed.orgId, name: deed.orgName ?? '' },
    reason: deed.reason,
    correlation_id: deed.correlationId,
  };
}

type Stats = RouteReply<typeof getInstallationStats>['data'];

export function statsViewOf(figures: Totals & { readonly days: readonly Day[] }): Stats {
  return {
    users: {
      total: figures.users,
      verified: figures.verified,
      suspended: figures.suspendedUsers,
      with_second_factor: figures.withSecondFactor,
      active_last_7_days: figures.activeLast7Days,
    },
    organizations: {
      total: figures.organizations,
      suspended: figures.suspendedOrganizations,
      deleted: figures.deletedOrganizations,
    },
    participants: { live: figures.liveParticipants, test: figures.testParticipants },
    journeys: { active: figures.activeJourneys, completed: figures.completedJourneys },
    by_day: figures.days.map(({ date, users, organizations, signIns, completedJourneys }) => ({
      date,
      users,
      organizations,
      sign_ins: signIns,
      completed_journeys: completedJourneys,
    })),
  };
}
