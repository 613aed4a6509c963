-- The schema that all migrations together make, for reading and for review. Written by a tool; do not edit.
-- The application role gets SELECT, INSERT, UPDATE, DELETE on tables by default privileges. Partitions are left out.

CREATE OR REPLACE FUNCTION public.admit_application_role(role_name name)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', role_name);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO %I', role_name);
  EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO %I', role_name);
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %I', role_name);
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO %I', role_name);
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO %I', role_name);
  EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON public.schema_migrations FROM %I', role_name);
END
$function$
;

CREATE OR REPLACE FUNCTION public.app_is_system()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (COALESCE(current_setting('app.system'::text, true), ''::text) = 'on'::text)
;

CREATE OR REPLACE FUNCTION public.app_org_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid
;

CREATE OR REPLACE FUNCTION public.ensure_event_partitions(first_day date, last_day date)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
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
$function$
;

CREATE OR REPLACE FUNCTION public.journey_percent(journey uuid)
 RETURNS integer
 LANGUAGE sql
 STABLE
RETURN (SELECT CASE WHEN (COALESCE(sum(journey_steps.weight), (0)::bigint) = 0) THEN 100 ELSE (((100 * COALESCE(sum(journey_steps.weight) FILTER (WHERE (journey_steps.state = ANY (ARRAY['done'::text, 'skipped'::text]))), (0)::bigint)) / sum(journey_steps.weight)))::integer END AS "case" FROM journey_steps WHERE ((journey_steps.journey_id = journey_percent.journey) AND journey_steps.applicable))
;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION '% rows never change', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$function$
;

CREATE OR REPLACE FUNCTION public.refuse_removal()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER') THEN
    RAISE EXCEPTION '% rows are never removed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END
$function$
;

CREATE TABLE account_tokens (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  purpose text NOT NULL,
  email text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone,
  visit text,
  code_attempts smallint NOT NULL DEFAULT 0,
  CONSTRAINT account_tokens_pkey PRIMARY KEY (id),
  CONSTRAINT account_tokens_purpose_check CHECK ((purpose = ANY (ARRAY['verify_email'::text, 'change_email'::text, 'reset_password'::text, 'magic_link'::text, 'unlock'::text, 'already_signed_up'::text]))),
  CONSTRAINT account_tokens_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE
);
COMMENT ON COLUMN account_tokens.visit IS 'digest of the cookie of the browser that asked for a magic link; it needs no code';
COMMENT ON COLUMN account_tokens.code_attempts IS 'how often another browser brought a code, right or wrong';
CREATE INDEX account_tokens_account ON public.account_tokens USING btree (account_id, purpose, created_at DESC);
CREATE INDEX account_tokens_expiry ON public.account_tokens USING btree (expires_at);
ALTER TABLE account_tokens ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_tokens FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON account_tokens
  USING (app_is_system())
  WITH CHECK (app_is_system());

CREATE TABLE accounts (
  id uuid NOT NULL,
  email text NOT NULL,
  name text NOT NULL,
  password_hash text,
  locale text,
  created_at timestamp with time zone NOT NULL,
  email_verified_at timestamp with time zone,
  password_changed_at timestamp with time zone,
  operator_role text,
  suspended_at timestamp with time zone,
  suspended_reason text,
  anonymized_at timestamp with time zone,
  suspended_by uuid,
  CONSTRAINT accounts_pkey PRIMARY KEY (id),
  CONSTRAINT accounts_email_check CHECK (((length(email) >= 3) AND (length(email) <= 320))),
  CONSTRAINT accounts_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  CONSTRAINT accounts_operator_role_check CHECK ((operator_role = ANY (ARRAY['admin'::text, 'super_admin'::text])))
);
COMMENT ON COLUMN accounts.operator_role IS 'staff of the installation; NULL for everybody else';
CREATE UNIQUE INDEX accounts_email ON public.accounts USING btree (lower(email));
CREATE INDEX accounts_newest ON public.accounts USING btree (created_at DESC, id DESC);
CREATE INDEX accounts_operators ON public.accounts USING btree (operator_role) WHERE (operator_role IS NOT NULL);
ALTER TABLE accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts FORCE ROW LEVEL SECURITY;
CREATE POLICY colleague ON accounts
  USING ((app_is_system() OR (EXISTS ( SELECT
   FROM members
  WHERE ((members.account_id = accounts.id) AND (members.org_id = app_org_id()))))))
  WITH CHECK (app_is_system());

CREATE TABLE api_keys (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  environment text NOT NULL,
  name text NOT NULL,
  prefix text NOT NULL,
  secret_hash bytea NOT NULL,
  scopes text[] NOT NULL,
  created_by uuid,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  CONSTRAINT api_keys_pkey PRIMARY KEY (id),
  CONSTRAINT api_keys_secret_hash_key UNIQUE (secret_hash),
  CONSTRAINT api_keys_environment_check CHECK ((environment = ANY (ARRAY['live'::text, 'test'::text]))),
  CONSTRAINT api_keys_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80))),
  CONSTRAINT api_keys_secret_hash_check CHECK ((length(secret_hash) = 32)),
  CONSTRAINT api_keys_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  CONSTRAINT api_keys_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id)
);
CREATE INDEX api_keys_org ON public.api_keys USING btree (org_id, id);
ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON api_keys
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE audit_chain (
  org_id uuid NOT NULL,
  ordinal bigint NOT NULL,
  entry_id uuid NOT NULL,
  digest bytea NOT NULL,
  CONSTRAINT audit_chain_pkey PRIMARY KEY (org_id, ordinal),
  CONSTRAINT audit_chain_digest_check CHECK ((length(digest) = 32)),
  CONSTRAINT audit_chain_ordinal_check CHECK ((ordinal > 0))
);
CREATE UNIQUE INDEX audit_chain_entry ON public.audit_chain USING btree (entry_id);
ALTER TABLE audit_chain ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_chain FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON audit_chain
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));
CREATE TRIGGER audit_chain_immutable BEFORE UPDATE ON public.audit_chain FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_chain_kept BEFORE DELETE ON public.audit_chain FOR EACH ROW EXECUTE FUNCTION refuse_removal();

CREATE TABLE audit_entries (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  environment text,
  at timestamp with time zone NOT NULL,
  actor_kind text NOT NULL,
  actor_id text,
  action text NOT NULL,
  resource_kind text NOT NULL,
  resource_id text NOT NULL,
  before jsonb,
  after jsonb,
  ip inet,
  user_agent text,
  correlation_id text,
  on_behalf_of uuid,
  CONSTRAINT audit_entries_pkey PRIMARY KEY (id),
  CONSTRAINT audit_entries_action_check CHECK (((length(action) >= 1) AND (length(action) <= 120))),
  CONSTRAINT audit_entries_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['member'::text, 'participant'::text, 'api_key'::text, 'directory'::text, 'operator'::text, 'webhook'::text, 'system'::text]))) NOT VALID,
  CONSTRAINT audit_entries_environment_check CHECK ((environment = ANY (ARRAY['live'::text, 'test'::text])))
);
COMMENT ON COLUMN audit_entries.on_behalf_of IS 'the account in whose name an operator acted';
CREATE INDEX audit_entries_actor ON public.audit_entries USING btree (org_id, actor_id, id);
CREATE INDEX audit_entries_at ON public.audit_entries USING btree (at);
CREATE INDEX audit_entries_org ON public.audit_entries USING btree (org_id, id);
CREATE INDEX audit_entries_resource ON public.audit_entries USING btree (org_id, resource_id, id);
ALTER TABLE audit_entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_entries FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON audit_entries
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));
CREATE TRIGGER audit_entries_immutable BEFORE UPDATE ON public.audit_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entries_kept BEFORE DELETE ON public.audit_entries FOR EACH ROW EXECUTE FUNCTION refuse_removal();

