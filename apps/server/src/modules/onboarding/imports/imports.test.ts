import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CSV, createImportRoom, csv, FLOW, type ImportRoom, NOW, ORG, OTHER_ORG } from './testing/import-room.ts';

let room: ImportRoom;
beforeAll(async () => {
  room = await createImportRoom();
});
afterAll(() => room.drop());

const take: ImportRoom['take'] = (...request) => room.take(...request);
const stored: ImportRoom['stored'] = (prefix) => room.stored(prefix);

describe('importing a file', () => {
  it('adds participants and events, and tells how many', async () => {
    const report = await take(
      csv('a1,asked,2026-01-05T10:00:00+01:00', 'a2,asked,2026-02-05T10:00:00Z', 'a1,paid,2026-03-05T10:00:00Z'),
    );
    expect(report).toMatchObject({
      dryRun: false,
      rowsRead: 3,
      rowsSkipped: 0,
      participants: { inFile: 2, added: 2, alreadyThere: 0 },
      events: { inFile: 3, added: 3, alreadyThere: 0 },
      firstEventAt: new Date('2026-01-05T09:00:00Z'),
      lastEventAt: new Date('2026-03-05T10:00:00Z'),
      problemsTotal: 0,
    });
    expect(await stored('a')).toMatchObject({
      events: [
        'a1 asked 2026-01-05T09:00:00.000Z',
        'a1 paid 2026-03-05T10:00:00.000Z',
        'a2 asked 2026-02-05T10:00:00.000Z',
      ],
      people: [
        {
          external_id: 'a1',
          created_at: new Date('2026-01-05T09:00:00Z'),
          last_seen_at: new Date('2026-03-05T10:00:00Z'),
          traits: {},
        },
        { external_id: 'a2' },
      ],
    });
  });

  it('changes nothing the second time and says so', async () => {
    const content = csv('b1,asked,2026-01-05T10:00:00Z', 'b2,asked,2026-01-06T10:00:00Z');
    await take(content);
    const before = await stored('b');
    expect(await take(content)).toMatchObject({
      importId: null,
      participants: { inFile: 2, added: 0, alreadyThere: 2 },
      events: { inFile: 2, added: 0, alreadyThere: 2 },
    });
    expect(await stored('b')).toEqual(before);
  });

  it('adds only what is new of a file that has grown, and keeps rows that are alike apart', async () => {
    const twice = ['c1,seen,2026-01-05T10:00:00Z', 'c1,seen,2026-01-05T10:00:00Z'];
    expect((await take(csv(...twice))).events).toEqual({ inFile: 2, added: 2, alreadyThere: 0 });
    const grown = csv('c1,seen,2026-01-05T10:00:00.000+00:00', ...twice, 'c2,seen,2026-01-05T10:00:00Z');
    expect((await take(grown)).events).toEqual({ inFile: 4, added: 2, alreadyThere: 2 });
    expect((await take(grown)).events).toEqual({ inFile: 4, added: 0, alreadyThere: 4 });
  });

  it('reads gzip by its content, in several members, and JSON lines with values of their own type', async () => {
    const first = csv('d1,asked,2026-01-05T10:00:00Z').concat('\n');
    const zipped = Buffer.concat([gzipSync(first), gzipSync('d2,asked,2026-01-05T10:00:00Z\n')]);
    expect((await take(zipped)).events.added).toBe(2);
    const lines = [
      { who: 'd3', what: 'asked', when: '2026-01-05T10:00:00Z', n: 5, ok: true, tags: ['x', 'y'], note: { deep: [1] } },
      { who: 7, what: 'asked', when: '2026-01-05T10:00:00Z', extra: 'ignored' },
    ].map((line) => JSON.stringify(line));
    const mapping = {
      ...CSV,
      format: 'jsonl',
      traits: { seats: 'n', ok: 'ok', tags: 'tags' },
      properties: { note: 'note' },
    };
    const report = await take(gzipSync(`\uFEFF${lines.join('\n\n')}\n`), mapping);
    expect(report.events.added).toBe(2);
    const { people } = await stored('d3');
    expect(people[0]?.['traits']).toEqual({ seats: 5, ok: true, tags: ['x', 'y'] });
    const [event] = await room.test.asOwner<{ traits: object; properties: object; ordinal: number }>(
      `select e.traits, e.properties, e.ordinal from onboarding_events e join participants p on p.id = e.participant_id where p.external_id = 'd3'`,
    );
    expect(event).toEqual({
      traits: { seats: 5, ok: true, tags: ['x', 'y'] },
      properties: { note: { deep: [1] } },
      ordinal: 1,
    });
    expect((await stored('7')).people).toHaveLength(1);
  });

  it('renames events, reads typed traits, and describes the participant by the first or the last row in time', async () => {
    const rows = [
      'id,act,when,amount,land,note',
      'e1,B,2026-01-06T10:00:00Z,12.50,FR,"later, by a day"',
      'e1,A,2026-01-05T10:00:00Z,3,DE,\\N and a\\ttab',
    ].join('\n');
    const mapping = {
      format: 'csv',
      flow: 'start',
      participant: 'id',
      event: 'act',
      at: 'when',
      market: 'land',
      traits: { amount: { column: 'amount', type: 'number' } },
      properties: { note: 'note' },
      rename: { A: 'asked' },
    };
    await take(rows, { ...mapping, participant_traits_from: 'first' });
    await take(rows.replaceAll('e1', 'e2'), { ...mapping, participant_traits_from: 'last' });
    const { events, people } = await stored('e');
    expect(events).toEqual(
      ['e1 asked', 'e1 B', 'e2 asked', 'e2 B'].map((what, at) => `${what} 2026-01-0${5 + (at % 2)}T10:00:00.000Z`),
    );
    expect(people).toMatchObject([
      { external_id: 'e1', market: 'DE', traits: { amount: 3 } },
      { external_id: 'e2', market: 'FR', traits: { amount: 12.5 } },
    ]);
    const found = await room.test.asOwner<{ flow_id: string; market: string; properties: object }>(
      `select e.flow_id, e.market, e.properties from onboarding_events e join participants p on p.id = e.participant_id
       where p.external_id = 'e1' order by e.occurred_at`,
    );
    expect(found).toEqual([
      { flow_id: FLOW, market: 'DE', properties: { note: '\\N and a\\ttab' } },
      { flow_id: FLOW, market: 'FR', properties: { note: 'later, by a day' } },
    ]);
  });

  it('takes in participants without events', async () => {
    const report = await take('id,name,lang\nf1,Ada,fr-CA\nf2,,\n', {
      format: 'csv',
      participant: 'id',
      display_name: 'name',
      locale: 'lang',
    });
    expect(report).toMatchObject({
      participants: { added: 2 },
      events: { inFile: 0, added: 0, alreadyThere: 0 },
      firstEventAt: null,
    });
    expect((await stored('f')).people).toMatchObject([
      { display_name: 'Ada', locale: 'fr-CA', created_at: NOW, last_seen_at: null },
      { display_name: null, locale: null },
    ]);
  });

  it('leaves a participant who is known as they are', async () => {
    await take('id,name\ng1,Ada\n', { format: 'csv', participant: 'id', display_name: 'name' });
    const report = await take('id,name\ng1,Grace\ng2,Joan\n', {
      format: 'csv',
      participant: 'id',
      display_name: 'name',
    });
    expect(report.participants).toEqual({ inFile: 2, added: 1, alreadyThere: 1 });
    expect((await stored('g')).people.map((person) => person['display_name'])).toEqual(['Ada', 'Joan']);
  });

  it('keeps organizations and environments apart', async () => {
    const content = csv('h1,asked,2026-01-05T10:00:00Z');
    await take(content);
    expect((await take(content, CSV, { environment: 'test' })).events.added).toBe(1);
    expect((await take(content, CSV, { orgId: OTHER_ORG })).participants.added).toBe(1);
    expect((await stored('h')).events).toHaveLength(3);
  });

  it('counts once what two imports bring at the same time', async () => {
    const content = csv(...Array.from({ length: 300 }, (_, index) => `i${index},asked,2026-01-05T10:00:00Z`));
    const reports = await Promise.all([take(content), take(content)]);
    expect(reports.map((report) => report.events.added).sort((left, right) => left - right)).toEqual([0, 300]);
    expect((await stored('i')).events).toHaveLength(300);
  });

  it('tells how far it is, ending with done', async () => {
    const phases: string[] = [];
    await take(csv('j1,asked,2026-01-05T10:00:00Z'), CSV, {
      onProgress: ({ phase, rowsRead }) => phases.push(`${phase} ${rowsRead}`),
    });
    expect(phases.at(-1)).toBe('done 1');
    expect(new Set(phases.map((phase) => phase.split(' ')[0]))).toEqual(
      new Set(['checking', 'participants', 'events', 'done']),
    );
  });

  it('says in a dry run what it would add, and adds nothing', async () => {
    await take(csv('k1,asked,2026-01-05T10:00:00Z'));
    const content = csv(
      'k1,asked,2026-01-05T10:00:00Z',
      'k1,paid,2026-01-06T10:00:00Z',
      'k2,asked,2026-01-05T10:00:00Z',
      'k3,,x',
    );
    expect(await take(content, CSV, { dryRun: true })).toMatchObject({
      importId: null,
      dryRun: true,
      rowsRead: 4,
      rowsSkipped: 1,
      participants: { inFile: 2, added: 1, alreadyThere: 1 },
      events: { inFile: 3, added: 2, alreadyThere: 1 },
      problemsTotal: 2,
    });
    expect((await stored('k')).events).toHaveLength(1);
  });
});

