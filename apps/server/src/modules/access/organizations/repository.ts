import type { Database, Statement, SystemTx } from '../../../platform/database/index.ts';
import type { Organization } from './organization.ts';

const COLUMNS = `id, slug, name, logo_url as "logoUrl", accent, default_locale as "defaultLocale",
  requires_second_factor as "requiresSecondFactor", is_system as "isSystem", created_at as "createdAt"`;

/** Nobody meets one that is deleted or suspended. */
const IS_OPEN = 'deleted_at is null and suspended_at is null';

const BY_ID: Statement = {
  name: 'organizations_by_id',
  text: `select ${COLUMNS} from organizations where id = $1 and ${IS_OPEN}`,
};
const BY_SLUG: Statement = {
  name: 'organizations_by_slug',
  text: `select ${COLUMNS} from organizations where slug = $1 and ${IS_OPEN}`,
};
const SYSTEM: Statement = {
  name: 'organizations_system',
  text: `select ${COLUMNS} from organizations where is_system`,
};
const INSERT: Statement = {
  name: 'organizations_insert',
  text: `insert into organizations (id, slug, name, logo_url, accent, default_locale, is_system, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (slug) do nothing returning ${COLUMNS}`,
};

const SLUG_EXISTS: Statement = {
  name: 'organizations_slug_exists',
  text: `select id from organizations where slug = $1`,
};
/** Two foundings by one account at once would each count without the other: they take turns. */
const FOUNDING_TURN: Statement = {
  name: 'organizations_founding_turn',
  text: `select pg_advisory_xact_lock(hashtextextended('organizations of ' || $1, 0))`,
};
const COUNT_OWNED: Statement = {
  name: 'organizations_count_owned',
  text: `select count(*)::int as count from members m join organizations o on o.id = m.org_id and o.deleted_at is null
         where m.account_id = $1 and m.role = 'owner'`,
};
const LOCK: Statement = {
  name: 'organizations_lock',
  text: `select ${COLUMNS} from organizations where id = $1 and ${IS_OPEN} for update`,
};
const UPDATE: Statement = {
  name: 'organizations_update',
  text: `update organizations set name = $2, slug = $3, default_locale = $4, logo_url = $5, accent = $6,
           requires_second_factor = $7
         where id = $1 and not exists (select from organizations other where other.slug = $3 and other.id <> $1)
         returning ${COLUMNS}`,
};
const DELETE: Statement = {
  name: 'organizations_delete',
  text: `update organizations set deleted_at = $2, deleted_by = $3 where id = $1`,
};
const DELETED_BY_OWNER = `from organizations o join members m on m.org_id = o.id and m.role = 'owner'
  where m.account_id = $1 and o.deleted_at > $2 and o.suspended_at is null`;
const DELETED: Statement = {
  name: 'organizations_deleted',
  text: `select o.id, o.slug, o.name, o.deleted_at as "deletedAt" ${DELETED_BY_OWNER}
         order by o.deleted_at desc, o.id limit 100`,
};
const LOCK_DELETED: Statement = {
  name: 'organizations_lock_deleted',
  text: `select o.id, o.slug, o.name, o.deleted_at as "deletedAt" ${DELETED_BY_OWNER} and o.id = $3 for update of o`,
};
const RESTORE: Statement = {
  name: 'organizations_restore',
  text: `update organizations set deleted_at = null, deleted_by = null where id = $1`,
};

const LOCK_ANY: Statement = {
  name: 'organizations_lock_any',
  text: `select id, deleted_at as "deletedAt", suspended_at as "suspendedAt" from organizations
         where id = $1 and not is_system for update`,
};
const SUSPEND: Statement = {
  name: 'organizations_suspend',
  text: `update organizations set suspended_at = $2, suspended_by = $3, suspended_reason = $4 where id = $1`,
};
const UNSUSPEND: Statement = {
  name: 'organizations_unsuspend',
  text: `update organizations set suspended_at = null, suspended_by = null, suspended_reason = null where id = $1`,
};

const WHOSE = { routine: 'finding an organization' } as const;

type Reader = Pick<Database, 'hotSystemStatement'>;

