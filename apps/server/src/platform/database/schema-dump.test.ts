import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/template-database.ts';
import { dumpSchema } from './index.ts';

let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase();
  await db.asOwner(`
    CREATE TABLE dumped (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      org_id uuid NOT NULL,
      "Odd name" text DEFAULT 'it''s' CHECK ("Odd name" <> ''),
      doubled int GENERATED ALWAYS AS (length("Odd name") * 2) STORED,
      parent bigint REFERENCES dumped (id)
    );
    COMMENT ON COLUMN dumped.parent IS 'who it''s from';
    CREATE INDEX dumped_org ON dumped (org_id) WHERE parent IS NULL;
    ALTER TABLE dumped ENABLE ROW LEVEL SECURITY;
    ALTER TABLE dumped FORCE ROW LEVEL SECURITY;
    CREATE POLICY tenant ON dumped FOR SELECT USING (org_id = app_org_id());
    CREATE VIEW dumped_ids AS SELECT id FROM dumped;`);
});
afterAll(() => db.drop());

async function dump(): Promise<string> {
  const client = new pg.Client({ connectionString: db.ownerUrl });
  await client.connect();
  const text = await dumpSchema(client);
  await client.end();
  return text;
}

test('the dump shows columns, constraints, indexes, comments, security and views', async () => {
  const text = await dump();
  expect(text).toContain(`CREATE TABLE dumped (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  org_id uuid NOT NULL,
  "Odd name" text DEFAULT 'it''s'::text,
  doubled integer GENERATED ALWAYS AS ((length("Odd name") * 2)) STORED,
  parent bigint,
  CONSTRAINT dumped_pkey PRIMARY KEY (id),
  CONSTRAINT "dumped_Odd name_check" CHECK (("Odd name" <> ''::text)),
  CONSTRAINT dumped_parent_fkey FOREIGN KEY (parent) REFERENCES dumped(id)
);
COMMENT ON COLUMN dumped.parent IS 'who it''s from';
CREATE INDEX dumped_org ON public.dumped USING btree (org_id) WHERE (parent IS NULL);
ALTER TABLE dumped ENABLE ROW LEVEL SECURITY;
ALTER TABLE dumped FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON dumped FOR SELECT
  USING ((org_id = app_org_id()));`);
  expect(text).toContain('CREATE VIEW dumped_ids AS\n SELECT ');
  expect(text).toContain('CREATE OR REPLACE FUNCTION public.app_org_id()');
});

test('the same schema gives the same text', async () => {
  expect(await dump()).toBe(await dump());
});