CREATE TABLE audit_heads (
  org_id uuid NOT NULL,
  ordinal bigint NOT NULL,
  digest bytea NOT NULL,
  signature bytea NOT NULL,
  chained_at timestamp with time zone NOT NULL,
  CONSTRAINT audit_heads_pkey PRIMARY KEY (org_id),
  CONSTRAINT audit_heads_digest_check CHECK ((length(digest) = 32)),
  CONSTRAINT audit_heads_signature_check CHECK ((length(signature) = 32))
);
ALTER TABLE audit_heads ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_heads FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON audit_heads
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE backup_code_sets (
  account_id uuid NOT NULL,
  salt bytea NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT backup_code_sets_pkey PRIMARY KEY (account_id),
  CONSTRAINT backup_code_sets_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE
);
ALTER TABLE backup_code_sets ENABLE ROW LEVEL SECURITY;
ALTER TABLE backup_code_sets FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON backup_code_sets
  USING (app_is_system())
  WITH CHECK (app_is_system());

CREATE TABLE backup_codes (
  account_id uuid NOT NULL,
  code_hash bytea NOT NULL,
  used_at timestamp with time zone,
  CONSTRAINT backup_codes_pkey PRIMARY KEY (account_id, code_hash),
  CONSTRAINT backup_codes_account_id_fkey FOREIGN KEY (account_id) REFERENCES backup_code_sets(account_id) ON DELETE CASCADE
);
ALTER TABLE backup_codes ENABLE ROW LEVEL SECURITY;
ALTER TABLE backup_codes FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON backup_codes
  USING (app_is_system())
  WITH CHECK (app_is_system());

CREATE TABLE confirmation_failures (
  session_id uuid NOT NULL,
  failures integer NOT NULL,
  CONSTRAINT confirmation_failures_pkey PRIMARY KEY (session_id),
  CONSTRAINT confirmation_failures_failures_check CHECK ((failures > 0)),
  CONSTRAINT confirmation_failures_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions(id) ON DELETE CASCADE
);
ALTER TABLE confirmation_failures ENABLE ROW LEVEL SECURITY;
ALTER TABLE confirmation_failures FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON confirmation_failures
  USING (app_is_system())
  WITH CHECK (app_is_system());

CREATE TABLE connected_accounts (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  provider text NOT NULL,
  subject text NOT NULL,
  email text,
  connected_at timestamp with time zone NOT NULL,
  last_used_at timestamp with time zone,
  CONSTRAINT connected_accounts_pkey PRIMARY KEY (id),
  CONSTRAINT connected_accounts_provider_subject_key UNIQUE (provider, subject),
  CONSTRAINT connected_accounts_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE
);
CREATE INDEX connected_accounts_account ON public.connected_accounts USING btree (account_id);
ALTER TABLE connected_accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE connected_accounts FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON connected_accounts
  USING (app_is_system())
  WITH CHECK (app_is_system());

CREATE TABLE directory_group_members (
  group_id uuid NOT NULL,
  user_id uuid NOT NULL,
  org_id uuid NOT NULL,
  CONSTRAINT directory_group_members_pkey PRIMARY KEY (group_id, user_id),
  CONSTRAINT directory_group_members_group_id_fkey FOREIGN KEY (group_id) REFERENCES directory_groups(id) ON DELETE CASCADE,
  CONSTRAINT directory_group_members_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id),
  CONSTRAINT directory_group_members_user_id_fkey FOREIGN KEY (user_id) REFERENCES directory_users(id) ON DELETE CASCADE
);
CREATE INDEX directory_group_members_user ON public.directory_group_members USING btree (user_id);
ALTER TABLE directory_group_members ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory_group_members FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON directory_group_members
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE directory_groups (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  display_name text NOT NULL,
  external_id text,
  role text,
  version bigint NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT directory_groups_pkey PRIMARY KEY (id),
  CONSTRAINT directory_groups_display_name_check CHECK (((length(display_name) >= 1) AND (length(display_name) <= 300))),
  CONSTRAINT directory_groups_external_id_check CHECK ((length(external_id) <= 500)),
  CONSTRAINT directory_groups_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'member'::text, 'admin'::text]))),
  CONSTRAINT directory_groups_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id)
);
COMMENT ON COLUMN directory_groups.role IS 'what the members of the group are at least; NULL gives nothing';
CREATE INDEX directory_groups_external ON public.directory_groups USING btree (org_id, external_id);
CREATE UNIQUE INDEX directory_groups_name ON public.directory_groups USING btree (org_id, lower(display_name));
CREATE INDEX directory_groups_page ON public.directory_groups USING btree (org_id, created_at, id);
ALTER TABLE directory_groups ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory_groups FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON directory_groups
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE directory_tokens (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  prefix text NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  CONSTRAINT directory_tokens_pkey PRIMARY KEY (id),
  CONSTRAINT directory_tokens_token_hash_key UNIQUE (token_hash),
  CONSTRAINT directory_tokens_token_hash_check CHECK ((length(token_hash) = 32)),
  CONSTRAINT directory_tokens_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  CONSTRAINT directory_tokens_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id)
);
CREATE UNIQUE INDEX directory_tokens_live ON public.directory_tokens USING btree (org_id) WHERE (revoked_at IS NULL);
ALTER TABLE directory_tokens ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory_tokens FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON directory_tokens
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE directory_users (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  account_id uuid,
  user_name text NOT NULL,
  external_id text,
  email text NOT NULL,
  is_active boolean NOT NULL,
  resource jsonb NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT directory_users_pkey PRIMARY KEY (id),
  CONSTRAINT directory_users_email_check CHECK (((length(email) >= 3) AND (length(email) <= 320))),
  CONSTRAINT directory_users_external_id_check CHECK ((length(external_id) <= 500)),
  CONSTRAINT directory_users_user_name_check CHECK (((length(user_name) >= 1) AND (length(user_name) <= 320))),
  CONSTRAINT directory_users_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE SET NULL,
  CONSTRAINT directory_users_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id)
);
COMMENT ON COLUMN directory_users.resource IS 'the attributes of RFC 7643 that the directory sent and we keep';
CREATE INDEX directory_users_account ON public.directory_users USING btree (account_id);
CREATE INDEX directory_users_email ON public.directory_users USING btree (org_id, lower(email));
CREATE INDEX directory_users_external ON public.directory_users USING btree (org_id, external_id);
CREATE UNIQUE INDEX directory_users_name ON public.directory_users USING btree (org_id, lower(user_name));
CREATE INDEX directory_users_page ON public.directory_users USING btree (org_id, created_at, id);
ALTER TABLE directory_users ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory_users FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON directory_users
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE error_group_hours (
  group_id uuid NOT NULL,
  hour timestamp with time zone NOT NULL,
  count integer NOT NULL,
  CONSTRAINT error_group_hours_pkey PRIMARY KEY (group_id, hour),
  CONSTRAINT error_group_hours_count_check CHECK ((count > 0)),
  CONSTRAINT error_group_hours_group_id_fkey FOREIGN KEY (group_id) REFERENCES error_groups(id) ON DELETE CASCADE
);
CREATE INDEX error_group_hours_old ON public.error_group_hours USING btree (hour);
ALTER TABLE error_group_hours ENABLE ROW LEVEL SECURITY;
ALTER TABLE error_group_hours FORCE ROW LEVEL SECURITY;
CREATE POLICY operators ON error_group_hours
  USING (app_is_system())
  WITH CHECK (app_is_system());

