import type { TestDatabase } from './template-database.ts';

declare module '../platform/database/tables.ts' {
  interface Tables {
    notes: { id: number; org_id: string; text: string; weight: number | null };
  }
}

export const ORG_A = '01900000-0000-7000-8000-00000000000a';
export const ORG_B = '01900000-0000-7000-8000-00000000000b';

/** A tenant table made for a test of the platform, holding one note of each of two organizations. */
export async function makeNotesTable(db: TestDatabase): Promise<void> {
  await db.asOwner(`
    CREATE TABLE notes (id integer PRIMARY KEY, org_id uuid NOT NULL, text text NOT NULL, weight bigint);
    CREATE INDEX notes_org ON notes (org_id);
    ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
    ALTER TABLE notes FORCE ROW LEVEL SECURITY;
    CREATE POLICY tenant ON notes
      USING (org_id = app_org_id() OR app_is_system())
      WITH CHECK (org_id = app_org_id() OR app_is_system());
    INSERT INTO notes VALUES (1, '${ORG_A}', 'a', 10), (2, '${ORG_B}', 'b', 20)`);
}
