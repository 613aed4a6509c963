import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/template-database.ts';
import { systemClock } from '../clock/index.ts';
import { type DatabaseOptions, migrate, openDatabase, silentLog } from './index.ts';
import { applicationUrl } from './roles.ts';
import { refuseOldServer } from './row-security.ts';

let db: TestDatabase;
let role: string;

beforeAll(async () => {
  db = await createTestDatabase();
  // Roles belong to the server that all test files share.
  role = `role_of_${new URL(db.ownerUrl).pathname.slice(1)}`;
});
afterEach(async () => {
  const existing = await db.asOwner('select 1 from pg_roles where rolname = $1', [role]);
  if (existing.length > 0) await db.asOwner(`DROP OWNED BY "${role}"; DROP ROLE "${role}"`);
});
afterAll(() => db.drop());

const BYPASSES = { code: 'role_bypasses_row_security' };

function roleUrl(): string {
  const url = new URL(db.ownerUrl);
  url.username = role;
  url.password = 'secret';
  return url.href;
}

async function open(options: Partial<DatabaseOptions>): Promise<void> {
  const database = await openDatabase({
    url: db.ownerUrl,
    poolSize: 1,
    log: silentLog,
    clock: systemClock,
    ...options,
  });
  await database.close();
}

test('a superuser is refused as application role', async () => {
  await expect(open({ appUrl: db.ownerUrl })).rejects.toMatchObject(BYPASSES);
});

test('a role with BYPASSRLS is refused', async () => {
  await db.asOwner(`CREATE ROLE "${role}" LOGIN BYPASSRLS PASSWORD 'secret'`);
  await db.asOwner(`SELECT admit_application_role('${role}')`);
  await expect(open({ appUrl: roleUrl() })).rejects.toMatchObject(BYPASSES);
});

test('a role that owns a table is refused', async () => {
  await db.asOwner(`CREATE ROLE "${role}" LOGIN PASSWORD 'secret'`);
  await db.asOwner(
    `SELECT admit_application_role('${role}'); CREATE TABLE own (id int); ALTER TABLE own OWNER TO "${role}"`,
  );
  await expect(open({ appUrl: roleUrl() })).rejects.toMatchObject(BYPASSES);
});

test("a member of the tables' owner is refused", async () => {
  await db.asOwner(`CREATE ROLE "${role}" LOGIN PASSWORD 'secret'; SELECT admit_application_role('${role}')`);
  await db.asOwner(`GRANT ${new URL(db.ownerUrl).username} TO "${role}"`);
  await expect(open({ appUrl: roleUrl() })).rejects.toMatchObject(BYPASSES);
});

test('a plain role made by hand is admitted by the migration run and accepted', async () => {
  await db.asOwner(`CREATE ROLE "${role}" LOGIN PASSWORD 'secret'`);
  await migrate(db.ownerUrl, { appUrl: roleUrl() });
  await expect(open({ appUrl: roleUrl() })).resolves.toBeUndefined();
});

test('a table with org_id and no forced row security is refused, by name', async () => {
  await db.asOwner('CREATE TABLE leaky (org_id uuid); ALTER TABLE leaky ENABLE ROW LEVEL SECURITY');
  await expect(open({})).rejects.toMatchObject({ code: 'row_security_missing', details: { tables: ['leaky'] } });
  await db.asOwner('ALTER TABLE leaky FORCE ROW LEVEL SECURITY');
  await open({});
});

test('PostgreSQL 14 is refused and 15 is not', () => {
  expect(() => refuseOldServer(140_019, '14.19')).toThrow(expect.objectContaining({ code: 'postgres_too_old' }));
  expect(() => refuseOldServer(150_000, '15.0')).not.toThrow();
});

test("the application role's password follows from the owner's, and is not it", () => {
  const url = new URL(applicationUrl('postgres://owner:secret@db.example:5432/stepwell?sslmode=verify-full'));
  expect(url.href).toMatch(/^postgres:\/\/stepwell_app:[\w-]{43}@db\.example:5432\/stepwell\?sslmode=verify-full$/);
  expect(url.href).toBe(applicationUrl('postgres://owner:secret@db.example:5432/stepwell?sslmode=verify-full'));
  expect(url.password).not.toBe(new URL(applicationUrl('postgres://owner:other@db.example/stepwell')).password);
});

test("without an owner's password the application role's address must be given", () => {
  expect(() => applicationUrl('postgres://owner@localhost/stepwell')).toThrow(
    expect.objectContaining({ code: 'app_url_required' }),
  );
  expect(applicationUrl('postgres://owner@localhost/x', 'postgres://app@localhost/x')).toBe(
    'postgres://app@localhost/x',
  );
});