CREATE TABLE error_groups (
  id uuid NOT NULL,
  fingerprint text NOT NULL,
  code text NOT NULL,
  category text NOT NULL,
  severity text NOT NULL,
  place text NOT NULL,
  title text NOT NULL,
  frames text[] NOT NULL,
  count bigint NOT NULL,
  first_seen_at timestamp with time zone NOT NULL,
  last_seen_at timestamp with time zone NOT NULL,
  first_version text NOT NULL,
  last_version text NOT NULL,
  correlation_ids text[] NOT NULL,
  state text NOT NULL DEFAULT 'open'::text,
  state_changed_at timestamp with time zone,
  resolved_in integer[],
  reopened_at timestamp with time zone,
  CONSTRAINT error_groups_pkey PRIMARY KEY (id),
  CONSTRAINT error_groups_fingerprint_key UNIQUE (fingerprint),
  CONSTRAINT error_groups_check CHECK (((state = 'resolved'::text) = (resolved_in IS NOT NULL))),
  CONSTRAINT error_groups_count_check CHECK ((count > 0)),
  CONSTRAINT error_groups_fingerprint_check CHECK ((length(fingerprint) = 32)),
  CONSTRAINT error_groups_place_check CHECK ((length(place) <= 300)),
  CONSTRAINT error_groups_state_check CHECK ((state = ANY (ARRAY['open'::text, 'resolved'::text, 'ignored'::text]))),
  CONSTRAINT error_groups_title_check CHECK ((length(title) <= 300))
);
COMMENT ON COLUMN error_groups.place IS 'route, or handler in the background';
COMMENT ON COLUMN error_groups.correlation_ids IS 'of the latest occurrences, newest first';
COMMENT ON COLUMN error_groups.resolved_in IS 'numbers of the version that was running: what an older one reports later reopens nothing';
CREATE INDEX error_groups_latest ON public.error_groups USING btree (last_seen_at DESC, id DESC);
ALTER TABLE error_groups ENABLE ROW LEVEL SECURITY;
ALTER TABLE error_groups FORCE ROW LEVEL SECURITY;
CREATE POLICY operators ON error_groups
  USING (app_is_system())
  WITH CHECK (app_is_system());

CREATE TABLE flag_changes (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  flag_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  actor_kind text NOT NULL,
  actor_id uuid,
  kind text NOT NULL,
  definition jsonb NOT NULL,
  rollout jsonb,
  CONSTRAINT flag_changes_pkey PRIMARY KEY (id),
  CONSTRAINT flag_changes_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['member'::text, 'api_key'::text, 'operator'::text, 'system'::text]))),
  CONSTRAINT flag_changes_kind_check CHECK ((kind = ANY (ARRAY['created'::text, 'changed'::text, 'archived'::text]))),
  CONSTRAINT flag_changes_flag_id_fkey FOREIGN KEY (flag_id) REFERENCES flags(id),
  CONSTRAINT flag_changes_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id)
);
COMMENT ON COLUMN flag_changes.definition IS 'as it was from then on';
COMMENT ON COLUMN flag_changes.rollout IS 'what a staged rollout did, and by which figures; null for a change by hand';
CREATE INDEX flag_changes_flag ON public.flag_changes USING btree (flag_id, id);
ALTER TABLE flag_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE flag_changes FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON flag_changes
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));
CREATE TRIGGER flag_changes_immutable BEFORE UPDATE ON public.flag_changes FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER flag_changes_kept BEFORE DELETE ON public.flag_changes FOR EACH ROW EXECUTE FUNCTION refuse_removal();

CREATE TABLE flag_rollout_outcomes (
  org_id uuid NOT NULL,
  rollout_id uuid NOT NULL,
  visit integer NOT NULL,
  stage integer NOT NULL,
  served_succeeded bigint NOT NULL,
  served_failed bigint NOT NULL,
  others_succeeded bigint NOT NULL,
  others_failed bigint NOT NULL,
  CONSTRAINT flag_rollout_outcomes_pkey PRIMARY KEY (rollout_id, visit),
  CONSTRAINT flag_rollout_outcomes_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id),
  CONSTRAINT flag_rollout_outcomes_rollout_id_fkey FOREIGN KEY (rollout_id) REFERENCES flag_rollouts(id)
);
ALTER TABLE flag_rollout_outcomes ENABLE ROW LEVEL SECURITY;
ALTER TABLE flag_rollout_outcomes FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON flag_rollout_outcomes
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE flag_rollouts (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  flag_id uuid NOT NULL,
  stages jsonb NOT NULL,
  guard jsonb,
  base_percentage numeric(5,2) NOT NULL,
  state text NOT NULL,
  stage integer NOT NULL,
  visit integer NOT NULL,
  due_at timestamp with time zone,
  left_ms bigint,
  stage_entered_at timestamp with time zone NOT NULL,
  started_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  CONSTRAINT flag_rollouts_pkey PRIMARY KEY (id),
  CONSTRAINT flag_rollouts_check CHECK (((due_at IS NOT NULL) = (state = 'running'::text))),
  CONSTRAINT flag_rollouts_check1 CHECK (((left_ms IS NOT NULL) = (state = 'paused'::text))),
  CONSTRAINT flag_rollouts_check2 CHECK (((ended_at IS NOT NULL) = (state = ANY (ARRAY['completed'::text, 'stopped'::text])))),
  CONSTRAINT flag_rollouts_stage_check CHECK (((stage >= '-1'::integer) AND (stage <= 9))),
  CONSTRAINT flag_rollouts_state_check CHECK ((state = ANY (ARRAY['running'::text, 'paused'::text, 'stepped_back'::text, 'completed'::text, 'stopped'::text]))),
  CONSTRAINT flag_rollouts_flag_id_fkey FOREIGN KEY (flag_id) REFERENCES flags(id),
  CONSTRAINT flag_rollouts_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id)
);
COMMENT ON COLUMN flag_rollouts.stage IS 'index into stages; -1: back at base_percentage';
COMMENT ON COLUMN flag_rollouts.visit IS 'how many times a stage was entered: outcomes count for one visit';
CREATE INDEX flag_rollouts_due ON public.flag_rollouts USING btree (due_at) WHERE (state = 'running'::text);
CREATE INDEX flag_rollouts_flag ON public.flag_rollouts USING btree (flag_id, id);
CREATE UNIQUE INDEX flag_rollouts_one_at_a_time ON public.flag_rollouts USING btree (flag_id) WHERE (ended_at IS NULL);
ALTER TABLE flag_rollouts ENABLE ROW LEVEL SECURITY;
ALTER TABLE flag_rollouts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON flag_rollouts
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE flag_sets (
  org_id uuid NOT NULL,
  environment text NOT NULL,
  version bigint NOT NULL,
  CONSTRAINT flag_sets_pkey PRIMARY KEY (org_id, environment),
  CONSTRAINT flag_sets_environment_check CHECK ((environment = ANY (ARRAY['live'::text, 'test'::text]))),
  CONSTRAINT flag_sets_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id)
);
ALTER TABLE flag_sets ENABLE ROW LEVEL SECURITY;
ALTER TABLE flag_sets FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON flag_sets
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE flags (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  environment text NOT NULL,
  key text NOT NULL,
  name text NOT NULL,
  description text,
  definition jsonb NOT NULL,
  row_version integer NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  archived_at timestamp with time zone,
  CONSTRAINT flags_pkey PRIMARY KEY (id),
  CONSTRAINT flags_org_id_environment_key_key UNIQUE (org_id, environment, key),
  CONSTRAINT flags_description_check CHECK ((length(description) <= 1000)),
  CONSTRAINT flags_environment_check CHECK ((environment = ANY (ARRAY['live'::text, 'test'::text]))),
  CONSTRAINT flags_key_check CHECK (((length(key) >= 1) AND (length(key) <= 63))),
  CONSTRAINT flags_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  CONSTRAINT flags_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id)
);
COMMENT ON COLUMN flags.archived_at IS 'no longer evaluated; the key is not given again';
ALTER TABLE flags ENABLE ROW LEVEL SECURITY;
ALTER TABLE flags FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON flags
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE flow_drafts (
  flow_id uuid NOT NULL,
  org_id uuid NOT NULL,
  definition jsonb NOT NULL,
  row_version integer NOT NULL DEFAULT 1,
  based_on integer,
  updated_by text,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT flow_drafts_pkey PRIMARY KEY (flow_id),
  CONSTRAINT flow_drafts_flow_id_fkey FOREIGN KEY (flow_id) REFERENCES flows(id)
);
COMMENT ON COLUMN flow_drafts.based_on IS 'number of the version the draft was last equal to; NULL before the first publication';
ALTER TABLE flow_drafts ENABLE ROW LEVEL SECURITY;
ALTER TABLE flow_drafts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON flow_drafts
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE flow_versions (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  flow_id uuid NOT NULL,
  number integer NOT NULL,
  definition jsonb NOT NULL,
  published_at timestamp with time zone NOT NULL,
  published_by text,
  active_from timestamp with time zone NOT NULL,
  active_to timestamp with time zone,
  CONSTRAINT flow_versions_pkey PRIMARY KEY (id),
  CONSTRAINT flow_versions_flow_id_number_key UNIQUE (flow_id, number),
  CONSTRAINT flow_versions_number_check CHECK ((number > 0)),
  CONSTRAINT flow_versions_flow_id_fkey FOREIGN KEY (flow_id) REFERENCES flows(id)
);
ALTER TABLE flow_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE flow_versions FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON flow_versions
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));
CREATE TRIGGER flow_versions_immutable BEFORE UPDATE OF id, org_id, flow_id, number, definition, published_at ON public.flow_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE flows (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  key text NOT NULL,
  name text NOT NULL,
  status text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT flows_pkey PRIMARY KEY (id),
  CONSTRAINT flows_org_id_key_key UNIQUE (org_id, key),
  CONSTRAINT flows_key_check CHECK ((key ~ '^[a-z][a-z0-9_-]{0,62}$'::text)),
  CONSTRAINT flows_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  CONSTRAINT flows_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'published'::text, 'retired'::text]))),
  CONSTRAINT flows_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id)
);
ALTER TABLE flows ENABLE ROW LEVEL SECURITY;
ALTER TABLE flows FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON flows
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE gate_refusals (
  org_id uuid NOT NULL,
  environment text NOT NULL,
  day date NOT NULL,
  capability text NOT NULL,
  step_key text NOT NULL,
  route text NOT NULL,
  count bigint NOT NULL,
  CONSTRAINT gate_refusals_pkey PRIMARY KEY (org_id, environment, day, capability, step_key, route),
  CONSTRAINT gate_refusals_environment_check CHECK ((environment = ANY (ARRAY['live'::text, 'test'::text])))
);
ALTER TABLE gate_refusals ENABLE ROW LEVEL SECURITY;
ALTER TABLE gate_refusals FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON gate_refusals
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE idempotency_keys (
  key_hash bytea NOT NULL,
  fingerprint bytea NOT NULL,
  answer bytea NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT idempotency_keys_pkey PRIMARY KEY (key_hash),
  CONSTRAINT idempotency_keys_fingerprint_check CHECK ((length(fingerprint) = 32)),
  CONSTRAINT idempotency_keys_key_hash_check CHECK ((length(key_hash) = 32))
);
COMMENT ON COLUMN idempotency_keys.key_hash IS 'SHA-256 of the caller and the key';
COMMENT ON COLUMN idempotency_keys.fingerprint IS 'SHA-256 of method, address and body';
COMMENT ON COLUMN idempotency_keys.answer IS 'sealed: an answer may hold a secret that is shown once';
CREATE INDEX idempotency_keys_created_at ON public.idempotency_keys USING btree (created_at);
ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON idempotency_keys
  USING (app_is_system())
  WITH CHECK (app_is_system());

