import type { Database, Statement, SystemTx } from '../../../platform/database/index.ts';
import type { Organization } from './organization.ts';

const COLUMNS = `id, slug, name, logo_url as "logoUrl", accent, default_locale as "defaultLocale",
  is_system as "isSystem", created_at as "createdAt"`;

const BY_ID: Statement = {
  name: 'organizations_by_id',
  text: `select ${COLUMNS} from organizations where id = $1`,
};
const BY_SLUG: Statement = {
  name: 'organizations_by_slug',
  text: `select ${COLUMNS} from organizations where slug = $1`,
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

/** Undefined when the slug is taken. */
export async function insert(tx: SystemTx, organization: Organization): Promise<Organization | undefined> {
  const { id, slug, name, logoUrl, accent, defaultLocale, isSystem, createdAt } = organization;
  const values = [id, slug, name, logoUrl, accent, defaultLocale, isSystem, createdAt];
  return (await tx.run<Organization>(INSERT, values))[0];
}
