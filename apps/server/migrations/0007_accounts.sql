-- Everything between a stranger and a member with the right powers. Links that travel in mails carry a MAC of their id under
-- the installation's key, so that nothing of them is kept; other secrets are kept as SHA-256 hashes. What must be readable
-- (TOTP secrets, the state of a sign-in that has begun) is sealed (AES-256-GCM).

-- Organizations ------------------------------------------------------------------------------------------------------

ALTER TABLE organizations ADD COLUMN deleted_at timestamptz;
ALTER TABLE organizations ADD COLUMN deleted_by uuid;
ALTER TABLE organizations ADD COLUMN suspended_at timestamptz;
ALTER TABLE organizations ADD COLUMN suspended_reason text;

COMMENT ON COLUMN organizations.deleted_at IS 'soft delete: nobody works in it any more; it can be restored for 30 days';

-- Accounts -----------------------------------------------------------------------------------------------------------

ALTER TABLE accounts ADD COLUMN email_verified_at timestamptz;
ALTER TABLE accounts ADD COLUMN password_changed_at timestamptz;
ALTER TABLE accounts ADD COLUMN operator_role text CHECK (operator_role IN ('admin', 'super_admin'));
ALTER TABLE accounts ADD COLUMN suspended_at timestamptz;
ALTER TABLE accounts ADD COLUMN suspended_reason text;
ALTER TABLE accounts ADD COLUMN anonymized_at timestamptz;

-- Accounts that are here already were made by whoever runs the installation, who answers for their addresses.
SELECT set_config('app.system', 'on', true);
UPDATE accounts SET email_verified_at = created_at;
SELECT set_config('app.system', '', true);

COMMENT ON COLUMN accounts.operator_role IS 'staff of the installation; NULL for everybody else';

-- The passwords somebody had before, newest first; the last five may not come back.
CREATE TABLE password_history (
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  password_hash text NOT NULL,
  retired_at timestamptz NOT NULL
);

CREATE INDEX password_history_account ON password_history (account_id, retired_at DESC);

-- Failed attempts by address, whether or not an account has it: a lock must not tell who exists. The address is kept as an
-- HMAC under the installation's key.
CREATE TABLE sign_in_failures (
  address_hash bytea PRIMARY KEY CHECK (length(address_hash) = 32),
  failures integer NOT NULL CHECK (failures > 0),
  last_failed_at timestamptz NOT NULL,
  locked_until timestamptz
);

CREATE INDEX sign_in_failures_age ON sign_in_failures (last_failed_at);

-- Links that were mailed. `email` is the address that the link was sent to and speaks for. `already_signed_up` has no link: its
-- rows only count how often somebody was told that they have an account.
CREATE TABLE account_tokens (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  purpose text NOT NULL CHECK (purpose IN ('verify_email', 'change_email', 'reset_password', 'magic_link', 'unlock', 'already_signed_up')),
  email text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);

CREATE INDEX account_tokens_account ON account_tokens (account_id, purpose, created_at DESC);
CREATE INDEX account_tokens_expiry ON account_tokens (expires_at);

-- Sessions -----------------------------------------------------------------------------------------------------------

-- squawk-ignore ban-drop-not-null -- who reads sessions is this server, and it is migrated before it starts
ALTER TABLE sessions ALTER COLUMN org_id DROP NOT NULL;
-- squawk-ignore ban-drop-not-null
ALTER TABLE sessions ALTER COLUMN token_hash DROP NOT NULL;
ALTER TABLE sessions ADD COLUMN kind text NOT NULL DEFAULT 'web' CHECK (kind IN ('web', 'api'));
ALTER TABLE sessions ADD COLUMN method text NOT NULL DEFAULT 'password'
  CHECK (method IN ('password', 'passkey', 'magic_link', 'oauth', 'sso', 'sign_up', 'impersonation'));
ALTER TABLE sessions ADD COLUMN second_factor_at timestamptz;
ALTER TABLE sessions ADD COLUMN confirmed_at timestamptz;
-- The two constraints are not checked against the sessions there are, which meet them: nobody has acted in another's name yet,
-- and every one has its cookie.
ALTER TABLE sessions ADD COLUMN impersonator_id uuid;
ALTER TABLE sessions ADD CONSTRAINT sessions_impersonator_id_fkey
  FOREIGN KEY (impersonator_id) REFERENCES accounts (id) NOT VALID;
ALTER TABLE sessions ADD COLUMN ended_reason text;
ALTER TABLE sessions ADD CONSTRAINT sessions_token_of_web CHECK ((kind = 'web') = (token_hash IS NOT NULL)) NOT VALID;

COMMENT ON COLUMN sessions.org_id IS 'the organization worked in; NULL for an account that belongs to none';
COMMENT ON COLUMN sessions.kind IS 'web: a cookie, kept as its hash; api: a family of refresh tokens';
COMMENT ON COLUMN sessions.confirmed_at IS 'when the person last proved that it is still them';

-- Each refresh token is used once; using one again ends the session that it belongs to.
CREATE TABLE refresh_tokens (
  id uuid PRIMARY KEY,
  session_id uuid NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);

CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);

