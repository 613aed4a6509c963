import { createHmac } from 'node:crypto';
import pg from 'pg';
import { DatabaseRefusal } from './refusal.ts';
import { scramVerifier } from './scram.ts';

const DEFAULT_APPLICATION_ROLE = 'stepwell_app';

/** The application role cannot hold a lock or a transaction for long, wherever the connection comes from. */
const ROLE_SETTINGS = [
  "statement_timeout = '60s'",
  "idle_in_transaction_session_timeout = '60s'",
  "lock_timeout = '15s'",
  'jit = off',
];
const NOT_PERMITTED = '42501';
const LOGIN_REFUSED = new Set(['28P01', '28000']);
/** Roles belong to the whole cluster, out of reach of a database's advisory locks: parallel starts can collide. */
const COLLISIONS = new Set(['23505', '42710', 'XX000', '40001']);
const COLLISION_ATTEMPTS = 20;

/**
 * The address of the application role. Given one, it is used as it is. Otherwise the password is derived from the
 * owner's, so that every node that shares a DATABASE_URL arrives at the same one without storing a second secret.
 */
export function applicationUrl(ownerUrl: string, appUrl?: string): string {
  if (appUrl !== undefined) return appUrl;
  const url = new URL(ownerUrl);
  if (url.password === '') {
    throw new DatabaseRefusal('app_url_required', 'DATABASE_URL has no password: set DATABASE_APP_URL as well.');
  }
  const secret = decodeURIComponent(url.password);
  url.username = DEFAULT_APPLICATION_ROLE;
  url.password = createHmac('sha256', secret).update('stepwell application role').digest('base64url');
  return url.href;
}

export function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}

/** Makes the application role, or sets its password, when it cannot sign in yet. Only for a derived address. */
export async function ensureApplicationRole(owner: pg.Client, appUrl: string): Promise<void> {
  const role = pg.escapeIdentifier(roleOf(appUrl));
  const verifier = pg.escapeLiteral(scramVerifier(decodeURIComponent(new URL(appUrl).password)));
  for (let attempt = 1; !(await roleReady(owner, appUrl)); attempt += 1) {
    try {
      await createOrAlterRole(owner, roleOf(appUrl), role, verifier);
      return;
    } catch (error) {
      if (pgCode(error) === NOT_PERMITTED) throw mayNotMakeRoles(error);
      if (attempt >= COLLISION_ATTEMPTS || !COLLISIONS.has(pgCode(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * attempt));
    }
  }
}

async function createOrAlterRole(owner: pg.Client, name: string, role: string, verifier: string): Promise<void> {
  const { rows } = await owner.query('select 1 from pg_roles where rolname = $1', [name]);
  const settings = ROLE_SETTINGS.map((setting) => `ALTER ROLE ${role} SET ${setting};`).join(' ');
  // An owner that is no superuser may not touch attributes such as SUPERUSER, not even to switch them off.
  const statement =
    rows.length === 0
      ? `CREATE ROLE ${role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD ${verifier}`
      : `ALTER ROLE ${role} LOGIN PASSWORD ${verifier}`;
  try {
    await owner.query(`BEGIN; ${statement}; ${settings} COMMIT;`);
  } catch (error) {
    await owner.query('ROLLBACK');
    throw error;
  }
}

/** Before the first migration the role has no right on the database's schema; signing in is all that is asked. */
async function roleReady(owner: pg.Client, appUrl: string): Promise<boolean> {
  const { rows } = await owner.query('select 1 from pg_roles where rolname = $1', [roleOf(appUrl)]);
  if (rows.length === 0) return false;
  const probe = new pg.Client({ connectionString: appUrl });
  try {
    await probe.connect();
    return true;
  } catch (error) {
    if (LOGIN_REFUSED.has(pgCode(error))) return false;
    throw error;
  } finally {
    await probe.end();
  }
}

function mayNotMakeRoles(cause: unknown): DatabaseRefusal {
  const message =
    'The owner in DATABASE_URL may not create roles. Create a plain role that can sign in, and set DATABASE_APP_URL.';
  return new DatabaseRefusal('app_url_required', message, {}, cause);
}

export function pgCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
