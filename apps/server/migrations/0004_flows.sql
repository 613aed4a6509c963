-- Flows and their versions. A version never changes once published; what is live is a pointer per environment.

CREATE TABLE flows (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES organizations (id),
  key text NOT NULL CHECK (key ~ '^[a-z][a-z0-9_-]{0,62}$'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  status text NOT NULL CHECK (status IN ('draft', 'published', 'retired')),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (org_id, key)
);

CREATE TABLE flow_drafts (
  flow_id uuid PRIMARY KEY REFERENCES flows (id),
  org_id uuid NOT NULL,
  definition jsonb NOT NULL,
  row_version integer NOT NULL DEFAULT 1,
  based_on integer,
  updated_by text,
  updated_at timestamptz NOT NULL
);

COMMENT ON COLUMN flow_drafts.based_on IS 'number of the version the draft was last equal to; NULL before the first publication';

CREATE TABLE flow_versions (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  flow_id uuid NOT NULL REFERENCES flows (id),
  number integer NOT NULL CHECK (number > 0),
  definition jsonb NOT NULL,
  published_at timestamptz NOT NULL,
  published_by text,
  active_from timestamptz NOT NULL,
  active_to timestamptz,
  UNIQUE (flow_id, number)
);

CREATE TABLE live_versions (
  flow_id uuid NOT NULL REFERENCES flows (id),
  environment text NOT NULL CHECK (environment IN ('live', 'test')),
  org_id uuid NOT NULL,
  version_id uuid NOT NULL REFERENCES flow_versions (id),
  since timestamptz NOT NULL,
  PRIMARY KEY (flow_id, environment)
);

CREATE INDEX live_versions_org ON live_versions (org_id, environment);
CREATE INDEX live_versions_version ON live_versions (version_id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% rows never change', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$$;

-- Only when a version is served may change after publication, never what it says.
CREATE TRIGGER flow_versions_immutable
  BEFORE UPDATE OF id, org_id, flow_id, number, definition, published_at ON flow_versions
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER audit_entries_immutable
  BEFORE UPDATE ON audit_entries
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

ALTER TABLE flows ENABLE ROW LEVEL SECURITY;
ALTER TABLE flows FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON flows
  USING (org_id = app_org_id() OR app_is_system())
  WITH CHECK (org_id = app_org_id() OR app_is_system());

ALTER TABLE flow_drafts ENABLE ROW LEVEL SECURITY;
ALTER TABLE flow_drafts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON flow_drafts
  USING (org_id = app_org_id() OR app_is_system())
  WITH CHECK (org_id = app_org_id() OR app_is_system());

ALTER TABLE flow_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE flow_versions FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON flow_versions
  USING (org_id = app_org_id() OR app_is_system())
  WITH CHECK (org_id = app_org_id() OR app_is_system());

ALTER TABLE live_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE live_versions FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON live_versions
  USING (org_id = app_org_id() OR app_is_system())
  WITH CHECK (org_id = app_org_id() OR app_is_system());
