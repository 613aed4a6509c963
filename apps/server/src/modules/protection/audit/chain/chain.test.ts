import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, type FixedClock } from '../../../../platform/clock/index.ts';
import { createKeyring } from '../../../../platform/crypto/index.ts';
import { silentLog } from '../../../../platform/database/index.ts';
import { sequentialIds } from '../../../../platform/ids/index.ts';
import { createTestDatabase, type TestDatabase } from '../../../../testing/template-database.ts';
import { type AuditLog, createAuditLog, createAuditWriter } from '../index.ts';

const HOUR_MS = 3_600_000;
const KEY = Buffer.alloc(32, 9);
const ids = sequentialIds();
let clock: FixedClock;
let test: TestDatabase;
let log: AuditLog;
let orgId: string;

beforeAll(async () => {
  clock = fixedClock('2026-03-02T09:00:00.000Z');
  test = await createTestDatabase({ clock });
  log = auditLog(KEY);
});
afterAll(() => test.drop());
beforeEach(() => {
  orgId = ids.next();
});

function auditLog(key: Buffer): AuditLog {
  return createAuditLog({ database: test.database, clock, log: silentLog, keyring: createKeyring(key) });
}

async function write(count: number, org = orgId): Promise<string[]> {
  const writer = createAuditWriter({ clock, ids });
  await test.database.asTenant(org, async (tx) => {
    for (let index = 0; index < count; index += 1) {
      await writer.append(tx, {
        orgId: org,
        environment: 'live',
        actorKind: 'system',
        actorId: null,
        action: 'note.write',
        resourceKind: 'note',
        resourceId: `note ${index}`,
        before: { text: 'was' },
        after: { text: 'is', n: index },
        ip: '192.0.2.1',
        userAgent: 'Tests/1.0',
        correlationId: 'correlation',
      });
    }
  });
  const rows = await test.asOwner('select id from audit_entries where org_id = $1 order by id', [org]);
  return rows.map((row) => (row as { id: string }).id);
}

async function chained(count: number): Promise<string[]> {
  const written = await write(count);
  await log.chainEntries();
  return written;
}

/** Past the triggers, as somebody with the owner's rights could. */
async function tamper(text: string, values: readonly unknown[]): Promise<void> {
  const triggers = (verb: string) =>
    Promise.all(
      ['audit_entries', 'audit_chain'].map((table) => test.asOwner(`alter table ${table} ${verb} trigger user`)),
    );
  await triggers('disable');
  await test.asOwner(text, [...values]);
  await triggers('enable');
}
const verdict = async () => (await log.verify(orgId)).fault;

