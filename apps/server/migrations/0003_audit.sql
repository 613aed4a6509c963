-- Append-only record of who did what. The application role may add to it and read it, never change it.

CREATE TABLE audit_entries (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  environment text CHECK (environment IN ('live', 'test')),
  at timestamptz NOT NULL,
  actor_kind text NOT NULL CHECK (actor_kind IN ('member', 'participant', 'api_key', 'operator', 'webhook', 'system')),
  actor_id text,
  action text NOT NULL CHECK (length(action) BETWEEN 1 AND 120),
  resource_kind text NOT NULL,
  resource_id text NOT NULL,
  before jsonb,
  after jsonb,
  ip inet,
  user_agent text,
  correlation_id text
);

CREATE INDEX audit_entries_org ON audit_entries (org_id, id);

ALTER TABLE audit_entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_entries FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON audit_entries
  USING (org_id = app_org_id() OR app_is_system())
  WITH CHECK (org_id = app_org_id() OR app_is_system());
