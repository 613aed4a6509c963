import type { MemberRole, MeView } from '@stepwell/contract';
import type { z } from 'zod';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Database, SystemTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import type { MemberPrincipal } from '../../../platform/http/index.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import type { AuditActor, SignedInPrincipal } from '../callers/index.ts';
import { organizationErrors } from './errors.ts';
import { type NewOrganization, type Organization, RESTORABLE_MS } from './organization.ts';
import {
  countOwnedInTurn,
  type DeletedOrganization,
  listDeleted,
  lockDeleted,
  lockOrganization,
  markDeleted,
  markRestored,
  slugExists,
  updateOrganization,
} from './repository.ts';
import { isReserved } from './reserved-slugs.ts';
import type { Organizations } from './service.ts';

type Me = z.input<typeof MeView>;
export type Founding = Pick<NewOrganization, 'slug' | 'name' | 'defaultLocale'>;
export type OrganizationChange = Partial<
  Pick<Organization, 'slug' | 'name' | 'defaultLocale' | 'logoUrl' | 'accent' | 'requiresSecondFactor'>
>;
export type Restorable = DeletedOrganization & { readonly restorableUntil: Date };

/** The use-cases behind the room's own routes: how organizations begin, change and end. */
export type FoundationService = {
  /** Throws `organization_slug_taken`, `organization_slug_reserved`, `too_many_organizations`. */
  found(who: SignedInPrincipal, founding: Founding, actor: AuditActor): Promise<Me>;
  isFree(slug: string): Promise<boolean>;
  /** Throws `not_found`. */
  organization(orgId: string): Promise<Organization>;
  /** Throws `organization_slug_taken`, `organization_slug_reserved`, `second_factor_required`. */
  update(member: MemberPrincipal, change: OrganizationChange, actor: AuditActor): Promise<Organization>;
  /** Returns until when it can be restored. Throws `slug_mismatch`. */
  remove(member: MemberPrincipal, slug: string, actor: AuditActor): Promise<Date>;
  listDeleted(accountId: string): Promise<Restorable[]>;
  /** Throws `not_found`, also when the 30 days are over or somebody else owned it. */
  restore(who: SignedInPrincipal, id: string, actor: AuditActor): Promise<Me>;
};

export type FoundationDependencies = {
  readonly database: Pick<Database, 'asSystem'>;
  readonly clock: Clock;
  readonly audit: AuditWriter;
  readonly organizations: Pick<Organizations, 'createOrganization' | 'forget'>;
  /** The rooms of accounts and sessions stand on this one, so what it needs of them is said here. */
  readonly accounts: {
    addMember(tx: SystemTx, member: { orgId: string; accountId: string; role: MemberRole }): Promise<void>;
  };
  readonly sessions: {
    moveSession(tx: SystemTx, sessionId: string, orgId: string): Promise<void>;
    forget(tx: SystemTx): void;
    me(sessionId: string): Promise<Me>;
  };
  /** Called after an organization was founded by somebody whose address is verified. */
  readonly foundedByVerified: (orgId: string) => Promise<void>;
  /** Drops what is remembered of keys and tokens: theirs must not go on when an organization ends. */
  readonly forgetKeys: (tx: SystemTx) => void;
};

const MAX_OWNED = 20;

export function createFoundations(deps: FoundationDependencies): FoundationService {
  const { database, clock } = deps;
  const since = () => new Date(clock.nowMs() - RESTORABLE_MS);
  return {
    found: (who, founding, actor) => found(deps, who, founding, actor),
    async isFree(slug) {
      if (isReserved(slug)) return false;
      return !(await database.asSystem({ routine: 'whether a short name is free' }, (tx) => slugExists(tx, slug)));
    },
    organization: (orgId) =>
      database.asSystem({ routine: 'reading an organization' }, async (tx) =>
        existing(await lockOrganization(tx, orgId)),
      ),
    update: (member, change, actor) => update(deps, member, change, actor),
    remove: (member, slug, actor) => remove(deps, member, slug, actor),
    async listDeleted(accountId) {
      const routine = { routine: 'which organizations can be restored' };
      const rows = await database.asSystem(routine, (tx) => listDeleted(tx, accountId, since()));
      return rows.map((row) => ({ ...row, restorableUntil: restorableUntil(row.deletedAt) }));
    },
    restore: (who, id, actor) => restore(deps, who, { id, since: since() }, actor),
  };
}