-- What has been begun and waits for its second half: a password that was right and waits for a second factor, a challenge to
-- a passkey, a visit to another provider.
CREATE TABLE sign_in_ceremonies (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('second_factor', 'passkey_registration', 'passkey', 'oauth', 'sso')),
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  account_id uuid REFERENCES accounts (id) ON DELETE CASCADE,
  sealed bytea NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);

CREATE INDEX sign_in_ceremonies_expiry ON sign_in_ceremonies (expires_at);

-- Wrong answers to "confirm that it is still you", one after the other; a right one removes the row.
CREATE TABLE confirmation_failures (
  session_id uuid PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
  failures integer NOT NULL CHECK (failures > 0)
);

-- Second factors -----------------------------------------------------------------------------------------------------

CREATE TABLE totp_secrets (
  account_id uuid PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  sealed bytea NOT NULL,
  created_at timestamptz NOT NULL,
  confirmed_at timestamptz,
  last_used_step bigint
);

COMMENT ON COLUMN totp_secrets.last_used_step IS 'the 30 s window of the last code accepted: no code of it or before it works again';

-- One salt for the ten codes of a set, so that checking one costs one hash.
CREATE TABLE backup_code_sets (
  account_id uuid PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  salt bytea NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE backup_codes (
  account_id uuid NOT NULL REFERENCES backup_code_sets (account_id) ON DELETE CASCADE,
  code_hash bytea NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (account_id, code_hash)
);

CREATE TABLE passkeys (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  credential_id bytea NOT NULL UNIQUE,
  public_key bytea NOT NULL,
  counter bigint NOT NULL,
  transports text[] NOT NULL DEFAULT '{}',
  is_backed_up boolean NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  created_at timestamptz NOT NULL,
  last_used_at timestamptz
);

CREATE INDEX passkeys_account ON passkeys (account_id);

-- Who somebody is at another provider.
CREATE TABLE connected_accounts (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  provider text NOT NULL,
  subject text NOT NULL,
  email text,
  connected_at timestamptz NOT NULL,
  last_used_at timestamptz,
  UNIQUE (provider, subject)
);

CREATE INDEX connected_accounts_account ON connected_accounts (account_id);

-- Terms --------------------------------------------------------------------------------------------------------------

CREATE TABLE legal_documents (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('terms', 'privacy')),
  version text NOT NULL CHECK (length(version) BETWEEN 1 AND 40),
  is_major boolean NOT NULL,
  texts jsonb NOT NULL,
  published_at timestamptz NOT NULL,
  UNIQUE (kind, version)
);

COMMENT ON COLUMN legal_documents.texts IS 'locale → {title, body} in Markdown';
COMMENT ON COLUMN legal_documents.is_major IS 'members are held back until they accept it';

CREATE TABLE legal_acceptances (
  account_id uuid NOT NULL REFERENCES accounts (id),
  document_id uuid NOT NULL REFERENCES legal_documents (id),
  accepted_at timestamptz NOT NULL,
  ip inet,
  user_agent text,
  PRIMARY KEY (account_id, document_id)
);

-- Invitations --------------------------------------------------------------------------------------------------------

CREATE TABLE invitations (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES organizations (id),
  email text NOT NULL CHECK (length(email) BETWEEN 3 AND 320),
  role text NOT NULL CHECK (role IN ('viewer', 'member', 'admin', 'owner')),
  link_id uuid NOT NULL UNIQUE,
  invited_by uuid NOT NULL REFERENCES accounts (id),
  created_at timestamptz NOT NULL,
  sent_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'accepted', 'declined', 'revoked')),
  answered_at timestamptz,
  accepted_by uuid REFERENCES accounts (id),
  sent_times timestamptz[] NOT NULL DEFAULT '{}'
);

COMMENT ON COLUMN invitations.sent_times IS 'when it was mailed, the last three times';
COMMENT ON COLUMN invitations.link_id IS 'what the mailed link is made from; sending again changes it';

CREATE INDEX invitations_org ON invitations (org_id, id);
CREATE UNIQUE INDEX invitations_one_pending ON invitations (org_id, lower(email)) WHERE state = 'pending';

ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitations FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON invitations
  USING (org_id = app_org_id() OR app_is_system())
  WITH CHECK (org_id = app_org_id() OR app_is_system());

-- Mail ---------------------------------------------------------------------------------------------------------------

-- A mail is kept as what it says, not as its text: the links in it are secrets and are made when it is rendered.
CREATE TABLE mails (
  id uuid PRIMARY KEY,
  org_id uuid REFERENCES organizations (id),
  account_id uuid,
  recipient text NOT NULL,
  template text NOT NULL,
  locale text NOT NULL,
  data jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  message_id text
);

CREATE INDEX mails_newest ON mails (id DESC);

-- What belongs to an account and to no organization is for system work alone -----------------------------------------

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['password_history', 'sign_in_failures', 'account_tokens', 'refresh_tokens', 'sign_in_ceremonies',
    'confirmation_failures',
    'totp_secrets', 'backup_code_sets', 'backup_codes', 'passkeys', 'connected_accounts', 'legal_acceptances', 'mails']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY system ON %I USING (app_is_system()) WITH CHECK (app_is_system())', name);
  END LOOP;
END
$$;