CREATE TABLE imports (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  environment text NOT NULL,
  file_name text NOT NULL,
  mapping jsonb NOT NULL,
  state text NOT NULL,
  participants_added integer NOT NULL DEFAULT 0,
  events_added integer NOT NULL DEFAULT 0,
  rows_read integer NOT NULL DEFAULT 0,
  rows_skipped integer NOT NULL DEFAULT 0,
  first_event_at timestamp with time zone,
  last_event_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  undone_at timestamp with time zone,
  CONSTRAINT imports_pkey PRIMARY KEY (id),
  CONSTRAINT imports_environment_check CHECK ((environment = ANY (ARRAY['live'::text, 'test'::text]))),
  CONSTRAINT imports_state_check CHECK ((state = ANY (ARRAY['done'::text, 'undone'::text]))),
  CONSTRAINT imports_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id)
);
CREATE INDEX imports_org ON public.imports USING btree (org_id, id);
ALTER TABLE imports ENABLE ROW LEVEL SECURITY;
ALTER TABLE imports FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON imports
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE invitations (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  email text NOT NULL,
  role text NOT NULL,
  link_id uuid NOT NULL,
  invited_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  sent_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  state text NOT NULL DEFAULT 'pending'::text,
  answered_at timestamp with time zone,
  accepted_by uuid,
  sent_times timestamp with time zone[] NOT NULL DEFAULT '{}'::timestamp with time zone[],
  CONSTRAINT invitations_pkey PRIMARY KEY (id),
  CONSTRAINT invitations_link_id_key UNIQUE (link_id),
  CONSTRAINT invitations_email_check CHECK (((length(email) >= 3) AND (length(email) <= 320))),
  CONSTRAINT invitations_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'member'::text, 'admin'::text, 'owner'::text]))),
  CONSTRAINT invitations_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'accepted'::text, 'declined'::text, 'revoked'::text]))),
  CONSTRAINT invitations_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES accounts(id),
  CONSTRAINT invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES accounts(id),
  CONSTRAINT invitations_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id)
);
COMMENT ON COLUMN invitations.link_id IS 'what the mailed link is made from; sending again changes it';
COMMENT ON COLUMN invitations.sent_times IS 'when it was mailed, the last three times';
CREATE UNIQUE INDEX invitations_one_pending ON public.invitations USING btree (org_id, lower(email)) WHERE (state = 'pending'::text);
CREATE INDEX invitations_org ON public.invitations USING btree (org_id, id);
CREATE INDEX invitations_waiting ON public.invitations USING btree (lower(email)) WHERE (state = 'pending'::text);
ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitations FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON invitations
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE journey_snoozes (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  journey_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  until timestamp with time zone NOT NULL,
  CONSTRAINT journey_snoozes_pkey PRIMARY KEY (id),
  CONSTRAINT journey_snoozes_journey_id_fkey FOREIGN KEY (journey_id) REFERENCES journeys(id) ON DELETE CASCADE
);
CREATE INDEX journey_snoozes_journey ON public.journey_snoozes USING btree (journey_id, at);
ALTER TABLE journey_snoozes ENABLE ROW LEVEL SECURITY;
ALTER TABLE journey_snoozes FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON journey_snoozes
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE journey_steps (
  journey_id uuid NOT NULL,
  step_key text NOT NULL,
  org_id uuid NOT NULL,
  state text NOT NULL DEFAULT 'todo'::text,
  row_version integer NOT NULL DEFAULT 0,
  weight smallint NOT NULL,
  required boolean NOT NULL,
  applicable boolean NOT NULL,
  answers jsonb,
  reason text,
  started_at timestamp with time zone,
  submitted_at timestamp with time zone,
  done_at timestamp with time zone,
  CONSTRAINT journey_steps_pkey PRIMARY KEY (journey_id, step_key),
  CONSTRAINT journey_steps_state_check CHECK ((state = ANY (ARRAY['todo'::text, 'in_progress'::text, 'submitted'::text, 'done'::text, 'skipped'::text, 'rejected'::text]))),
  CONSTRAINT journey_steps_journey_id_fkey FOREIGN KEY (journey_id) REFERENCES journeys(id) ON DELETE CASCADE
);
ALTER TABLE journey_steps ENABLE ROW LEVEL SECURITY;
ALTER TABLE journey_steps FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON journey_steps
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE journeys (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  environment text NOT NULL,
  participant_id uuid NOT NULL,
  flow_id uuid NOT NULL,
  version_id uuid NOT NULL,
  revision integer NOT NULL DEFAULT 0,
  percent smallint NOT NULL DEFAULT 0,
  next_step text,
  started_at timestamp with time zone NOT NULL,
  completed_at timestamp with time zone,
  last_activity_at timestamp with time zone NOT NULL,
  snoozed_until timestamp with time zone,
  CONSTRAINT journeys_pkey PRIMARY KEY (id),
  CONSTRAINT journeys_participant_id_flow_id_key UNIQUE (participant_id, flow_id),
  CONSTRAINT journeys_environment_check CHECK ((environment = ANY (ARRAY['live'::text, 'test'::text]))),
  CONSTRAINT journeys_percent_check CHECK (((percent >= 0) AND (percent <= 100))),
  CONSTRAINT journeys_flow_id_fkey FOREIGN KEY (flow_id) REFERENCES flows(id),
  CONSTRAINT journeys_participant_id_fkey FOREIGN KEY (participant_id) REFERENCES participants(id),
  CONSTRAINT journeys_version_id_fkey FOREIGN KEY (version_id) REFERENCES flow_versions(id)
);
COMMENT ON COLUMN journeys.revision IS 'raised by every write to the journey or any of its steps: equality proves that a snapshot is current';
CREATE INDEX journeys_flow ON public.journeys USING btree (flow_id, environment, id);
CREATE INDEX journeys_recent ON public.journeys USING btree (org_id, environment, last_activity_at DESC);
CREATE INDEX journeys_version ON public.journeys USING btree (version_id);
ALTER TABLE journeys ENABLE ROW LEVEL SECURITY;
ALTER TABLE journeys FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON journeys
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE kill_switch_bypasses (
  kill_switch_id uuid NOT NULL,
  org_id uuid NOT NULL,
  environment text NOT NULL,
  day date NOT NULL,
  route text NOT NULL,
  count bigint NOT NULL,
  CONSTRAINT kill_switch_bypasses_pkey PRIMARY KEY (kill_switch_id, org_id, environment, day, route),
  CONSTRAINT kill_switch_bypasses_environment_check CHECK ((environment = ANY (ARRAY['live'::text, 'test'::text]))),
  CONSTRAINT kill_switch_bypasses_kill_switch_id_fkey FOREIGN KEY (kill_switch_id) REFERENCES kill_switches(id),
  CONSTRAINT kill_switch_bypasses_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id)
);
ALTER TABLE kill_switch_bypasses ENABLE ROW LEVEL SECURITY;
ALTER TABLE kill_switch_bypasses FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON kill_switch_bypasses
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE kill_switches (
  id uuid NOT NULL,
  org_id uuid,
  environment text,
  capability text,
  reason text NOT NULL,
  switched_on_at timestamp with time zone NOT NULL,
  switched_on_by_kind text NOT NULL,
  switched_on_by uuid,
  until timestamp with time zone,
  released_at timestamp with time zone,
  released_by_kind text,
  released_by uuid,
  release_reason text,
  CONSTRAINT kill_switches_pkey PRIMARY KEY (id),
  CONSTRAINT kill_switches_capability_check CHECK (((length(capability) >= 1) AND (length(capability) <= 120))),
  CONSTRAINT kill_switches_check CHECK ((until > switched_on_at)),
  CONSTRAINT kill_switches_check1 CHECK (((org_id IS NULL) = (environment IS NULL))),
  CONSTRAINT kill_switches_check2 CHECK (((org_id IS NOT NULL) OR (capability IS NULL))),
  CONSTRAINT kill_switches_check3 CHECK (((released_at IS NULL) = (released_by_kind IS NULL))),
  CONSTRAINT kill_switches_environment_check CHECK ((environment = ANY (ARRAY['live'::text, 'test'::text]))),
  CONSTRAINT kill_switches_reason_check CHECK (((length(reason) >= 3) AND (length(reason) <= 500))),
  CONSTRAINT kill_switches_release_reason_check CHECK (((length(release_reason) >= 3) AND (length(release_reason) <= 500))),
  CONSTRAINT kill_switches_released_by_kind_check CHECK ((released_by_kind = ANY (ARRAY['member'::text, 'operator'::text, 'system'::text]))),
  CONSTRAINT kill_switches_switched_on_by_kind_check CHECK ((switched_on_by_kind = ANY (ARRAY['member'::text, 'operator'::text, 'system'::text]))),
  CONSTRAINT kill_switches_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id)
);
COMMENT ON COLUMN kill_switches.org_id IS 'null: the whole installation, seen by system work alone';
COMMENT ON COLUMN kill_switches.capability IS 'null: onboarding as a whole';
COMMENT ON COLUMN kill_switches.until IS 'ends by itself then, whether or not the release is written down yet';
COMMENT ON COLUMN kill_switches.release_reason IS 'null with a release: it ended by itself';
CREATE INDEX kill_switches_history ON public.kill_switches USING btree (org_id, environment, id);
CREATE UNIQUE INDEX kill_switches_on ON public.kill_switches USING btree (org_id, environment, capability) NULLS NOT DISTINCT WHERE (released_at IS NULL);
ALTER TABLE kill_switches ENABLE ROW LEVEL SECURITY;
ALTER TABLE kill_switches FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON kill_switches
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));
CREATE TRIGGER kill_switches_immutable BEFORE UPDATE OF id, org_id, environment, capability, reason, switched_on_at, switched_on_by_kind, switched_on_by, until ON public.kill_switches FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER kill_switches_kept BEFORE DELETE ON public.kill_switches FOR EACH ROW EXECUTE FUNCTION refuse_removal();
CREATE TRIGGER kill_switches_released_once BEFORE UPDATE ON public.kill_switches FOR EACH ROW WHEN ((old.released_at IS NOT NULL)) EXECUTE FUNCTION refuse_change();

