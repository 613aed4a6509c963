-- Feature flags of organizations, one set per environment, with a history that nobody can rewrite.

CREATE TABLE flags (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES organizations (id),
  environment text NOT NULL CHECK (environment IN ('live', 'test')),
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 63),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  description text CHECK (length(description) <= 1000),
  definition jsonb NOT NULL,
  row_version integer NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  archived_at timestamptz,
  UNIQUE (org_id, environment, key)
);

COMMENT ON COLUMN flags.archived_at IS 'no longer evaluated; the key is not given again';

-- One row per environment that ever had a flag. Every change of a flag raises the version in the same transaction: changes
-- take turns at it, and whoever remembers the flags compares one number.
CREATE TABLE flag_sets (
  org_id uuid NOT NULL REFERENCES organizations (id),
  environment text NOT NULL CHECK (environment IN ('live', 'test')),
  version bigint NOT NULL,
  PRIMARY KEY (org_id, environment)
);

CREATE TABLE flag_changes (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES organizations (id),
  flag_id uuid NOT NULL REFERENCES flags (id),
  at timestamptz NOT NULL,
  actor_kind text NOT NULL CHECK (actor_kind IN ('member', 'api_key', 'operator', 'system')),
  actor_id uuid,
  kind text NOT NULL CHECK (kind IN ('created', 'changed', 'archived')),
  definition jsonb NOT NULL
);

COMMENT ON COLUMN flag_changes.definition IS 'as it was from then on';

CREATE INDEX flag_changes_flag ON flag_changes (flag_id, id);

CREATE TRIGGER flag_changes_immutable BEFORE UPDATE ON flag_changes
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER flag_changes_kept BEFORE DELETE ON flag_changes
  FOR EACH ROW EXECUTE FUNCTION refuse_removal();

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['flags', 'flag_sets', 'flag_changes']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON %I USING (org_id = app_org_id() OR app_is_system()) WITH CHECK (org_id = app_org_id() OR app_is_system())',
      name);
  END LOOP;
END
$$;
