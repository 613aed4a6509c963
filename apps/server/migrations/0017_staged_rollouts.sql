-- A flag's percentage raised by stages over time, with a guard that steps back. What was reported is counted, and of whom is
-- not kept.

CREATE TABLE flag_rollouts (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES organizations (id),
  flag_id uuid NOT NULL REFERENCES flags (id),
  stages jsonb NOT NULL,
  guard jsonb,
  base_percentage numeric(5, 2) NOT NULL,
  state text NOT NULL CHECK (state IN ('running', 'paused', 'stepped_back', 'completed', 'stopped')),
  stage integer NOT NULL CHECK (stage BETWEEN -1 AND 9),
  visit integer NOT NULL,
  due_at timestamptz,
  left_ms bigint,
  stage_entered_at timestamptz NOT NULL,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  CHECK ((due_at IS NOT NULL) = (state = 'running')),
  CHECK ((left_ms IS NOT NULL) = (state = 'paused')),
  CHECK ((ended_at IS NOT NULL) = (state IN ('completed', 'stopped')))
);

COMMENT ON COLUMN flag_rollouts.stage IS 'index into stages; -1: back at base_percentage';
COMMENT ON COLUMN flag_rollouts.visit IS 'how many times a stage was entered: outcomes count for one visit';

CREATE UNIQUE INDEX flag_rollouts_one_at_a_time ON flag_rollouts (flag_id) WHERE ended_at IS NULL;
CREATE INDEX flag_rollouts_flag ON flag_rollouts (flag_id, id);
CREATE INDEX flag_rollouts_due ON flag_rollouts (due_at) WHERE state = 'running';

CREATE TABLE flag_rollout_outcomes (
  org_id uuid NOT NULL REFERENCES organizations (id),
  rollout_id uuid NOT NULL REFERENCES flag_rollouts (id),
  visit integer NOT NULL,
  stage integer NOT NULL,
  served_succeeded bigint NOT NULL,
  served_failed bigint NOT NULL,
  others_succeeded bigint NOT NULL,
  others_failed bigint NOT NULL,
  PRIMARY KEY (rollout_id, visit)
);

ALTER TABLE flag_changes ADD COLUMN rollout jsonb;
COMMENT ON COLUMN flag_changes.rollout IS 'what a staged rollout did, and by which figures; null for a change by hand';

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['flag_rollouts', 'flag_rollout_outcomes']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON %I USING (org_id = app_org_id() OR app_is_system()) WITH CHECK (org_id = app_org_id() OR app_is_system())',
      name);
  END LOOP;
END
$$;
