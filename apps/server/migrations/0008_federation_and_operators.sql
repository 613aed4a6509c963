-- People who come by way of somebody else: single sign-on and directories of organizations. And staff of the installation,
-- whose deeds in somebody's name are recorded with both identities.

-- Audit --------------------------------------------------------------------------------------------------------------

ALTER TABLE audit_entries DROP CONSTRAINT audit_entries_actor_kind_check;
ALTER TABLE audit_entries ADD CONSTRAINT audit_entries_actor_kind_check
  CHECK (actor_kind IN ('member', 'participant', 'api_key', 'directory', 'operator', 'webhook', 'system')) NOT VALID;
ALTER TABLE audit_entries ADD COLUMN on_behalf_of uuid;

COMMENT ON COLUMN audit_entries.on_behalf_of IS 'the account in whose name an operator acted';

-- Invitations --------------------------------------------------------------------------------------------------------

-- What waits for an address, whichever organization asked.
-- squawk-ignore require-concurrent-index-creation -- the server is migrated before it starts
CREATE INDEX invitations_waiting ON invitations (lower(email)) WHERE state = 'pending';

-- Operators ----------------------------------------------------------------------------------------------------------

ALTER TABLE accounts ADD COLUMN suspended_by uuid;
ALTER TABLE organizations ADD COLUMN suspended_by uuid;
ALTER TABLE sessions ADD COLUMN impersonation_reason text;

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX sessions_impersonator ON sessions (impersonator_id) WHERE impersonator_id IS NOT NULL;
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX accounts_operators ON accounts (operator_role) WHERE operator_role IS NOT NULL;

-- Lists of the operator console run newest first over all tenants.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX accounts_newest ON accounts (created_at DESC, id DESC);
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX organizations_newest ON organizations (created_at DESC, id DESC);

-- Single sign-on -----------------------------------------------------------------------------------------------------

CREATE TABLE single_sign_on_connections (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL UNIQUE REFERENCES organizations (id),
  kind text NOT NULL CHECK (kind IN ('saml', 'oidc')),
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'active')),
  is_enforced boolean NOT NULL DEFAULT false,
  default_role text NOT NULL CHECK (default_role IN ('viewer', 'member', 'admin')),
  settings jsonb NOT NULL,
  sealed_secret bytea,
  tested_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CHECK (state = 'active' OR NOT is_enforced)
);

COMMENT ON COLUMN single_sign_on_connections.settings IS
  'saml: {entity_id, sign_in_url, certificates}; oidc: {issuer, client_id}';
COMMENT ON COLUMN single_sign_on_connections.sealed_secret IS 'the OpenID Connect client secret (AES-256-GCM)';

-- A domain counts once it is verified, and then for one organization alone.
CREATE TABLE organization_domains (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES organizations (id),
  domain text NOT NULL CHECK (domain = lower(domain) AND length(domain) BETWEEN 3 AND 253),
  created_at timestamptz NOT NULL,
  verified_at timestamptz,
  UNIQUE (org_id, domain)
);

CREATE UNIQUE INDEX organization_domains_owner ON organization_domains (domain) WHERE verified_at IS NOT NULL;

-- Directories (SCIM 2.0) ---------------------------------------------------------------------------------------------

CREATE TABLE directory_tokens (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES organizations (id),
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  prefix text NOT NULL,
  created_by uuid NOT NULL REFERENCES accounts (id),
  created_at timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at timestamptz
);

CREATE UNIQUE INDEX directory_tokens_live ON directory_tokens (org_id) WHERE revoked_at IS NULL;

-- What a directory says of somebody, as it said it; the account is who they are here.
CREATE TABLE directory_users (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES organizations (id),
  account_id uuid REFERENCES accounts (id) ON DELETE SET NULL,
  user_name text NOT NULL CHECK (length(user_name) BETWEEN 1 AND 320),
  external_id text CHECK (length(external_id) <= 500),
  email text NOT NULL CHECK (length(email) BETWEEN 3 AND 320),
  is_active boolean NOT NULL,
  resource jsonb NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

COMMENT ON COLUMN directory_users.resource IS 'the attributes of RFC 7643 that the directory sent and we keep';

CREATE UNIQUE INDEX directory_users_name ON directory_users (org_id, lower(user_name));
CREATE INDEX directory_users_external ON directory_users (org_id, external_id);
CREATE INDEX directory_users_email ON directory_users (org_id, lower(email));
CREATE INDEX directory_users_account ON directory_users (account_id);
CREATE INDEX directory_users_page ON directory_users (org_id, created_at, id);

CREATE TABLE directory_groups (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES organizations (id),
  display_name text NOT NULL CHECK (length(display_name) BETWEEN 1 AND 300),
  external_id text CHECK (length(external_id) <= 500),
  role text CHECK (role IN ('viewer', 'member', 'admin')),
  version bigint NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

COMMENT ON COLUMN directory_groups.role IS 'what the members of the group are at least; NULL gives nothing';

CREATE UNIQUE INDEX directory_groups_name ON directory_groups (org_id, lower(display_name));
CREATE INDEX directory_groups_external ON directory_groups (org_id, external_id);
CREATE INDEX directory_groups_page ON directory_groups (org_id, created_at, id);

CREATE TABLE directory_group_members (
  group_id uuid NOT NULL REFERENCES directory_groups (id) ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES directory_users (id) ON DELETE CASCADE,
  org_id uuid NOT NULL REFERENCES organizations (id),
  PRIMARY KEY (group_id, user_id)
);

CREATE INDEX directory_group_members_user ON directory_group_members (user_id);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['single_sign_on_connections', 'organization_domains', 'directory_tokens', 'directory_users',
    'directory_groups', 'directory_group_members']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON %I USING (org_id = app_org_id() OR app_is_system()) WITH CHECK (org_id = app_org_id() OR app_is_system())',
      name);
  END LOOP;
END
$$;