describe('an untouched audit log', () => {
  it('is intact, and goes on where it ended', async () => {
    await chained(3);
    const first = await log.verify(orgId);
    expect(first).toMatchObject({ checked: 3, unchained: 0, head: { ordinal: 3 }, fault: null });
    await write(2);
    expect(await log.verify(orgId)).toMatchObject({ checked: 3, unchained: 2, head: first.head, fault: null });
    await log.chainEntries();
    expect(await log.verify(orgId)).toMatchObject({ checked: 5, unchained: 0, head: { ordinal: 5 }, fault: null });
  });

  it('keeps a chain for each organization', async () => {
    const other = ids.next();
    await write(2);
    await write(1, other);
    await log.chainEntries();
    expect(await log.verify(orgId)).toMatchObject({ checked: 2, fault: null });
    expect(await log.verify(other)).toMatchObject({ checked: 1, fault: null });
  });

  it('takes up an entry that committed after later ones', async () => {
    const [late] = await write(1);
    const { rows } = { rows: await test.asOwner('select * from audit_entries where id = $1', [late]) };
    await tamper('delete from audit_entries where id = $1', [late]);
    await chained(2);
    const columns = Object.keys(rows[0] as object);
    const places = columns.map((_, index) => `$${index + 1}`).join(', ');
    const values = Object.values(rows[0] as object).map((value) =>
      value !== null && typeof value === 'object' && !(value instanceof Date) ? JSON.stringify(value) : value,
    );
    await tamper(`insert into audit_entries (${columns.join(', ')}) values (${places})`, values);
    await log.chainEntries();
    expect(await log.verify(orgId)).toMatchObject({ checked: 3, unchained: 0, fault: null });
  });

  it('is chained once, however many processes try', async () => {
    await write(20);
    const counts = await Promise.all([log.chainEntries(), auditLog(KEY).chainEntries(), log.chainEntries()]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(20);
    expect(await log.verify(orgId)).toMatchObject({ checked: 20, fault: null });
  });

  it('cannot be changed by the application itself', async () => {
    const [entry] = await chained(1);
    const change = (text: string) =>
      test.database.asTenant(orgId, (tx) => tx.run({ name: `tamper ${text}`, text }, [entry ?? '']));
    await expect(change(`update audit_entries set action = 'x.y' where id = $1`)).rejects.toThrow(/never change/);
    await expect(change('delete from audit_entries where id = $1')).rejects.toThrow(/never removed/);
    await expect(change('update audit_chain set ordinal = 9 where entry_id = $1')).rejects.toThrow(/never change/);
    await expect(change('delete from audit_chain where entry_id = $1')).rejects.toThrow(/never removed/);
    expect(await verdict()).toBeNull();
  });
});

describe('tampering shows', () => {
  it.each([
    ['action', `'other.deed'`],
    ['actor_id', `'somebody'`],
    ['actor_kind', `'operator'`],
    ['on_behalf_of', `'01900000-0000-7000-8000-000000000001'`],
    ['resource_id', `'another'`],
    ['resource_kind', `'thing'`],
    ['at', `at + interval '1 microsecond'`],
    ['before', 'null'],
    ['after', `after || '{"n": 9}'`],
    ['ip', `'192.0.2.2'`],
    ['user_agent', 'null'],
    ['correlation_id', `'other'`],
    ['environment', `'test'`],
  ])('a changed %s', async (column, value) => {
    const [, entry] = await chained(3);
    await tamper(`update audit_entries set ${column} = ${value} where id = $1`, [entry]);
    expect(await verdict()).toEqual({ kind: 'altered', ordinal: 2, entryId: entry });
  });

  it('an entry that was taken out', async () => {
    const [, entry] = await chained(3);
    await tamper('delete from audit_entries where id = $1', [entry]);
    expect(await verdict()).toEqual({ kind: 'missing', ordinal: 2, entryId: entry });
  });

  it('an entry that was taken out with its place', async () => {
    const [, entry] = await chained(3);
    await tamper('delete from audit_entries where id = $1', [entry]);
    await tamper('delete from audit_chain where entry_id = $1', [entry]);
    expect(await verdict()).toMatchObject({ kind: 'gap', ordinal: 2 });
    await tamper('update audit_chain set ordinal = 2 where org_id = $1 and ordinal = 3', [orgId]);
    expect(await verdict()).toMatchObject({ kind: 'altered', ordinal: 2 });
  });

  it('two entries that changed places', async () => {
    const [first, second] = await chained(3);
    await tamper('update audit_chain set ordinal = ordinal + 100 where org_id = $1', [orgId]);
    await tamper(
      'update audit_chain set ordinal = case entry_id when $2 then 2 when $3 then 1 else 3 end where org_id = $1',
      [orgId, first, second],
    );
    expect(await verdict()).toEqual({ kind: 'altered', ordinal: 1, entryId: second });
  });

  it('two entries that changed contents', async () => {
    const [first, second] = await chained(2);
    await tamper(
      `update audit_entries e set resource_id = o.resource_id from audit_entries o
       where (e.id = $1 and o.id = $2) or (e.id = $2 and o.id = $1)`,
      [first, second],
    );
    expect(await verdict()).toEqual({ kind: 'altered', ordinal: 1, entryId: first });
  });

  it('entries that were taken off the end', async () => {
    const [, last] = await chained(2);
    await tamper('delete from audit_entries where id = $1', [last]);
    await tamper('delete from audit_chain where entry_id = $1', [last]);
    expect(await verdict()).toMatchObject({ kind: 'gap', ordinal: 2 });
    await tamper(
      `update audit_heads h set ordinal = 1, digest = c.digest from audit_chain c
       where h.org_id = $1 and c.org_id = h.org_id and c.ordinal = 1`,
      [orgId],
    );
    expect(await verdict()).toMatchObject({ kind: 'head', ordinal: 1 });
  });

  it('the whole chain taken away', async () => {
    const [first] = await chained(2);
    await tamper('delete from audit_chain where org_id = $1', [orgId]);
    await tamper('delete from audit_heads where org_id = $1', [orgId]);
    clock.advance(HOUR_MS);
    expect(await verdict()).toEqual({ kind: 'unchained', ordinal: null, entryId: first });
  });

  it('an entry that was slipped in with an old date', async () => {
    await chained(1);
    const [entry] = await write(1, orgId);
    const slipped = ids.next();
    await tamper(
      `insert into audit_entries (id, org_id, at, actor_kind, action, resource_kind, resource_id)
       values ($1, $2, '2026-01-01', 'system', 'forged.deed', 'note', 'x')`,
      [slipped, orgId],
    );
    await log.chainEntries();
    expect(entry).toBeDefined();
    expect(await verdict()).toEqual({ kind: 'unchained', ordinal: null, entryId: slipped });
  });

  it('a chain made anew with another key', async () => {
    await chained(2);
    await tamper('delete from audit_chain where org_id = $1', [orgId]);
    await tamper('delete from audit_heads where org_id = $1', [orgId]);
    const forger = auditLog(Buffer.alloc(32, 1));
    await forger.chainEntries();
    expect(await forger.verify(orgId)).toMatchObject({ checked: 2, fault: null });
    expect(await verdict()).toMatchObject({ kind: 'altered', ordinal: 1 });
  });
});
