import type { Clock } from '../../../platform/clock/index.ts';
import type { Database, SystemTx, Tx } from '../../../platform/database/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import type { Accounts } from '../accounts/index.ts';
import type { AuditActor } from '../callers/index.ts';
import type { Members } from '../members/index.ts';
import type { Sessions } from '../sessions/index.ts';

export type DirectoryDependencies = {
  readonly database: Pick<Database, 'asTenant' | 'asSystem' | 'hotSystemStatement' | 'listen'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly audit: AuditWriter;
  readonly publicUrl: string;
  readonly accounts: Pick<Accounts, 'accountByEmail' | 'accountById' | 'createAccount' | 'addMember' | 'claimByProof'>;
  readonly members: Pick<Members, 'roleIn' | 'changeRoleByDirectory' | 'dismissByDirectory'>;
  readonly sessions: Pick<Sessions, 'forget'>;
  readonly domains: {
    /** Domains that the organization has proved to be its own, in small letters. */
    verifiedOf(tx: Tx, orgId: string): Promise<readonly string[]>;
  };
};

/**
 * What one organization may send: 50,000 users, 5,000 groups of 10,000 members each, 50 values of one attribute, texts of 1,000
 * characters, and 1,000 operations in one PATCH.
 */
export const MAX_USERS = 50_000;
export const MAX_GROUPS = 5_000;

type Deed = {
  readonly orgId: string;
  readonly actor: AuditActor;
  readonly action: string;
  readonly resourceKind: 'directory' | 'directory_user' | 'directory_group' | 'member';
  readonly resourceId: string;
  readonly after?: { readonly [key: string]: string | number | boolean | null };
};

export async function record({ audit }: DirectoryDependencies, tx: Tx, deed: Deed): Promise<void> {
  const { actor, ...what } = deed;
  await audit.append(tx, { ...actor, ...what, environment: null });
}

/** One write of a directory: one transaction across account and organization. */
export function writing<T>({ database }: DirectoryDependencies, work: (tx: SystemTx) => Promise<T>): Promise<T> {
  return database.asSystem({ routine: 'provisioning by a directory' }, work);
}

export function baseUrlOf({ publicUrl }: Pick<DirectoryDependencies, 'publicUrl'>): string {
  return `${publicUrl.replace(/\/$/, '')}/scim/v2`;
}