CREATE TABLE legal_acceptances (
  account_id uuid NOT NULL,
  document_id uuid NOT NULL,
  accepted_at timestamp with time zone NOT NULL,
  ip inet,
  user_agent text,
  CONSTRAINT legal_acceptances_pkey PRIMARY KEY (account_id, document_id),
  CONSTRAINT legal_acceptances_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  CONSTRAINT legal_acceptances_document_id_fkey FOREIGN KEY (document_id) REFERENCES legal_documents(id)
);
ALTER TABLE legal_acceptances ENABLE ROW LEVEL SECURITY;
ALTER TABLE legal_acceptances FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON legal_acceptances
  USING (app_is_system())
  WITH CHECK (app_is_system());

CREATE TABLE legal_documents (
  id uuid NOT NULL,
  kind text NOT NULL,
  version text NOT NULL,
  is_major boolean NOT NULL,
  texts jsonb NOT NULL,
  published_at timestamp with time zone NOT NULL,
  CONSTRAINT legal_documents_pkey PRIMARY KEY (id),
  CONSTRAINT legal_documents_kind_version_key UNIQUE (kind, version),
  CONSTRAINT legal_documents_kind_check CHECK ((kind = ANY (ARRAY['terms'::text, 'privacy'::text]))),
  CONSTRAINT legal_documents_version_check CHECK (((length(version) >= 1) AND (length(version) <= 40)))
);
COMMENT ON COLUMN legal_documents.is_major IS 'members are held back until they accept it';
COMMENT ON COLUMN legal_documents.texts IS 'locale → {title, body} in Markdown';

