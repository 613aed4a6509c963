import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_FLOW } from '../testing/flow-definitions.ts';
import { startServerProcess } from '../testing/server-process.ts';
import { createTestDatabase, type TestDatabase } from '../testing/template-database.ts';

const CLI = fileURLToPath(new URL('./cli.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'stepwell-cli-'));
let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

type Run = { readonly code: number; readonly out: string; readonly err: string };

function run(args: readonly string[], environment: Record<string, string> = {}): Promise<Run> {
  const env = { PATH: '/usr/bin:/bin', DATA_DIR: folder, DATABASE_URL: test.ownerUrl, ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args], { env, timeout: 60_000 }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err });
    });
  });
}

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('stepwell', () => {
  it('helps, and ends with 2 or 1 when it is used wrongly', async () => {
    expect((await run(['--help'])).out).toContain('flow');
    const wrong = await run(['dance']);
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain("unknown command 'dance'");
  });

  it('lists every mistake of the configuration and ends with 78', async () => {
    const { code, err } = await run(['serve'], { PORT: '99999', LOG_LEVEL: 'loud' });
    expect(code).toBe(78);
    expect(err).toContain('configuration_invalid');
    expect(err).toContain('PORT:');
    expect(err).toContain('LOG_LEVEL:');
  });

  it('says which port is taken', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const address = blocker.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { code, err } = await run(['serve', '--no-web'], { PORT: String(port) });
    blocker.close();
    expect(code).toBe(1);
    expect(err).toContain(`port_in_use: Port ${port} is taken`);
  });

  it('refuses a database that is newer than the code', async () => {
    await test.asOwner(
      `insert into schema_migrations (version, name, checksum, applied_at) values (9999, 'future', 'x', now())`,
    );
    const { code, err } = await run(['migrate']);
    await test.asOwner('delete from schema_migrations where version = 9999');
    expect(code).toBe(1);
    expect(err).toContain('database_newer_than_code');
  });

  it('says whether anything is pending', async () => {
    expect((await run(['migrate', '--dry-run'])).out).toContain('Nothing is pending.');
  });

  it('passes a good flow and names the path of a cycle', async () => {
    const good = await run(['flow', 'validate', file('good.json', SAMPLE_FLOW)]);
    expect(good).toMatchObject({ code: 0 });
    expect(good.out).toContain('fit to be published');
    const steps = SAMPLE_FLOW.steps.map((step) => (step.key === 'welcome' ? { ...step, requires: ['payout'] } : step));
    const cyclic = await run(['flow', 'validate', file('cyclic.json', { ...SAMPLE_FLOW, steps })]);
    expect(cyclic.code).toBe(1);
    expect(cyclic.out).toMatch(
      /welcome → payout → profile → welcome|payout → profile → welcome → payout|profile → welcome → payout → profile/,
    );
    expect((await run(['flow', 'validate', file('broken.json', '{')])).err).toContain('flow_malformed');
  });
});

describe('stepwell operator', () => {
  const addAccount = (id: string, email: string) =>
    test.asOwner('insert into accounts (id, email, name, created_at) values ($1, $2, $3, now())', [id, email, 'Ada']);

  it('makes the first operator, says what is missing, lists them and ends their work', {
    timeout: 90_000,
  }, async () => {
    const [ada, id] = ['ada@stepwell.example', '01900000-0000-7000-8000-00000000ada1'];
    expect((await run(['operator', 'list'])).out).toContain('Nobody is an operator yet');
    const unknown = await run(['operator', 'grant', ada]);
    expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('Nobody has signed up with')]);
    await addAccount(id, ada);
    const made = await run(['operator', 'grant', 'Ada@stepwell.example']);
    expect(made.out).toContain('is now a super admin');
    expect(made.out).toMatch(/confirm the address.*\n.*set up an authenticator app or a passkey/);
    expect((await run(['operator', 'list'])).out).toMatch(/super_admin {2}ada@.* \(unverified, no second factor yet\)/);

    await test.asOwner(
      `insert into totp_secrets (account_id, sealed, created_at, confirmed_at) values ($1, 'x', now(), now())`,
      [id],
    );
    await test.asOwner('update accounts set email_verified_at = now() where id = $1', [id]);
    expect((await run(['operator', 'grant', ada, '--role', 'admin'])).out).toContain('open /admin');
    expect((await run(['operator', 'list'])).out).toBe('admin        ada@stepwell.example  Ada\n');
    const revoked = await run(['operator', 'revoke', ada]);
    expect(revoked.out).toContain('is no operator any more.');
    expect(revoked.out).toContain('There is no super admin now');
    expect((await run(['operator', 'revoke', ada])).out).toContain('was no operator');
    const entries = await test.asOwner(
      `select actor_kind, after from audit_entries where action = 'operator.set_role' and resource_id = $1 order by id`,
      [id],
    );
    expect(entries.map(({ after }: { after?: unknown }) => after)).toEqual(
      ['super_admin', 'admin', null].map((role) => ({ operator_role: role })),
    );
    await test.asOwner(`update accounts set suspended_at = now() where id = $1`, [id]);
    expect((await run(['operator', 'grant', ada])).err).toContain('user_state_refused');
  });
});

