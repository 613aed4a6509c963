-- The audit log shows whether anybody tampered with it. Each entry has a digest, an HMAC over itself and the digest before it,
-- under a key that the database does not hold; and the application can neither change nor remove what was written.

-- An entry is chained shortly after its commit, in the order in which it is found. Digest n of an organization covers digest n - 1.
CREATE TABLE audit_chain (
  org_id uuid NOT NULL,
  ordinal bigint NOT NULL CHECK (ordinal > 0),
  entry_id uuid NOT NULL,
  digest bytea NOT NULL CHECK (length(digest) = 32),
  PRIMARY KEY (org_id, ordinal)
);

CREATE UNIQUE INDEX audit_chain_entry ON audit_chain (entry_id);

-- How far the chain of an organization goes, with a signature of its own: taking entries off its end shows.
CREATE TABLE audit_heads (
  org_id uuid PRIMARY KEY,
  ordinal bigint NOT NULL,
  digest bytea NOT NULL CHECK (length(digest) = 32),
  signature bytea NOT NULL CHECK (length(signature) = 32),
  chained_at timestamptz NOT NULL
);

-- squawk-ignore require-concurrent-index-creation -- the server is migrated before it starts
CREATE INDEX audit_entries_at ON audit_entries (at);
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX audit_entries_resource ON audit_entries (org_id, resource_id, id);
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX audit_entries_actor ON audit_entries (org_id, actor_id, id);

-- Updates are refused to everybody already; removing is left to the owner, who archives.
CREATE FUNCTION refuse_removal() RETURNS trigger
  LANGUAGE plpgsql
AS $$
BEGIN
  IF NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER') THEN
    RAISE EXCEPTION '% rows are never removed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END
$$;

CREATE TRIGGER audit_entries_kept BEFORE DELETE ON audit_entries
  FOR EACH ROW EXECUTE FUNCTION refuse_removal();
CREATE TRIGGER audit_chain_kept BEFORE DELETE ON audit_chain
  FOR EACH ROW EXECUTE FUNCTION refuse_removal();
CREATE TRIGGER audit_chain_immutable BEFORE UPDATE ON audit_chain
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['audit_chain', 'audit_heads']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON %I USING (org_id = app_org_id() OR app_is_system()) WITH CHECK (org_id = app_org_id() OR app_is_system())',
      name);
  END LOOP;
END
$$;