CREATE TABLE live_versions (
  flow_id uuid NOT NULL,
  environment text NOT NULL,
  org_id uuid NOT NULL,
  version_id uuid NOT NULL,
  since timestamp with time zone NOT NULL,
  CONSTRAINT live_versions_pkey PRIMARY KEY (flow_id, environment),
  CONSTRAINT live_versions_environment_check CHECK ((environment = ANY (ARRAY['live'::text, 'test'::text]))),
  CONSTRAINT live_versions_flow_id_fkey FOREIGN KEY (flow_id) REFERENCES flows(id),
  CONSTRAINT live_versions_version_id_fkey FOREIGN KEY (version_id) REFERENCES flow_versions(id)
);
CREATE INDEX live_versions_org ON public.live_versions USING btree (org_id, environment);
CREATE INDEX live_versions_version ON public.live_versions USING btree (version_id);
ALTER TABLE live_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE live_versions FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON live_versions
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE mails (
  id uuid NOT NULL,
  org_id uuid,
  account_id uuid,
  recipient text NOT NULL,
  template text NOT NULL,
  locale text NOT NULL,
  data jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL,
  sent_at timestamp with time zone,
  message_id text,
  CONSTRAINT mails_pkey PRIMARY KEY (id),
  CONSTRAINT mails_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id)
);
CREATE INDEX mails_newest ON public.mails USING btree (id DESC);
ALTER TABLE mails ENABLE ROW LEVEL SECURITY;
ALTER TABLE mails FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON mails
  USING (app_is_system())
  WITH CHECK (app_is_system());

CREATE TABLE members (
  org_id uuid NOT NULL,
  account_id uuid NOT NULL,
  role text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT members_pkey PRIMARY KEY (org_id, account_id),
  CONSTRAINT members_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'member'::text, 'admin'::text, 'owner'::text]))),
  CONSTRAINT members_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  CONSTRAINT members_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id)
);
CREATE INDEX members_account ON public.members USING btree (account_id);
ALTER TABLE members ENABLE ROW LEVEL SECURITY;
ALTER TABLE members FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON members
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE onboarding_events (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  environment text NOT NULL,
  occurred_at timestamp with time zone NOT NULL,
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
  CONSTRAINT onboarding_events_pkey PRIMARY KEY (id, occurred_at)
) PARTITION BY RANGE (occurred_at);
COMMENT ON COLUMN onboarding_events.ordinal IS 'order among events of one instant: the line of an imported file, 0 for events recorded as they happened';
COMMENT ON COLUMN onboarding_events.traits IS 'the participant''s traits as they were at that moment; NULL where none';
CREATE INDEX onboarding_events_flow ON ONLY public.onboarding_events USING btree (org_id, environment, flow_id, occurred_at) WHERE (flow_id IS NOT NULL);
CREATE INDEX onboarding_events_participant ON ONLY public.onboarding_events USING btree (org_id, participant_id, occurred_at);
ALTER TABLE onboarding_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE onboarding_events FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON onboarding_events
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE organization_domains (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  domain text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  verified_at timestamp with time zone,
  CONSTRAINT organization_domains_pkey PRIMARY KEY (id),
  CONSTRAINT organization_domains_org_id_domain_key UNIQUE (org_id, domain),
  CONSTRAINT organization_domains_domain_check CHECK (((domain = lower(domain)) AND ((length(domain) >= 3) AND (length(domain) <= 253)))),
  CONSTRAINT organization_domains_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id)
);
CREATE UNIQUE INDEX organization_domains_owner ON public.organization_domains USING btree (domain) WHERE (verified_at IS NOT NULL);
ALTER TABLE organization_domains ENABLE ROW LEVEL SECURITY;
ALTER TABLE organization_domains FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organization_domains
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE organizations (
  id uuid NOT NULL,
  slug text NOT NULL,
  name text NOT NULL,
  logo_url text,
  accent text,
  default_locale text NOT NULL DEFAULT 'en'::text,
  is_system boolean NOT NULL DEFAULT false,
  created_at timestamp with time zone NOT NULL,
  deleted_at timestamp with time zone,
  deleted_by uuid,
  suspended_at timestamp with time zone,
  suspended_reason text,
  suspended_by uuid,
  requires_second_factor boolean NOT NULL DEFAULT false,
  CONSTRAINT organizations_pkey PRIMARY KEY (id),
  CONSTRAINT organizations_slug_key UNIQUE (slug),
  CONSTRAINT organizations_accent_check CHECK ((accent ~ '^#[0-9a-fA-F]{6}$'::text)),
  CONSTRAINT organizations_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  CONSTRAINT organizations_slug_check CHECK ((slug ~ '^[a-z][a-z0-9-]{0,62}$'::text))
);
COMMENT ON COLUMN organizations.is_system IS 'the installation itself: owns the built-in flow that organizations go through';
COMMENT ON COLUMN organizations.deleted_at IS 'soft delete: nobody works in it any more; it can be restored for 30 days';
CREATE INDEX organizations_newest ON public.organizations USING btree (created_at DESC, id DESC);
CREATE UNIQUE INDEX organizations_one_system ON public.organizations USING btree (is_system) WHERE is_system;
ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE organizations FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organizations
  USING (((id = app_org_id()) OR app_is_system()))
  WITH CHECK (((id = app_org_id()) OR app_is_system()));