describe('stepwell terms', () => {
  it('puts a version in force once, and says what follows for members', { timeout: 90_000 }, async () => {
    const [en, fr] = [file('en.md', '# New terms\n\nBe kind.\n'), file('fr.md', '# Conditions\n\nSoyez aimables.\n')];
    const publish = (version: string, ...more: string[]) =>
      run(['terms', 'publish', version, '--en', en, '--fr', fr, ...more]);
    expect((await publish('2027-01')).out).toBe(
      'Terms 2027-01 is in force. Everybody is asked to accept it before they go on.\n',
    );
    const again = await publish('2027-01');
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('a published version never changes')]);
    expect((await publish('1.1', '--kind', 'privacy', '--minor')).out).toContain('Nobody has to accept it anew.');
    const untitled = await run(['terms', 'publish', '2027-02', '--en', en, '--fr', file('no.md', 'Soyez aimables.')]);
    expect([untitled.code, untitled.err]).toEqual([1, expect.stringContaining('begins with no title')]);
    const rows = await test.asOwner(
      `select kind, version, is_major, texts #>> '{fr,title}' as title, texts #>> '{en,body}' as body
       from legal_documents where version in ('2027-01', '2027-02', '1.1') order by kind`,
    );
    expect(rows).toEqual([
      { kind: 'privacy', version: '1.1', is_major: false, title: 'Conditions', body: 'Be kind.' },
      { kind: 'terms', version: '2027-01', is_major: true, title: 'Conditions', body: 'Be kind.' },
    ]);
  });
});

describe('stepwell serve and import', () => {
  const columns = 'person,what,when';
  const mapping = { format: 'csv', participant: 'person', event: 'what', at: 'when' };

  it('starts, takes a file in beside the running server, and stops cleanly', { timeout: 90_000 }, async () => {
    const server = await startServerProcess(test.ownerUrl, { DATA_DIR: folder });
    const ready = await fetch(`${server.url}/ready`);
    expect(ready.status).toBe(200);
    const args = (path: string) => [
      'import',
      path,
      '--organization',
      'northwind',
      '--mapping',
      file('mapping.json', mapping),
    ];
    const good = file('good.csv', `${columns}\nada,signed up,2026-01-05T10:00:00Z\nada,paid,2026-01-06T10:00:00Z\n`);
    expect((await run(args(good))).out).toContain('2: 2 added, 0 already there');
    expect((await run(args(good))).out).toContain('Nothing was added.');
    const bad = file(
      'bad.csv',
      `${columns}\nada,signed up,yesterday\n,paid,2026-01-06T10:00:00Z\ngrace,paid,2026-01-07T10:00:00Z\n`,
    );
    const refused = await run(args(bad));
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('import_rows_invalid');
    expect(refused.err).toMatch(/line 2, when: .*\n.*line 3, person:/);
    expect((await run([...args(bad), '--skip-invalid'])).out).toContain('3, 2 skipped');
    expect(
      (await run(['import', good, '--organization', 'nobody', '--mapping', file('mapping.json', mapping)])).err,
    ).toContain('not_found');
    expect(await server.stop()).toBe(0);
    expect(await fetch(server.url).catch(() => 'gone')).toBe('gone');
  });
});
