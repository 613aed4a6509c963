import type { Statement, SystemTx, TenantTx, Tx } from '../../../platform/database/index.ts';
import type { Connection } from './connection.ts';

const CONNECTION = `c.id, c.org_id as "orgId", c.kind, c.state, c.is_enforced as "isEnforced",
  c.default_role as "defaultRole", c.settings, c.sealed_secret as "sealedSecret", c.tested_at as "testedAt",
  c.updated_at as "updatedAt"`;
/** Of an organization that somebody can work in. */
const OPEN = `from single_sign_on_connections c
  join organizations o on o.id = c.org_id and o.deleted_at is null and o.suspended_at is null`;

const OF_ORGANIZATION: Statement = {
  name: 'single_sign_on_of_organization',
  text: `select ${CONNECTION} from single_sign_on_connections c where c.org_id = $1`,
};
const LOCK_OF_ORGANIZATION: Statement = {
  name: 'single_sign_on_lock_of_organization',
  text: `select ${CONNECTION} from single_sign_on_connections c where c.org_id = $1 for update`,
};
const BY_ID: Statement = {
  name: 'single_sign_on_by_id',
  text: `select ${CONNECTION} ${OPEN} where c.id = $1`,
};
const LOCK_BY_ID: Statement = {
  name: 'single_sign_on_lock_by_id',
  text: `select ${CONNECTION} ${OPEN} where c.id = $1 for update of c`,
};
/** A connection has its organization's id, unless it is older than that rule. */
const IS_ADDRESS: Statement = {
  name: 'single_sign_on_is_address',
  text: `select o.id from organizations o where o.id = $1 and o.deleted_at is null and o.suspended_at is null
         union all select c.id ${OPEN} where c.id = $1`,
};
const BY_DOMAIN: Statement = {
  name: 'single_sign_on_by_domain',
  text: `select ${CONNECTION} ${OPEN}
         join organization_domains d on d.org_id = c.org_id and d.verified_at is not null
         where d.domain = $1`,
};
const BY_SLUG: Statement = {
  name: 'single_sign_on_by_slug',
  text: `select ${CONNECTION} ${OPEN} where o.slug = $1`,
};
const SLUG: Statement = {
  name: 'single_sign_on_slug',
  text: `select slug from organizations where id = $1`,
};

const DOMAIN = `id, domain, verified_at as "verifiedAt"`;
const DOMAINS: Statement = {
  name: 'organization_domains_list',
  text: `select ${DOMAIN} from organization_domains where org_id = $1 order by domain`,
};
const DOMAIN_BY_ID: Statement = {
  name: 'organization_domains_by_id',
  text: `select ${DOMAIN} from organization_domains where org_id = $1 and id = $2`,
};
const OWNS_DOMAIN: Statement = {
  name: 'organization_domains_owns',
  text: `select id from organization_domains where org_id = $1 and domain = $2 and verified_at is not null`,
};
const DOMAIN_OWNER: Statement = {
  name: 'organization_domains_owner',
  text: `select org_id as "orgId" from organization_domains where domain = $1 and verified_at is not null`,
};

const LINKED: Statement = {
  name: 'single_sign_on_linked_account',
  text: `select account_id as "accountId" from connected_accounts where provider = $1 and subject = $2`,
};
const REQUIRED: Statement = {
  name: 'single_sign_on_required',
  text: `select c.org_id as "orgId" ${OPEN}
         join members m on m.org_id = c.org_id and m.role <> 'owner'
         join accounts a on a.id = m.account_id
         join organization_domains d on d.org_id = c.org_id and d.verified_at is not null
           and d.domain = lower(substring(a.email from '[^@]*$'))
         where c.is_enforced and c.state = 'active' and a.id = $1 limit 1`,
};

/** Members whom requiring it concerns, and whether they have ever come by way of this connection. */
const CONCERNED: Statement = {
  name: 'single_sign_on_concerned',
  text: `select a.id, exists (select from connected_accounts l where l.account_id = a.id and l.provider = $2) as "isLinked"
         from members m join accounts a on a.id = m.account_id
         join organization_domains d on d.org_id = m.org_id and d.verified_at is not null
           and d.domain = lower(substring(a.email from '[^@]*$'))
         where m.org_id = $1 and m.role <> 'owner'`,
};

export type Domain = { readonly id: string; readonly domain: string; readonly verifiedAt: Date | null };

export async function connectionOf(tx: TenantTx): Promise<Connection | undefined> {
  return (await tx.run<Connection>(OF_ORGANIZATION, [tx.orgId]))[0];
}

/** Held until the end: what depends on its state and its domains is decided one after the other. */
export async function lockConnectionOf(tx: Tx, orgId: string): Promise<Connection | undefined> {
  return (await tx.run<Connection>(LOCK_OF_ORGANIZATION, [orgId]))[0];
}

export async function connectionById(tx: SystemTx, id: string): Promise<Connection | undefined> {
  return (await tx.run<Connection>(BY_ID, [id]))[0];
}

/** Whether identity providers may be told of us under this id. */
export async function isAddress(tx: SystemTx, id: string): Promise<boolean> {
  return (await tx.run(IS_ADDRESS, [id])).length > 0;
}

export async function lockConnection(tx: SystemTx, id: string): Promise<Connection | undefined> {
  return (await tx.run<Connection>(LOCK_BY_ID, [id]))[0];
}

export async function connectionOfDomain(tx: SystemTx, domain: string): Promise<Connection | undefined> {
  return (await tx.run<Connection>(BY_DOMAIN, [domain]))[0];
}

export async function connectionOfSlug(tx: SystemTx, slug: string): Promise<Connection | undefined> {
  return (await tx.run<Connection>(BY_SLUG, [slug]))[0];
}

/** What sign-in pages call an organization. */
export async function slugOf(tx: SystemTx, orgId: string): Promise<string | undefined> {
  return (await tx.run<{ slug: string }>(SLUG, [orgId]))[0]?.slug;
}

export function domainsOf(tx: Tx, orgId: string): Promise<Domain[]> {
  return tx.run<Domain>(DOMAINS, [orgId]);
}

export async function domainById(tx: TenantTx, id: string): Promise<Domain | undefined> {
  return (await tx.run<Domain>(DOMAIN_BY_ID, [tx.orgId, id]))[0];
}

export async function ownsDomain(tx: Tx, orgId: string, domain: string): Promise<boolean> {
  return (await tx.run(OWNS_DOMAIN, [orgId, domain])).length > 0;
}

/** The organization that has verified it. */
export async function ownerOfDomain(tx: SystemTx, domain: string): Promise<string | undefined> {
  return (await tx.run<{ orgId: string }>(DOMAIN_OWNER, [domain]))[0]?.orgId;
}

export async function linkedAccount(tx: SystemTx, provider: string, subject: string): Promise<string | undefined> {
  return (await tx.run<{ accountId: string }>(LINKED, [provider, subject]))[0]?.accountId;
}

/** The organization that lets the account sign in no other way. */
export async function organizationRequiring(tx: SystemTx, accountId: string): Promise<string | undefined> {
  return (await tx.run<{ orgId: string }>(REQUIRED, [accountId]))[0]?.orgId;
}

export type Concerned = { readonly id: string; readonly isLinked: boolean };

export function concernedMembers(tx: SystemTx, orgId: string, linkProvider: string): Promise<Concerned[]> {
  return tx.run<Concerned>(CONCERNED, [orgId, linkProvider]);
}
