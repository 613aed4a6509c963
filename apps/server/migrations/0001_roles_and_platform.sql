-- Who may see what. A transaction names its tenant with set_config('app.org_id', …, true), or declares itself system
-- work with set_config('app.system', 'on', true); both end with the transaction. Every tenant table then carries:
--
--   ALTER TABLE x ENABLE ROW LEVEL SECURITY;
--   ALTER TABLE x FORCE ROW LEVEL SECURITY;
--   CREATE POLICY tenant ON x
--     USING (org_id = app_org_id() OR app_is_system())
--     WITH CHECK (org_id = app_org_id() OR app_is_system());
--
-- The two functions are plain SQL so that the planner inlines them.

CREATE FUNCTION app_org_id() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.org_id', true), '')::uuid;

CREATE FUNCTION app_is_system() RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(current_setting('app.system', true), '') = 'on';

-- Gives the application role what it needs and nothing more: rows, never tables. The default privileges cover what
-- later migrations create, so that they need no GRANT lines.
CREATE FUNCTION admit_application_role(role_name name) RETURNS void
  LANGUAGE plpgsql
  SET search_path = pg_catalog, public
AS $$
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', role_name);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO %I', role_name);
  EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO %I', role_name);
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %I', role_name);
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO %I', role_name);
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO %I', role_name);
  EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON public.schema_migrations FROM %I', role_name);
END
$$;

REVOKE ALL ON FUNCTION admit_application_role(name) FROM PUBLIC;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

SELECT admit_application_role(current_setting('stepwell.application_role')::name);

-- Events that other rooms react to, written in the transaction that caused them.
CREATE TABLE outbox (
  id uuid PRIMARY KEY,
  org_id uuid,
  topic text NOT NULL CHECK (length(topic) BETWEEN 1 AND 200),
  payload jsonb NOT NULL,
  correlation_id text,
  created_at timestamptz NOT NULL,
  taken_at timestamptz
);

CREATE INDEX outbox_untaken ON outbox (id) WHERE taken_at IS NULL;

COMMENT ON COLUMN outbox.taken_at IS 'when the dispatcher wrote down which handlers the event is owed to';
COMMENT ON COLUMN outbox.org_id IS 'NULL: an event of the whole installation, delivered to system handlers';

-- What each handler still owes each event. A row is made when the dispatcher takes the event in, and stays as the
-- proof of delivery until the event is purged.
CREATE TABLE outbox_deliveries (
  event_id uuid NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
  handler text NOT NULL CHECK (length(handler) BETWEEN 1 AND 200),
  org_id uuid,
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done', 'failed')),
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  next_attempt_at timestamptz NOT NULL,
  last_error text,
  done_at timestamptz,
  PRIMARY KEY (event_id, handler)
);

CREATE INDEX outbox_deliveries_due ON outbox_deliveries (next_attempt_at) WHERE state = 'pending';
CREATE INDEX outbox_deliveries_failed ON outbox_deliveries (event_id) WHERE state = 'failed';

ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON outbox
  USING (org_id = app_org_id() OR app_is_system())
  WITH CHECK (org_id = app_org_id() OR app_is_system());

ALTER TABLE outbox_deliveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox_deliveries FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON outbox_deliveries
  USING (org_id = app_org_id() OR app_is_system())
  WITH CHECK (org_id = app_org_id() OR app_is_system());