describe('undoing an import', () => {
  it('removes exactly what it added', async () => {
    const earlier = await take(csv('r1,asked,2026-01-05T10:00:00Z'));
    const before = await stored('r');
    const later = await take(
      csv('r1,asked,2026-01-05T10:00:00Z', 'r1,paid,2026-01-06T10:00:00Z', 'r2,asked,2025-07-05T10:00:00Z'),
    );
    expect(await room.imports.undoImport(ORG, later.importId ?? '')).toEqual({
      events: 2,
      participants: 1,
      participantsKept: 0,
    });
    expect(await stored('r')).toEqual(before);
    await room.imports.undoImport(ORG, earlier.importId ?? '');
    expect(await stored('r')).toEqual({ events: [], people: [] });
    expect((await take(csv('r1,asked,2026-01-05T10:00:00Z'))).events.added).toBe(1);
  });

  it('keeps participants with events of other origin, until those are undone too', async () => {
    const first = await take(csv('s1,asked,2026-01-05T10:00:00Z', 's2,asked,2026-01-05T10:00:00Z'));
    const second = await take(csv('s1,paid,2026-01-06T10:00:00Z'));
    expect(await room.imports.undoImport(ORG, first.importId ?? '')).toEqual({
      events: 2,
      participants: 1,
      participantsKept: 1,
    });
    expect(await stored('s')).toMatchObject({
      events: ['s1 paid 2026-01-06T10:00:00.000Z'],
      people: [{ external_id: 's1' }],
    });
    expect(await room.imports.undoImport(ORG, second.importId ?? '')).toEqual({
      events: 1,
      participants: 1,
      participantsKept: 0,
    });
    expect(await stored('s')).toEqual({ events: [], people: [] });
  });

  it('refuses a second time, and what is not there or belongs to another organization', async () => {
    const { importId } = await take(csv('t1,asked,2026-01-05T10:00:00Z'));
    await expect(room.imports.undoImport(OTHER_ORG, importId ?? '')).rejects.toMatchObject({
      code: 'import_not_found',
    });
    await room.imports.undoImport(ORG, importId ?? '');
    await expect(room.imports.undoImport(ORG, importId ?? '')).rejects.toMatchObject({ code: 'import_already_undone' });
    await expect(room.imports.undoImport(ORG, room.nextId())).rejects.toMatchObject({ code: 'import_not_found' });
  });

  it('is in the audit log, as the import is', async () => {
    const { importId } = await take(csv('u1,asked,2026-01-05T10:00:00Z'));
    await room.imports.undoImport(ORG, importId ?? '');
    const entries = await room.test.asOwner<{ action: string; after: object }>(
      'select action, after from audit_entries where resource_id = $1 order by id',
      [importId],
    );
    expect(entries).toEqual([
      { action: 'import.done', after: { participants_added: 1, events_added: 1 } },
      { action: 'import.undone', after: { participants_removed: 1, events_removed: 1 } },
    ]);
  });
});
