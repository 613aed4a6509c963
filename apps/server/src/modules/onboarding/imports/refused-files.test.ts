import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CSV, createImportRoom, csv, type ImportRoom } from './testing/import-room.ts';
import { refusalOf } from './testing/refusal-of.ts';

let room: ImportRoom;
beforeAll(async () => {
  room = await createImportRoom();
});
afterAll(() => room.drop());

const take: ImportRoom['take'] = (...request) => room.take(...request);
const stored: ImportRoom['stored'] = (prefix) => room.stored(prefix);

describe('a file with broken rows', () => {
  const broken = [
    'who,what,when,n',
    'l1,asked,2026-01-05T10:00:00Z,1',
    ',asked,2026-01-05T10:00:00Z,1',
    'l2,  ,2026-01-05T10:00:00Z,1',
    'l3,asked,2026-01-05T10:00:00,1',
    'l4,asked,31.12.2025,1',
    'l5,asked,1999-12-31T23:59:59Z,1',
    'l6,asked,2026-03-22T00:00:00Z,1',
    'l7,asked,2026-01-05T10:00:00Z',
    `${'l'.repeat(201)},asked,2026-01-05T10:00:00Z,1`,
    'l8,asked,2026-01-05T10:00:00Z,many',
    'l9,"asked"x,2026-01-05T10:00:00Z,1',
    'l10,a\u0000b,2026-01-05T10:00:00Z,1',
    'l11,,soon,1e400',
    'l12,"asked",2026-01-05T10:00:00Z,2',
  ].join('\n');
  const mapping = { ...CSV, traits: { n: { column: 'n', type: 'number' } } };

  it('is refused as a whole, with every line and what is wrong there', async () => {
    const refusal = await refusalOf(take(broken, mapping));
    expect(refusal).toMatchObject({ code: 'import_rows_invalid', details: { rows: 12, total: 14 } });
    const { problems } = refusal.details;
    expect(problems.map(({ line, column, code }) => [line, column, code])).toEqual([
      [3, 'who', 'value_missing'],
      [4, 'what', 'value_missing'],
      [5, 'when', 'timestamp_without_offset'],
      [6, 'when', 'timestamp_invalid'],
      [7, 'when', 'timestamp_out_of_range'],
      [8, 'when', 'timestamp_out_of_range'],
      [9, null, 'column_count'],
      [10, 'who', 'value_too_long'],
      [11, 'n', 'number_invalid'],
      [12, null, 'quote_misplaced'],
      [13, 'what', 'text_invalid'],
      [14, 'n', 'number_invalid'],
      [14, 'what', 'value_missing'],
      [14, 'when', 'timestamp_invalid'],
    ]);
    expect(problems[7]).toMatchObject({ value: `${'l'.repeat(80)}…`, message: 'longer than 200 characters' });
    expect((await stored('l')).people).toEqual([]);
  });

  it('gives its good rows when told to skip the others', async () => {
    const report = await take(broken, mapping, { skipInvalid: true });
    expect(report).toMatchObject({ rowsRead: 14, rowsSkipped: 12, events: { added: 2 }, problemsTotal: 14 });
    expect((await stored('l')).events.map((event) => event.split(' ')[0])).toEqual(['l1', 'l12']);
  });

  it('lists the first thousand things wrong and counts them all', async () => {
    const content = csv(...Array.from({ length: 2_500 }, () => ',asked,2026-01-05T10:00:00Z'));
    const refusal = await refusalOf(take(content));
    expect(refusal.details).toMatchObject({ rows: 2_500, total: 2_500 });
    expect(refusal.details.problems).toHaveLength(1_000);
  });

  it('is told line by line for JSON lines too', async () => {
    const content = [
      '{"who":"m1"',
      '[1]',
      '{"who":{"x":1},"what":"asked","when":"2026-01-05T10:00:00Z"}',
      '{"what":"asked","when":"2026-01-05T10:00:00Z"}',
      '{"who":"\\ud800","what":"a","when":"2026-01-05T10:00:00Z"}',
    ].join('\n');
    const refusal = await refusalOf(take(content, { ...CSV, format: 'jsonl' }));
    const { problems } = refusal.details;
    expect(problems.map(({ line, code }) => `${line} ${code}`)).toEqual([
      '1 json_invalid',
      '2 json_not_object',
      '3 value_not_text',
      '4 value_missing',
      '5 text_invalid',
    ]);
  });

  it('that is not UTF-8 is refused rather than garbled', async () => {
    const latin = Buffer.from(csv('n1,caf\xe9,2026-01-05T10:00:00Z'), 'latin1');
    expect((await refusalOf(take(latin))).details.problems[0]).toMatchObject({
      line: 2,
      column: 'what',
      code: 'text_invalid',
    });
  });
});

describe('what cannot be imported', () => {
  it('a mapping that does not fit its shape, with every mistake', async () => {
    const refusal = await refusalOf(
      take('', {
        format: 'xml',
        participant: '',
        event: 'x',
        traits: { Bad: 'y' },
        surprise: 1,
      }),
    );
    expect(refusal.code).toBe('import_mapping_invalid');
    const paths = refusal.extra.errors?.map((error) => error.path);
    expect(paths).toEqual(expect.arrayContaining(['/format', '/participant', '/traits/Bad', '/']));
    await expect(take('', { format: 'csv', participant: 'who', event: 'what' })).rejects.toMatchObject({
      code: 'import_mapping_invalid',
    });
    await expect(take('', { ...CSV, flow: 'nothing' })).rejects.toMatchObject({
      code: 'import_mapping_invalid',
      extra: { errors: [{ path: '/flow' }] },
    });
  });

  it('a file without the columns, telling those it has', async () => {
    await expect(take('a,b\n1,2', CSV)).rejects.toMatchObject({
      code: 'import_column_missing',
      details: { missing: ['who', 'what', 'when'], columns: ['a', 'b'] },
    });
    await expect(take('', CSV)).rejects.toMatchObject({ code: 'import_column_missing' });
  });

  it('a file that is not there, is a folder, or whose gzip is cut off', async () => {
    const unreadable = { code: 'import_file_unreadable' };
    await expect(take('', CSV, { path: join(room.folder, 'nowhere') })).rejects.toMatchObject(unreadable);
    await expect(take('', CSV, { path: room.folder })).rejects.toMatchObject(unreadable);
    const rows = Array.from(
      { length: 20_000 },
      (_, index) => `o${index},asked,2026-01-05T10:00:${String(index % 60).padStart(2, '0')}Z`,
    );
    const zipped = gzipSync(csv(...rows));
    await expect(take(zipped.subarray(0, zipped.length - 2_000))).rejects.toMatchObject(unreadable);
    expect((await stored('o')).people).toEqual([]);
    expect((await take(zipped)).events.added).toBe(20_000);
  });
});

describe('an import that breaks off while it writes', () => {
  it('leaves nothing behind, and can simply be repeated', async () => {
    const content = csv(
      ...Array.from({ length: 50 }, (_, index) => `q${index},asked,2026-02-0${1 + (index % 9)}T10:00:00Z`),
    );
    await room.test.asOwner(`create function break_off() returns trigger language plpgsql as $$
      begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$`);
    await room.test.asOwner(
      'create trigger break_off before insert on imports for each row execute function break_off()',
    );
    await room.test.asOwner('alter function break_off() security definer');
    await expect(take(content)).rejects.toThrow(/terminat/);
    expect(await stored('q')).toEqual({ events: [], people: [] });
    await room.test.asOwner('drop trigger break_off on imports');
    expect((await take(content)).events.added).toBe(50);
  });
});
