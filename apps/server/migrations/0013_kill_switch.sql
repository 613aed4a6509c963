-- Onboarding switched off: of the installation as a whole, of one environment of an organization, or of one capability of it.
-- A row is one time that something was switched off, from who and why to who released it and why.

CREATE TABLE kill_switches (
  id uuid PRIMARY KEY,
  org_id uuid REFERENCES organizations (id),
  environment text CHECK (environment IN ('live', 'test')),
  capability text CHECK (length(capability) BETWEEN 1 AND 120),
  reason text NOT NULL CHECK (length(reason) BETWEEN 3 AND 500),
  switched_on_at timestamptz NOT NULL,
  switched_on_by_kind text NOT NULL CHECK (switched_on_by_kind IN ('member', 'operator', 'system')),
  switched_on_by uuid,
  until timestamptz CHECK (until > switched_on_at),
  released_at timestamptz,
  released_by_kind text CHECK (released_by_kind IN ('member', 'operator', 'system')),
  released_by uuid,
  release_reason text CHECK (length(release_reason) BETWEEN 3 AND 500),
  CHECK ((org_id IS NULL) = (environment IS NULL)),
  CHECK (org_id IS NOT NULL OR capability IS NULL),
  CHECK ((released_at IS NULL) = (released_by_kind IS NULL))
);

COMMENT ON COLUMN kill_switches.org_id IS 'null: the whole installation, seen by system work alone';
COMMENT ON COLUMN kill_switches.capability IS 'null: onboarding as a whole';
COMMENT ON COLUMN kill_switches.until IS 'ends by itself then, whether or not the release is written down yet';
COMMENT ON COLUMN kill_switches.release_reason IS 'null with a release: it ended by itself';

-- What every process reads every few seconds; there are seldom more than a few.
CREATE UNIQUE INDEX kill_switches_on ON kill_switches (org_id, environment, capability) NULLS NOT DISTINCT
  WHERE released_at IS NULL;
CREATE INDEX kill_switches_history ON kill_switches (org_id, environment, id);

CREATE TRIGGER kill_switches_immutable
  BEFORE UPDATE OF id, org_id, environment, capability, reason, switched_on_at, switched_on_by_kind, switched_on_by, until
  ON kill_switches FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER kill_switches_released_once BEFORE UPDATE ON kill_switches
  FOR EACH ROW WHEN (OLD.released_at IS NOT NULL) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER kill_switches_kept BEFORE DELETE ON kill_switches
  FOR EACH ROW EXECUTE FUNCTION refuse_removal();

-- Gates that were answered open because of it.
CREATE TABLE kill_switch_bypasses (
  kill_switch_id uuid NOT NULL REFERENCES kill_switches (id),
  org_id uuid NOT NULL REFERENCES organizations (id),
  environment text NOT NULL CHECK (environment IN ('live', 'test')),
  day date NOT NULL,
  route text NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (kill_switch_id, org_id, environment, day, route)
);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['kill_switches', 'kill_switch_bypasses']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON %I USING (org_id = app_org_id() OR app_is_system()) WITH CHECK (org_id = app_org_id() OR app_is_system())',
      name);
  END LOOP;
END
$$;
