import type { Statement, SystemTx, TenantTx, Tx } from '../../../platform/database/index.ts';
import type { Connection } from './connection.ts';

const SAVE: Statement = {
  name: 'single_sign_on_save',
  text: `insert into single_sign_on_connections as c
           (id, org_id, kind, state, is_enforced, default_role, settings, sealed_secret, tested_at, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
         on conflict (org_id) do update set kind = $3, state = $4, is_enforced = $5, default_role = $6, settings = $7,
           sealed_secret = $8, tested_at = $9, updated_at = $10`,
};
const SET_STATE: Statement = {
  name: 'single_sign_on_set_state',
  text: `update single_sign_on_connections set state = $2, is_enforced = $3, updated_at = $4 where org_id = $1`,
};
const MARK_TESTED: Statement = {
  name: 'single_sign_on_mark_tested',
  text: `update single_sign_on_connections set tested_at = $2 where id = $1`,
};
const DELETE: Statement = {
  name: 'single_sign_on_delete',
  text: `delete from single_sign_on_connections where org_id = $1`,
};

/** Two who add a domain at once would each count without the other: they take turns. */
const DOMAINS_TURN: Statement = {
  name: 'organization_domains_turn',
  text: `select pg_advisory_xact_lock(hashtextextended('domains of ' || $1, 0))`,
};
const INSERT_DOMAIN: Statement = {
  name: 'organization_domains_insert',
  text: `insert into organization_domains (id, org_id, domain, created_at) values ($1, $2, $3, $4)`,
};
const VERIFY_DOMAIN: Statement = {
  name: 'organization_domains_verify',
  text: `update organization_domains set verified_at = coalesce(verified_at, $3) where org_id = $1 and id = $2
         returning id`,
};
const DELETE_DOMAIN: Statement = {
  name: 'organization_domains_delete',
  text: `delete from organization_domains where org_id = $1 and id = $2`,
};

const LINK: Statement = {
  name: 'single_sign_on_link',
  text: `insert into connected_accounts (id, account_id, provider, subject, email, connected_at, last_used_at)
         values ($1, $2, $3, $4, $5, $6, $6)
         on conflict (provider, subject) do update set email = $5, last_used_at = $6`,
};
const UNLINK_ALL: Statement = {
  name: 'single_sign_on_unlink_all',
  text: `delete from connected_accounts where provider = $1`,
};

const UNIQUE_VIOLATION = '23505';

export async function saveConnection(tx: SystemTx, connection: Connection): Promise<void> {
  const { id, orgId, kind, state, isEnforced, defaultRole, settings, sealedSecret, testedAt, updatedAt } = connection;
  const values = [id, orgId, kind, state, isEnforced, defaultRole, settings, sealedSecret, testedAt, updatedAt];
  await tx.run(SAVE, values);
}

export async function setState(
  tx: SystemTx,
  { orgId, state, isEnforced }: Pick<Connection, 'orgId' | 'state' | 'isEnforced'>,
  at: Date,
): Promise<void> {
  await tx.run(SET_STATE, [orgId, state, isEnforced, at]);
}

export async function markTested(tx: SystemTx, id: string, at: Date): Promise<void> {
  await tx.run(MARK_TESTED, [id, at]);
}

export async function deleteConnection(tx: SystemTx, orgId: string): Promise<void> {
  await tx.run(DELETE, [orgId]);
}

/** Holds others who add a domain off until the transaction ends. */
export async function takeDomainsTurn(tx: Tx, orgId: string): Promise<void> {
  await tx.run(DOMAINS_TURN, [orgId]);
}

export async function insertDomain(
  tx: SystemTx,
  { id, orgId, domain, at }: { id: string; orgId: string; domain: string; at: Date },
): Promise<void> {
  await tx.run(INSERT_DOMAIN, [id, orgId, domain, at]);
}

/** `taken` when another organization has it; the transaction is of no more use then. `gone` when it was removed meanwhile. */
export async function markVerified(tx: TenantTx, id: string, at: Date): Promise<'verified' | 'taken' | 'gone'> {
  try {
    return (await tx.run(VERIFY_DOMAIN, [tx.orgId, id, at])).length > 0 ? 'verified' : 'gone';
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION) return 'taken';
    throw error;
  }
}

export async function deleteDomain(tx: TenantTx, id: string): Promise<void> {
  await tx.run(DELETE_DOMAIN, [tx.orgId, id]);
}

export type Link = {
  readonly id: string;
  readonly accountId: string;
  readonly provider: string;
  readonly subject: string;
  readonly email: string;
};

/** Links an account to somebody at the identity provider, or notes that the link was used. */
export async function saveLink(
  tx: SystemTx,
  { id, accountId, provider, subject, email }: Link,
  at: Date,
): Promise<void> {
  await tx.run(LINK, [id, accountId, provider, subject, email, at]);
}

/** Another identity provider may call somebody else by the same name. */
export async function forgetLinks(tx: SystemTx, provider: string): Promise<void> {
  await tx.run(UNLINK_ALL, [provider]);
}
