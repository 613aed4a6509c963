-- Organizations, the people who work in them, and the secrets that open doors. Secrets are kept as SHA-256 hashes;
-- signing secrets, which must be readable to verify, are sealed (AES-256-GCM) under the installation's key.

CREATE TABLE organizations (
  id uuid PRIMARY KEY,
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z][a-z0-9-]{0,62}$'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  logo_url text,
  accent text CHECK (accent ~ '^#[0-9a-fA-F]{6}$'),
  default_locale text NOT NULL DEFAULT 'en',
  is_system boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL
);

COMMENT ON COLUMN organizations.is_system IS 'the installation itself: owns the built-in flow that organizations go through';

CREATE UNIQUE INDEX organizations_one_system ON organizations (is_system) WHERE is_system;

ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE organizations FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organizations
  USING (id = app_org_id() OR app_is_system())
  WITH CHECK (id = app_org_id() OR app_is_system());

CREATE TABLE accounts (
  id uuid PRIMARY KEY,
  email text NOT NULL CHECK (length(email) BETWEEN 3 AND 320),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  password_hash text,
  locale text,
  created_at timestamptz NOT NULL
);

CREATE UNIQUE INDEX accounts_email ON accounts (lower(email));

CREATE TABLE members (
  org_id uuid NOT NULL REFERENCES organizations (id),
  account_id uuid NOT NULL REFERENCES accounts (id),
  role text NOT NULL CHECK (role IN ('viewer', 'member', 'admin', 'owner')),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, account_id)
);

CREATE INDEX members_account ON members (account_id);

ALTER TABLE accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts FORCE ROW LEVEL SECURITY;
CREATE POLICY colleague ON accounts
  USING (
    app_is_system()
    OR EXISTS (SELECT FROM members WHERE members.account_id = accounts.id AND members.org_id = app_org_id())
  )
  WITH CHECK (app_is_system());

CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  account_id uuid NOT NULL REFERENCES accounts (id),
  org_id uuid NOT NULL REFERENCES organizations (id),
  created_at timestamptz NOT NULL,
  last_active_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  ip inet,
  user_agent text
);

CREATE INDEX sessions_account ON sessions (account_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE api_keys (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES organizations (id),
  environment text NOT NULL CHECK (environment IN ('live', 'test')),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  prefix text NOT NULL,
  secret_hash bytea NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
  scopes text[] NOT NULL,
  created_by uuid REFERENCES accounts (id),
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);

CREATE INDEX api_keys_org ON api_keys (org_id, id);

CREATE TABLE signing_secrets (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES organizations (id),
  environment text NOT NULL CHECK (environment IN ('live', 'test')),
  sealed bytea NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at timestamptz
);

CREATE INDEX signing_secrets_org ON signing_secrets (org_id, environment);

ALTER TABLE members ENABLE ROW LEVEL SECURITY;
ALTER TABLE members FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON members
  USING (org_id = app_org_id() OR app_is_system())
  WITH CHECK (org_id = app_org_id() OR app_is_system());

ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE sessions FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON sessions
  USING (org_id = app_org_id() OR app_is_system())
  WITH CHECK (org_id = app_org_id() OR app_is_system());

ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON api_keys
  USING (org_id = app_org_id() OR app_is_system())
  WITH CHECK (org_id = app_org_id() OR app_is_system());

ALTER TABLE signing_secrets ENABLE ROW LEVEL SECURITY;
ALTER TABLE signing_secrets FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON signing_secrets
  USING (org_id = app_org_id() OR app_is_system())
  WITH CHECK (org_id = app_org_id() OR app_is_system());
