-- Participants, their journeys, and the state of every step.

CREATE TABLE participants (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES organizations (id),
  environment text NOT NULL CHECK (environment IN ('live', 'test')),
  external_id text NOT NULL CHECK (length(external_id) BETWEEN 1 AND 200),
  display_name text,
  market text CHECK (market ~ '^[A-Z]{2}$'),
  role text,
  locale text,
  traits jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  last_seen_at timestamptz,
  recent_at timestamptz NOT NULL GENERATED ALWAYS AS (coalesce(last_seen_at, created_at)) STORED,
  import_id uuid,
  UNIQUE (org_id, environment, external_id)
);

COMMENT ON COLUMN participants.recent_at IS 'a column of its own because row security keeps expressions out of index conditions';

CREATE INDEX participants_recent ON participants (org_id, environment, recent_at DESC, id DESC);
CREATE INDEX participants_import ON participants (import_id) WHERE import_id IS NOT NULL;

CREATE TABLE journeys (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  environment text NOT NULL CHECK (environment IN ('live', 'test')),
  participant_id uuid NOT NULL REFERENCES participants (id),
  flow_id uuid NOT NULL REFERENCES flows (id),
  version_id uuid NOT NULL REFERENCES flow_versions (id),
  revision integer NOT NULL DEFAULT 0,
  percent smallint NOT NULL DEFAULT 0 CHECK (percent BETWEEN 0 AND 100),
  next_step text,
  started_at timestamptz NOT NULL,
  completed_at timestamptz,
  last_activity_at timestamptz NOT NULL,
  snoozed_until timestamptz,
  UNIQUE (participant_id, flow_id)
);

COMMENT ON COLUMN journeys.revision IS 'raised by every write to the journey or any of its steps: equality proves that a snapshot is current';

CREATE INDEX journeys_flow ON journeys (flow_id, environment, id);
CREATE INDEX journeys_version ON journeys (version_id);
CREATE INDEX journeys_recent ON journeys (org_id, environment, last_activity_at DESC);

-- One row per step of the journey's version, applicable or not. `blocked` is never stored: it follows from the
-- prerequisites. weight, required and applicable are copies that let SQL compute the same progress as the engine.
CREATE TABLE journey_steps (
  journey_id uuid NOT NULL REFERENCES journeys (id) ON DELETE CASCADE,
  step_key text NOT NULL,
  org_id uuid NOT NULL,
  state text NOT NULL DEFAULT 'todo' CHECK (state IN ('todo', 'in_progress', 'submitted', 'done', 'skipped', 'rejected')),
  row_version integer NOT NULL DEFAULT 0,
  weight smallint NOT NULL,
  required boolean NOT NULL,
  applicable boolean NOT NULL,
  answers jsonb,
  reason text,
  started_at timestamptz,
  submitted_at timestamptz,
  done_at timestamptz,
  PRIMARY KEY (journey_id, step_key)
);

-- The same figure as the engine: whole percent of the applicable weight that is done or skipped, rounded down.
CREATE FUNCTION journey_percent(journey uuid) RETURNS integer
  LANGUAGE sql STABLE
  RETURN (
    SELECT CASE
      WHEN coalesce(sum(weight), 0) = 0 THEN 100
      ELSE (100 * coalesce(sum(weight) FILTER (WHERE state IN ('done', 'skipped')), 0) / sum(weight))::integer
    END
    FROM journey_steps WHERE journey_id = journey AND applicable
  );

CREATE TABLE journey_snoozes (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  journey_id uuid NOT NULL REFERENCES journeys (id) ON DELETE CASCADE,
  at timestamptz NOT NULL,
  until timestamptz NOT NULL
);

CREATE INDEX journey_snoozes_journey ON journey_snoozes (journey_id, at);

-- What outside services told us, once each.
CREATE TABLE step_webhook_receipts (
  org_id uuid NOT NULL,
  environment text NOT NULL CHECK (environment IN ('live', 'test')),
  source text NOT NULL,
  event_id text NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, environment, source, event_id)
);

CREATE TABLE publications (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  environment text NOT NULL CHECK (environment IN ('live', 'test')),
  flow_id uuid NOT NULL REFERENCES flows (id),
  from_version_id uuid REFERENCES flow_versions (id),
  to_version_id uuid NOT NULL REFERENCES flow_versions (id),
  standing_before jsonb,
  mode text NOT NULL CHECK (mode IN ('carry', 'finish_on_old', 'restart')),
  state text NOT NULL CHECK (state IN ('migrating', 'done', 'rolling_back', 'rolled_back')),
  counts jsonb NOT NULL DEFAULT '{}',
  journeys_total integer NOT NULL DEFAULT 0,
  journeys_migrated integer NOT NULL DEFAULT 0,
  published_at timestamptz NOT NULL,
  published_by text,
  finished_at timestamptz
);

COMMENT ON COLUMN publications.standing_before IS 'since and until when the earlier version was served: what a roll-back puts back; NULL when nothing was live';

CREATE INDEX publications_flow ON publications (flow_id, id);
CREATE UNIQUE INDEX publications_one_running ON publications (flow_id, environment)
  WHERE state IN ('migrating', 'rolling_back');

-- The journey as it was before a publication moved it: proof that it was moved, and all that a roll-back needs.
CREATE TABLE publication_journeys (
  publication_id uuid NOT NULL REFERENCES publications (id),
  journey_id uuid NOT NULL REFERENCES journeys (id) ON DELETE CASCADE,
  org_id uuid NOT NULL,
  outcome text NOT NULL,
  before jsonb NOT NULL,
  revision_after integer NOT NULL,
  restored_at timestamptz,
  PRIMARY KEY (publication_id, journey_id)
);

CREATE INDEX publication_journeys_journey ON publication_journeys (journey_id);

ALTER TABLE participants ENABLE ROW LEVEL SECURITY;
ALTER TABLE participants FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON participants
  USING (org_id = app_org_id() OR app_is_system())
  WITH CHECK (org_id = app_org_id() OR app_is_system());

ALTER TABLE journeys ENABLE ROW LEVEL SECURITY;
ALTER TABLE journeys FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON journeys
  USING (org_id = app_org_id() OR app_is_system())
  WITH CHECK (org_id = app_org_id() OR app_is_system());

ALTER TABLE journey_steps ENABLE ROW LEVEL SECURITY;
ALTER TABLE journey_steps FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON journey_steps
  USING (org_id = app_org_id() OR app_is_system())
  WITH CHECK (org_id = app_org_id() OR app_is_system());

ALTER TABLE journey_snoozes ENABLE ROW LEVEL SECURITY;
ALTER TABLE journey_snoozes FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON journey_snoozes
  USING (org_id = app_org_id() OR app_is_system())
  WITH CHECK (org_id = app_org_id() OR app_is_system());

ALTER TABLE step_webhook_receipts ENABLE ROW LEVEL SECURITY;
ALTER TABLE step_webhook_receipts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON step_webhook_receipts
  USING (org_id = app_org_id() OR app_is_system())
  WITH CHECK (org_id = app_org_id() OR app_is_system());

ALTER TABLE publications ENABLE ROW LEVEL SECURITY;
ALTER TABLE publications FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON publications
  USING (org_id = app_org_id() OR app_is_system())
  WITH CHECK (org_id = app_org_id() OR app_is_system());

ALTER TABLE publication_journeys ENABLE ROW LEVEL SECURITY;
ALTER TABLE publication_journeys FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON publication_journeys
  USING (org_id = app_org_id() OR app_is_system())
  WITH CHECK (org_id = app_org_id() OR app_is_system());