async function found(
  { database, organizations, accounts, sessions, audit, foundedByVerified }: FoundationDependencies,
  who: SignedInPrincipal,
  founding: Founding,
  actor: AuditActor,
): Promise<Me> {
  if (isReserved(founding.slug)) throw organizationErrors.organization_slug_reserved();
  const { accountId, sessionId } = who;
  const orgId = await database.asSystem({ routine: 'founding an organization' }, async (tx) => {
    if ((await countOwnedInTurn(tx, accountId)) >= MAX_OWNED) throw organizationErrors.too_many_organizations();
    const { id, slug, name } = await organizations.createOrganization(tx, founding);
    await accounts.addMember(tx, { orgId: id, accountId, role: 'owner' });
    await sessions.moveSession(tx, sessionId, id);
    await audit.append(tx, { ...deed(id, actor, 'organization.create'), after: { slug, name } });
    sessions.forget(tx);
    return id;
  });
  if (who.emailVerified) await foundedByVerified(orgId);
  return sessions.me(sessionId);
}

async function update(
  { database, organizations, sessions, audit }: FoundationDependencies,
  member: MemberPrincipal,
  change: OrganizationChange,
  actor: AuditActor,
): Promise<Organization> {
  const { orgId } = member;
  return database.asSystem({ routine: 'changing an organization' }, async (tx) => {
    const before = existing(await lockOrganization(tx, orgId));
    const wanted = { ...before, ...change };
    if (wanted.requiresSecondFactor !== before.requiresSecondFactor) assertMaySecure(member, wanted);
    if (wanted.slug !== before.slug && isReserved(wanted.slug)) throw organizationErrors.organization_slug_reserved();
    const after = await updateOrganization(tx, wanted);
    if (after === undefined) throw organizationErrors.organization_slug_taken();
    const entry = deed(orgId, actor, 'organization.update');
    await audit.append(tx, { ...entry, before: settingsOf(before), after: settingsOf(after) });
    organizations.forget(tx);
    sessions.forget(tx);
    return after;
  });
}

/** Whoever asks others for a second factor has one: nobody shuts themselves out. */
function assertMaySecure({ role, secondFactor }: MemberPrincipal, { requiresSecondFactor }: Organization): void {
  if (role !== 'owner') {
    throw commonErrors.permission_denied(undefined, {
      detail: 'Only owners decide whether a second factor is required.',
    });
  }
  if (requiresSecondFactor && !secondFactor) throw commonErrors.second_factor_required();
}

async function remove(
  { database, clock, organizations, sessions, audit, forgetKeys }: FoundationDependencies,
  { orgId, accountId }: MemberPrincipal,
  slug: string,
  actor: AuditActor,
): Promise<Date> {
  return database.asSystem('deleting an organization', async (tx) => {
    const organization = existing(await lockOrganization(tx, orgId));
    if (organization.slug !== slug) throw organizationErrors.slug_mismatch();
    const now = clock.now();
    await markDeleted(tx, orgId, now, accountId);
    await audit.append(tx, deed(orgId, actor, 'organization.delete'));
    organizations.forget(tx);
    forgetKeys(tx);
    sessions.forget(tx);
    return restorableUntil(now);
  });
}

async function restore(
  { database, organizations, sessions, audit }: FoundationDependencies,
  { accountId, sessionId }: SignedInPrincipal,
  { id, since }: { id: string; since: Date },
  actor: AuditActor,
): Promise<Me> {
  await database.asSystem('restoring an organization', async (tx) => {
    if ((await lockDeleted(tx, accountId, since, id)) === undefined) throw commonErrors.not_found();
    await markRestored(tx, id);
    await sessions.moveSession(tx, sessionId, id);
    await audit.append(tx, deed(id, actor, 'organization.restore'));
    organizations.forget(tx);
    sessions.forget(tx);
  });
  return sessions.me(sessionId);
}

function existing(organization: Organization | undefined): Organization {
  if (organization === undefined || organization.isSystem) throw commonErrors.not_found();
  return organization;
}

function restorableUntil(deletedAt: Date): Date {
  return new Date(deletedAt.getTime() + RESTORABLE_MS);
}

function settingsOf({ slug, name, defaultLocale, logoUrl, accent, requiresSecondFactor }: Organization) {
  const looks = { slug, name, default_locale: defaultLocale, logo_url: logoUrl, accent };
  return { ...looks, requires_second_factor: requiresSecondFactor };
}

function deed(orgId: string, actor: AuditActor, action: string) {
  return { ...actor, orgId, environment: null, action, resourceKind: 'organization', resourceId: orgId };
}