export async function findById(database: Reader, id: string): Promise<Organization | undefined> {
  return (await database.hotSystemStatement<Organization>(WHOSE, BY_ID, [id]))[0];
}

export async function findBySlug(database: Reader, slug: string): Promise<Organization | undefined> {
  return (await database.hotSystemStatement<Organization>(WHOSE, BY_SLUG, [slug]))[0];
}

export async function findSystem(database: Reader): Promise<Organization | undefined> {
  return (await database.hotSystemStatement<Organization>(WHOSE, SYSTEM))[0];
}

/** The installation's own organization, which every migrated and started installation has. */
export async function systemId(tx: SystemTx): Promise<string> {
  const [system] = await tx.run<Organization>(SYSTEM);
  if (system === undefined) throw new Error('the installation has no organization of its own');
  return system.id;
}

/** Undefined when the slug is taken. */
export async function insert(
  tx: SystemTx,
  organization: Omit<Organization, 'requiresSecondFactor'>,
): Promise<Organization | undefined> {
  const { id, slug, name, logoUrl, accent, defaultLocale, isSystem, createdAt } = organization;
  const values = [id, slug, name, logoUrl, accent, defaultLocale, isSystem, createdAt];
  return (await tx.run<Organization>(INSERT, values))[0];
}

/** Whether any organization, deleted ones included, has it. */
export async function slugExists(tx: SystemTx, slug: string): Promise<boolean> {
  return (await tx.run(SLUG_EXISTS, [slug])).length > 0;
}

/** Holds other foundings by the account off until the transaction ends. */
export async function countOwnedInTurn(tx: SystemTx, accountId: string): Promise<number> {
  await tx.run(FOUNDING_TURN, [accountId]);
  return (await tx.run<{ count: number }>(COUNT_OWNED, [accountId]))[0]?.count ?? 0;
}

export async function lockOrganization(tx: SystemTx, id: string): Promise<Organization | undefined> {
  return (await tx.run<Organization>(LOCK, [id]))[0];
}

/** Undefined when the slug is taken. */
export async function updateOrganization(tx: SystemTx, organization: Organization): Promise<Organization | undefined> {
  const { id, name, slug, defaultLocale, logoUrl, accent, requiresSecondFactor } = organization;
  const values = [id, name, slug, defaultLocale, logoUrl, accent, requiresSecondFactor];
  return (await tx.run<Organization>(UPDATE, values))[0];
}

export async function markDeleted(tx: SystemTx, id: string, at: Date, by: string): Promise<void> {
  await tx.run(DELETE, [id, at, by]);
}

export type DeletedOrganization = Pick<Organization, 'id' | 'slug' | 'name'> & { readonly deletedAt: Date };

/** Those the account owns that were deleted after `since`. */
export function listDeleted(tx: SystemTx, accountId: string, since: Date): Promise<DeletedOrganization[]> {
  return tx.run<DeletedOrganization>(DELETED, [accountId, since]);
}

export async function lockDeleted(
  tx: SystemTx,
  accountId: string,
  since: Date,
  id: string,
): Promise<DeletedOrganization | undefined> {
  return (await tx.run<DeletedOrganization>(LOCK_DELETED, [accountId, since, id]))[0];
}

export async function markRestored(tx: SystemTx, id: string): Promise<void> {
  await tx.run(RESTORE, [id]);
}

export type LockedOrganization = {
  readonly id: string;
  readonly deletedAt: Date | null;
  readonly suspendedAt: Date | null;
};

/** Also one that is deleted or suspended; never the installation's own. */
export async function lockAny(tx: SystemTx, id: string): Promise<LockedOrganization | undefined> {
  return (await tx.run<LockedOrganization>(LOCK_ANY, [id]))[0];
}

export async function markSuspended(
  tx: SystemTx,
  id: string,
  { at, by, reason }: { at: Date; by: string; reason: string },
): Promise<void> {
  await tx.run(SUSPEND, [id, at, by, reason]);
}

export async function clearSuspension(tx: SystemTx, id: string): Promise<void> {
  await tx.run(UNSUSPEND, [id]);
}
