-- The event log: append-only, one partition a month.

CREATE TABLE imports (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES organizations (id),
  environment text NOT NULL CHECK (environment IN ('live', 'test')),
  file_name text NOT NULL,
  mapping jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('done', 'undone')),
  participants_added integer NOT NULL DEFAULT 0,
  events_added integer NOT NULL DEFAULT 0,
  rows_read integer NOT NULL DEFAULT 0,
  rows_skipped integer NOT NULL DEFAULT 0,
  first_event_at timestamptz,
  last_event_at timestamptz,
  created_at timestamptz NOT NULL,
  undone_at timestamptz
);

CREATE INDEX imports_org ON imports (org_id, id);

CREATE TABLE onboarding_events (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  environment text NOT NULL,
  occurred_at timestamptz NOT NULL,
  ordinal integer NOT NULL DEFAULT 0,
  name text NOT NULL,
  participant_id uuid NOT NULL,
  journey_id uuid,
  flow_id uuid,
  version_number integer,
  step_key text,
  actor text,
  from_state text,
  to_state text,
  percent smallint,
  market text,
  traits jsonb,
  properties jsonb,
  correlation_id text,
  import_id uuid,
  PRIMARY KEY (id, occurred_at)
) PARTITION BY RANGE (occurred_at);

COMMENT ON COLUMN onboarding_events.ordinal IS 'order among events of one instant: the line of an imported file, 0 for events recorded as they happened';
COMMENT ON COLUMN onboarding_events.traits IS 'the participant''s traits as they were at that moment; NULL where none';

CREATE INDEX onboarding_events_participant ON onboarding_events (org_id, participant_id, occurred_at);
CREATE INDEX onboarding_events_flow ON onboarding_events (org_id, environment, flow_id, occurred_at)
  WHERE flow_id IS NOT NULL;

-- Makes the partitions of every month from first_day to last_day that are missing. Runs with the rights of the
-- owner, because the application role may not create tables; a partition obeys the tenant policy of its parent even
-- when it is read directly. A table is made and then attached: CREATE TABLE … PARTITION OF would wait for, and hold up,
-- everybody who reads or writes events.
CREATE FUNCTION ensure_event_partitions(first_day date, last_day date) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public
AS $$
DECLARE
  month date := date_trunc('month', first_day)::date;
  partition text;
  made integer := 0;
BEGIN
  IF last_day - first_day > 36600 THEN
    RAISE EXCEPTION 'more than a century of partitions asked for' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  WHILE month <= last_day LOOP
    partition := format('onboarding_events_%s', to_char(month, 'YYYY_MM'));
    IF to_regclass('public.' || partition) IS NULL THEN
      PERFORM pg_advisory_xact_lock(hashtext('onboarding_events partitions'));
    END IF;
    -- Looked at again, since whoever held the lock may have made it; and by a query, since names that were not found are
    -- remembered as such.
    IF NOT EXISTS (SELECT FROM pg_class WHERE relname = partition AND relnamespace = 'public'::regnamespace) THEN
      EXECUTE format('CREATE TABLE public.%I (LIKE public.onboarding_events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)',
        partition);
      EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', partition);
      EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', partition);
      EXECUTE format('CREATE POLICY tenant ON public.%I USING (org_id = app_org_id() OR app_is_system()) '
        'WITH CHECK (org_id = app_org_id() OR app_is_system())', partition);
      EXECUTE format('ALTER TABLE public.onboarding_events ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
        partition, month::timestamp AT TIME ZONE 'UTC', (month + interval '1 month')::timestamp AT TIME ZONE 'UTC');
      made := made + 1;
    END IF;
    month := (month + interval '1 month')::date;
  END LOOP;
  RETURN made;
END
$$;

REVOKE ALL ON FUNCTION ensure_event_partitions(date, date) FROM PUBLIC;

-- How often each gate turned somebody away, by the route that asked and the step that was missing.
CREATE TABLE gate_refusals (
  org_id uuid NOT NULL,
  environment text NOT NULL CHECK (environment IN ('live', 'test')),
  day date NOT NULL,
  capability text NOT NULL,
  step_key text NOT NULL,
  route text NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (org_id, environment, day, capability, step_key, route)
);

ALTER TABLE imports ENABLE ROW LEVEL SECURITY;
ALTER TABLE imports FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON imports
  USING (org_id = app_org_id() OR app_is_system())
  WITH CHECK (org_id = app_org_id() OR app_is_system());

ALTER TABLE onboarding_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE onboarding_events FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON onboarding_events
  USING (org_id = app_org_id() OR app_is_system())
  WITH CHECK (org_id = app_org_id() OR app_is_system());

ALTER TABLE gate_refusals ENABLE ROW LEVEL SECURITY;
ALTER TABLE gate_refusals FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON gate_refusals
  USING (org_id = app_org_id() OR app_is_system())
  WITH CHECK (org_id = app_org_id() OR app_is_system());
