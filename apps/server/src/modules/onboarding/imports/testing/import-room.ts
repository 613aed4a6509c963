import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixedClock } from '../../../../platform/clock/index.ts';
import { sequentialIds } from '../../../../platform/ids/index.ts';
import { createTestDatabase, type TestDatabase } from '../../../../testing/template-database.ts';
import { createAuditWriter } from '../../../protection/audit/index.ts';
import { createImports, type ImportReport, type ImportRequest, type Imports } from '../index.ts';

export const ORG = '01900000-0000-7000-8000-00000000aaaa';
export const OTHER_ORG = '01900000-0000-7000-8000-00000000bbbb';
/** The one flow there is, with the key `start`. */
export const FLOW = '01900000-0000-7000-8000-0000000000f1';
export const NOW = new Date('2026-03-20T12:00:00.000Z');
export const CSV = { format: 'csv', participant: 'who', event: 'what', at: 'when' };

type Stored = { readonly events: string[]; readonly people: Record<string, unknown>[] };

/** The room over a database of its own with two organizations, and a folder for the files to import. */
export type ImportRoom = {
  readonly imports: Imports;
  readonly test: TestDatabase;
  readonly folder: string;
  nextId(): string;
  /** Imports a file of this content, by default as CSV into the live environment of the first organization. */
  take(content: string | Buffer, mapping?: object, rest?: Partial<ImportRequest>): Promise<ImportReport>;
  /** What there is of the participants whose external id begins with a prefix. */
  stored(prefix: string): Promise<Stored>;
  drop(): Promise<void>;
};

export async function createImportRoom(): Promise<ImportRoom> {
  const clock = fixedClock(NOW.toISOString());
  const ids = sequentialIds();
  const test = await createTestDatabase({ clock });
  const folder = await mkdtemp(join(tmpdir(), 'stepwell-imports-'));
  const flows = { flowByKey: async (_: unknown, key: string) => (key === 'start' ? { id: FLOW } : null) };
  const audit = createAuditWriter({ clock, ids });
  const { imports } = createImports({ database: test.database, clock, ids, audit, flows });
  await test.asOwner(
    `insert into organizations (id, slug, name, created_at) values ($1, 'one', 'x', now()), ($2, 'two', 'x', now())`,
    [ORG, OTHER_ORG],
  );
  let files = 0;
  return {
    imports,
    test,
    folder,
    nextId: () => ids.next(),
    async take(content, mapping = CSV, rest = {}) {
      files += 1;
      const path = join(folder, `file-${files}`);
      await writeFile(path, content);
      return imports.importFile({ orgId: ORG, environment: 'live', path, mapping, ...rest });
    },
    stored: (prefix) => storedIn(test, prefix),
    async drop() {
      await rm(folder, { recursive: true });
      await test.drop();
    },
  };
}

/** A CSV file that `CSV` fits. */
export function csv(...rows: string[]): string {
  return ['who,what,when', ...rows].join('\n');
}

async function storedIn(test: TestDatabase, prefix: string): Promise<Stored> {
  const events = await test.asOwner<{ who: string; what: string; at: Date }>(
    `select p.external_id as who, e.name as what, e.occurred_at as at from onboarding_events e
     join participants p on p.id = e.participant_id where p.external_id like $1
     order by p.external_id, e.occurred_at, e.ordinal`,
    [`${prefix}%`],
  );
  const people = await test.asOwner<Record<string, unknown>>(
    `select external_id, display_name, market, role, locale, traits, created_at, last_seen_at from participants
     where external_id like $1 order by external_id`,
    [`${prefix}%`],
  );
  return { events: events.map(({ who, what, at }) => `${who} ${what} ${at.toISOString()}`), people };
}
