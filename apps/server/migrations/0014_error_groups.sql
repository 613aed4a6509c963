-- What goes wrong, grouped by what it is and where, for whoever runs the installation. Nothing of a tenant is in it: no ids, no
-- values, no addresses; what a group tells is made of our own code's words.

CREATE TABLE error_groups (
  id uuid PRIMARY KEY,
  fingerprint text NOT NULL UNIQUE CHECK (length(fingerprint) = 32),
  code text NOT NULL,
  category text NOT NULL,
  severity text NOT NULL,
  place text NOT NULL CHECK (length(place) <= 300),
  title text NOT NULL CHECK (length(title) <= 300),
  frames text[] NOT NULL,
  count bigint NOT NULL CHECK (count > 0),
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  first_version text NOT NULL,
  last_version text NOT NULL,
  correlation_ids text[] NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'resolved', 'ignored')),
  state_changed_at timestamptz,
  resolved_in integer[],
  reopened_at timestamptz,
  CHECK ((state = 'resolved') = (resolved_in IS NOT NULL))
);

COMMENT ON COLUMN error_groups.place IS 'route, or handler in the background';
COMMENT ON COLUMN error_groups.correlation_ids IS 'of the latest occurrences, newest first';
COMMENT ON COLUMN error_groups.resolved_in IS 'numbers of the version that was running: what an older one reports later reopens nothing';

CREATE INDEX error_groups_latest ON error_groups (last_seen_at DESC, id DESC);

CREATE TABLE error_group_hours (
  group_id uuid NOT NULL REFERENCES error_groups (id) ON DELETE CASCADE,
  hour timestamptz NOT NULL,
  count integer NOT NULL CHECK (count > 0),
  PRIMARY KEY (group_id, hour)
);

CREATE INDEX error_group_hours_old ON error_group_hours (hour);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['error_groups', 'error_group_hours']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY operators ON %I USING (app_is_system()) WITH CHECK (app_is_system())', name);
  END LOOP;
END
$$;
