import type pg from 'pg';
import { DatabaseRefusal } from './refusal.ts';

const OLDEST_SERVER = 150_000;

type RoleFacts = { role: string; rolsuper: boolean; rolbypassrls: boolean; owns: string[]; unprotected: string[] };

/**
 * Membership counts like ownership: a member may SET ROLE to the owner and stand above every policy.
 * A partition is a table of its own here: read directly, it obeys its own policies and not its parent's.
 */
const ROLE_FACTS = `
  select current_user as role, r.rolsuper, r.rolbypassrls,
    array(select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
            and pg_has_role(r.oid, c.relowner, 'MEMBER') order by 1) as owns,
    array(select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
            and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and a.attnum > 0
                        and not a.attisdropped)
            and has_table_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE')
            and not (c.relrowsecurity and c.relforcerowsecurity) order by 1) as unprotected
  from pg_roles r where r.rolname = current_user`;

/** Throws unless `client`, connected as the application role, is held by row-level security everywhere. */
export async function assertHeldByRowSecurity(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<RoleFacts>(ROLE_FACTS);
  const facts = rows[0];
  const why = facts === undefined ? 'has no entry in pg_roles' : reasonToRefuse(facts);
  if (why !== undefined) {
    throw new DatabaseRefusal(
      'role_bypasses_row_security',
      `The application role ${facts?.role ?? ''} ${why}: one tenant could read another's rows. Use a plain role.`,
      { role: facts?.role, why },
    );
  }
  if (facts !== undefined && facts.unprotected.length > 0) {
    throw new DatabaseRefusal(
      'row_security_missing',
      `Tables with org_id lack forced row-level security: ${facts.unprotected.join(', ')}.`,
      { tables: facts.unprotected },
    );
  }
}

export async function assertServerVersion(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ number: number; text: string }>(
    "select current_setting('server_version_num')::int as number, current_setting('server_version') as text",
  );
  refuseOldServer(rows[0]?.number ?? 0, rows[0]?.text ?? 'unknown');
}

/** `number` is PostgreSQL's own: 150004 for 15.4. */
export function refuseOldServer(number: number, version: string): void {
  if (number >= OLDEST_SERVER) return;
  throw new DatabaseRefusal('postgres_too_old', `PostgreSQL 15 or newer is needed; this is ${version}.`, { version });
}

function reasonToRefuse(facts: RoleFacts): string | undefined {
  if (facts.rolsuper) return 'is a superuser';
  if (facts.rolbypassrls) return 'has BYPASSRLS';
  if (facts.owns.length > 0) return `owns tables or is a member of their owner (${facts.owns.slice(0, 5).join(', ')})`;
  return undefined;
}