CREATE TABLE outbox (
  id uuid NOT NULL,
  org_id uuid,
  topic text NOT NULL,
  payload jsonb NOT NULL,
  correlation_id text,
  created_at timestamp with time zone NOT NULL,
  taken_at timestamp with time zone,
  CONSTRAINT outbox_pkey PRIMARY KEY (id),
  CONSTRAINT outbox_topic_check CHECK (((length(topic) >= 1) AND (length(topic) <= 200)))
);
COMMENT ON COLUMN outbox.org_id IS 'NULL: an event of the whole installation, delivered to system handlers';
COMMENT ON COLUMN outbox.taken_at IS 'when the dispatcher wrote down which handlers the event is owed to';
CREATE INDEX outbox_untaken ON public.outbox USING btree (id) WHERE (taken_at IS NULL);
ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON outbox
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE outbox_deliveries (
  event_id uuid NOT NULL,
  handler text NOT NULL,
  org_id uuid,
  state text NOT NULL DEFAULT 'pending'::text,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamp with time zone NOT NULL,
  last_error text,
  done_at timestamp with time zone,
  CONSTRAINT outbox_deliveries_pkey PRIMARY KEY (event_id, handler),
  CONSTRAINT outbox_deliveries_attempts_check CHECK ((attempts >= 0)),
  CONSTRAINT outbox_deliveries_handler_check CHECK (((length(handler) >= 1) AND (length(handler) <= 200))),
  CONSTRAINT outbox_deliveries_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'done'::text, 'failed'::text]))),
  CONSTRAINT outbox_deliveries_event_id_fkey FOREIGN KEY (event_id) REFERENCES outbox(id) ON DELETE CASCADE
);
CREATE INDEX outbox_deliveries_due ON public.outbox_deliveries USING btree (next_attempt_at) WHERE (state = 'pending'::text);
CREATE INDEX outbox_deliveries_failed ON public.outbox_deliveries USING btree (event_id) WHERE (state = 'failed'::text);
ALTER TABLE outbox_deliveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox_deliveries FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON outbox_deliveries
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE participants (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  environment text NOT NULL,
  external_id text NOT NULL,
  display_name text,
  market text,
  role text,
  locale text,
  traits jsonb NOT NULL DEFAULT '{}'::jsonb,
  created_at timestamp with time zone NOT NULL,
  last_seen_at timestamp with time zone,
  recent_at timestamp with time zone NOT NULL GENERATED ALWAYS AS (COALESCE(last_seen_at, created_at)) STORED,
  import_id uuid,
  CONSTRAINT participants_pkey PRIMARY KEY (id),
  CONSTRAINT participants_org_id_environment_external_id_key UNIQUE (org_id, environment, external_id),
  CONSTRAINT participants_environment_check CHECK ((environment = ANY (ARRAY['live'::text, 'test'::text]))),
  CONSTRAINT participants_external_id_check CHECK (((length(external_id) >= 1) AND (length(external_id) <= 200))),
  CONSTRAINT participants_market_check CHECK ((market ~ '^[A-Z]{2}$'::text)),
  CONSTRAINT participants_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id)
);
COMMENT ON COLUMN participants.recent_at IS 'a column of its own because row security keeps expressions out of index conditions';
CREATE INDEX participants_import ON public.participants USING btree (import_id) WHERE (import_id IS NOT NULL);
CREATE INDEX participants_recent ON public.participants USING btree (org_id, environment, recent_at DESC, id DESC);
ALTER TABLE participants ENABLE ROW LEVEL SECURITY;
ALTER TABLE participants FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON participants
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE passkeys (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  credential_id bytea NOT NULL,
  public_key bytea NOT NULL,
  counter bigint NOT NULL,
  transports text[] NOT NULL DEFAULT '{}'::text[],
  is_backed_up boolean NOT NULL,
  name text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  last_used_at timestamp with time zone,
  CONSTRAINT passkeys_pkey PRIMARY KEY (id),
  CONSTRAINT passkeys_credential_id_key UNIQUE (credential_id),
  CONSTRAINT passkeys_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80))),
  CONSTRAINT passkeys_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE
);
CREATE INDEX passkeys_account ON public.passkeys USING btree (account_id);
ALTER TABLE passkeys ENABLE ROW LEVEL SECURITY;
ALTER TABLE passkeys FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON passkeys
  USING (app_is_system())
  WITH CHECK (app_is_system());

CREATE TABLE password_history (
  account_id uuid NOT NULL,
  password_hash text NOT NULL,
  retired_at timestamp with time zone NOT NULL,
  CONSTRAINT password_history_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE
);
CREATE INDEX password_history_account ON public.password_history USING btree (account_id, retired_at DESC);
ALTER TABLE password_history ENABLE ROW LEVEL SECURITY;
ALTER TABLE password_history FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON password_history
  USING (app_is_system())
  WITH CHECK (app_is_system());

CREATE TABLE publication_journeys (
  publication_id uuid NOT NULL,
  journey_id uuid NOT NULL,
  org_id uuid NOT NULL,
  outcome text NOT NULL,
  before jsonb NOT NULL,
  revision_after integer NOT NULL,
  restored_at timestamp with time zone,
  CONSTRAINT publication_journeys_pkey PRIMARY KEY (publication_id, journey_id),
  CONSTRAINT publication_journeys_journey_id_fkey FOREIGN KEY (journey_id) REFERENCES journeys(id) ON DELETE CASCADE,
  CONSTRAINT publication_journeys_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES publications(id)
);
CREATE INDEX publication_journeys_journey ON public.publication_journeys USING btree (journey_id);
ALTER TABLE publication_journeys ENABLE ROW LEVEL SECURITY;
ALTER TABLE publication_journeys FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON publication_journeys
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE publications (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  environment text NOT NULL,
  flow_id uuid NOT NULL,
  from_version_id uuid,
  to_version_id uuid NOT NULL,
  standing_before jsonb,
  mode text NOT NULL,
  state text NOT NULL,
  counts jsonb NOT NULL DEFAULT '{}'::jsonb,
  journeys_total integer NOT NULL DEFAULT 0,
  journeys_migrated integer NOT NULL DEFAULT 0,
  published_at timestamp with time zone NOT NULL,
  published_by text,
  finished_at timestamp with time zone,
  CONSTRAINT publications_pkey PRIMARY KEY (id),
  CONSTRAINT publications_environment_check CHECK ((environment = ANY (ARRAY['live'::text, 'test'::text]))),
  CONSTRAINT publications_mode_check CHECK ((mode = ANY (ARRAY['carry'::text, 'finish_on_old'::text, 'restart'::text]))),
  CONSTRAINT publications_state_check CHECK ((state = ANY (ARRAY['migrating'::text, 'done'::text, 'rolling_back'::text, 'rolled_back'::text]))),
  CONSTRAINT publications_flow_id_fkey FOREIGN KEY (flow_id) REFERENCES flows(id),
  CONSTRAINT publications_from_version_id_fkey FOREIGN KEY (from_version_id) REFERENCES flow_versions(id),
  CONSTRAINT publications_to_version_id_fkey FOREIGN KEY (to_version_id) REFERENCES flow_versions(id)
);
COMMENT ON COLUMN publications.standing_before IS 'since and until when the earlier version was served: what a roll-back puts back; NULL when nothing was live';
CREATE INDEX publications_flow ON public.publications USING btree (flow_id, id);
CREATE UNIQUE INDEX publications_one_running ON public.publications USING btree (flow_id, environment) WHERE (state = ANY (ARRAY['migrating'::text, 'rolling_back'::text]));
ALTER TABLE publications ENABLE ROW LEVEL SECURITY;
ALTER TABLE publications FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON publications
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE refresh_tokens (
  id uuid NOT NULL,
  session_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone,
  CONSTRAINT refresh_tokens_pkey PRIMARY KEY (id),
  CONSTRAINT refresh_tokens_token_hash_key UNIQUE (token_hash),
  CONSTRAINT refresh_tokens_token_hash_check CHECK ((length(token_hash) = 32)),
  CONSTRAINT refresh_tokens_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions(id) ON DELETE CASCADE
);
CREATE INDEX refresh_tokens_session ON public.refresh_tokens USING btree (session_id);
ALTER TABLE refresh_tokens ENABLE ROW LEVEL SECURITY;
ALTER TABLE refresh_tokens FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON refresh_tokens
  USING (app_is_system())
  WITH CHECK (app_is_system());

CREATE TABLE schema_migrations (
  version integer NOT NULL,
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT schema_migrations_pkey PRIMARY KEY (version)
);

CREATE TABLE sessions (
  id uuid NOT NULL,
  token_hash bytea,
  account_id uuid NOT NULL,
  org_id uuid,
  created_at timestamp with time zone NOT NULL,
  last_active_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  revoked_at timestamp with time zone,
  ip inet,
  user_agent text,
  kind text NOT NULL DEFAULT 'web'::text,
  method text NOT NULL DEFAULT 'password'::text,
  second_factor_at timestamp with time zone,
  confirmed_at timestamp with time zone,
  impersonator_id uuid,
  ended_reason text,
  impersonation_reason text,
  former_token_hash bytea,
  renewed_at timestamp with time zone,
  unfamiliar_at timestamp with time zone,
  proved_for uuid,
  CONSTRAINT sessions_pkey PRIMARY KEY (id),
  CONSTRAINT sessions_token_hash_key UNIQUE (token_hash),
  CONSTRAINT sessions_kind_check CHECK ((kind = ANY (ARRAY['web'::text, 'api'::text]))),
  CONSTRAINT sessions_method_check CHECK ((method = ANY (ARRAY['password'::text, 'passkey'::text, 'magic_link'::text, 'oauth'::text, 'sso'::text, 'sign_up'::text, 'impersonation'::text]))),
  CONSTRAINT sessions_token_hash_check CHECK ((length(token_hash) = 32)),
  CONSTRAINT sessions_token_of_web CHECK (((kind = 'web'::text) = (token_hash IS NOT NULL))) NOT VALID,
  CONSTRAINT sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  CONSTRAINT sessions_impersonator_id_fkey FOREIGN KEY (impersonator_id) REFERENCES accounts(id) NOT VALID,
  CONSTRAINT sessions_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id)
);
COMMENT ON COLUMN sessions.org_id IS 'the organization worked in; NULL for an account that belongs to none';
COMMENT ON COLUMN sessions.kind IS 'web: a cookie, kept as its hash; api: a family of refresh tokens';
COMMENT ON COLUMN sessions.confirmed_at IS 'when the person last proved that it is still them';
COMMENT ON COLUMN sessions.former_token_hash IS 'the token before the last renewal, for requests that were under way with it';
COMMENT ON COLUMN sessions.renewed_at IS 'when the token was last replaced';
COMMENT ON COLUMN sessions.unfamiliar_at IS 'when its owner was told that it began in a browser that was not known';
COMMENT ON COLUMN sessions.proved_for IS 'the organization whose identity provider stated the strength that it wants; counts there as a second factor';
CREATE INDEX sessions_account ON public.sessions USING btree (account_id);
CREATE INDEX sessions_expiry ON public.sessions USING btree (expires_at);
CREATE INDEX sessions_former_token ON public.sessions USING btree (former_token_hash) WHERE (former_token_hash IS NOT NULL);
CREATE INDEX sessions_impersonator ON public.sessions USING btree (impersonator_id) WHERE (impersonator_id IS NOT NULL);
ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE sessions FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON sessions
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE sign_in_ceremonies (
  id uuid NOT NULL,
  kind text NOT NULL,
  token_hash bytea NOT NULL,
  account_id uuid,
  sealed bytea NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone,
  CONSTRAINT sign_in_ceremonies_pkey PRIMARY KEY (id),
  CONSTRAINT sign_in_ceremonies_token_hash_key UNIQUE (token_hash),
  CONSTRAINT sign_in_ceremonies_kind_check CHECK ((kind = ANY (ARRAY['second_factor'::text, 'passkey_registration'::text, 'passkey'::text, 'oauth'::text, 'sso'::text]))),
  CONSTRAINT sign_in_ceremonies_token_hash_check CHECK ((length(token_hash) = 32)),
  CONSTRAINT sign_in_ceremonies_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE
);
CREATE INDEX sign_in_ceremonies_expiry ON public.sign_in_ceremonies USING btree (expires_at);
ALTER TABLE sign_in_ceremonies ENABLE ROW LEVEL SECURITY;
ALTER TABLE sign_in_ceremonies FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON sign_in_ceremonies
  USING (app_is_system())
  WITH CHECK (app_is_system());

CREATE TABLE sign_in_failures (
  address_hash bytea NOT NULL,
  failures integer NOT NULL,
  last_failed_at timestamp with time zone NOT NULL,
  locked_until timestamp with time zone,
  CONSTRAINT sign_in_failures_pkey PRIMARY KEY (address_hash),
  CONSTRAINT sign_in_failures_address_hash_check CHECK ((length(address_hash) = 32)),
  CONSTRAINT sign_in_failures_failures_check CHECK ((failures > 0))
);
CREATE INDEX sign_in_failures_age ON public.sign_in_failures USING btree (last_failed_at);
ALTER TABLE sign_in_failures ENABLE ROW LEVEL SECURITY;
ALTER TABLE sign_in_failures FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON sign_in_failures
  USING (app_is_system())
  WITH CHECK (app_is_system());

CREATE TABLE signing_secrets (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  environment text NOT NULL,
  sealed bytea NOT NULL,
  created_at timestamp with time zone NOT NULL,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  CONSTRAINT signing_secrets_pkey PRIMARY KEY (id),
  CONSTRAINT signing_secrets_environment_check CHECK ((environment = ANY (ARRAY['live'::text, 'test'::text]))),
  CONSTRAINT signing_secrets_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id)
);
CREATE INDEX signing_secrets_org ON public.signing_secrets USING btree (org_id, environment);
ALTER TABLE signing_secrets ENABLE ROW LEVEL SECURITY;
ALTER TABLE signing_secrets FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON signing_secrets
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE single_sign_on_connections (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  kind text NOT NULL,
  state text NOT NULL DEFAULT 'draft'::text,
  is_enforced boolean NOT NULL DEFAULT false,
  default_role text NOT NULL,
  settings jsonb NOT NULL,
  sealed_secret bytea,
  tested_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT single_sign_on_connections_pkey PRIMARY KEY (id),
  CONSTRAINT single_sign_on_connections_org_id_key UNIQUE (org_id),
  CONSTRAINT single_sign_on_connections_check CHECK (((state = 'active'::text) OR (NOT is_enforced))),
  CONSTRAINT single_sign_on_connections_default_role_check CHECK ((default_role = ANY (ARRAY['viewer'::text, 'member'::text, 'admin'::text]))),
  CONSTRAINT single_sign_on_connections_kind_check CHECK ((kind = ANY (ARRAY['saml'::text, 'oidc'::text]))),
  CONSTRAINT single_sign_on_connections_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'active'::text]))),
  CONSTRAINT single_sign_on_connections_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id)
);
COMMENT ON COLUMN single_sign_on_connections.settings IS 'saml: {entity_id, sign_in_url, certificates}; oidc: {issuer, client_id}';
COMMENT ON COLUMN single_sign_on_connections.sealed_secret IS 'the OpenID Connect client secret (AES-256-GCM)';
ALTER TABLE single_sign_on_connections ENABLE ROW LEVEL SECURITY;
ALTER TABLE single_sign_on_connections FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON single_sign_on_connections
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE step_webhook_receipts (
  org_id uuid NOT NULL,
  environment text NOT NULL,
  source text NOT NULL,
  event_id text NOT NULL,
  received_at timestamp with time zone NOT NULL,
  CONSTRAINT step_webhook_receipts_pkey PRIMARY KEY (org_id, environment, source, event_id),
  CONSTRAINT step_webhook_receipts_environment_check CHECK ((environment = ANY (ARRAY['live'::text, 'test'::text])))
);
ALTER TABLE step_webhook_receipts ENABLE ROW LEVEL SECURITY;
ALTER TABLE step_webhook_receipts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON step_webhook_receipts
  USING (((org_id = app_org_id()) OR app_is_system()))
  WITH CHECK (((org_id = app_org_id()) OR app_is_system()));

CREATE TABLE totp_secrets (
  account_id uuid NOT NULL,
  sealed bytea NOT NULL,
  created_at timestamp with time zone NOT NULL,
  confirmed_at timestamp with time zone,
  last_used_step bigint,
  CONSTRAINT totp_secrets_pkey PRIMARY KEY (account_id),
  CONSTRAINT totp_secrets_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE
);
COMMENT ON COLUMN totp_secrets.last_used_step IS 'the 30 s window of the last code accepted: no code of it or before it works again';
ALTER TABLE totp_secrets ENABLE ROW LEVEL SECURITY;
ALTER TABLE totp_secrets FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON totp_secrets
  USING (app_is_system())
  WITH CHECK (app_is_system());
