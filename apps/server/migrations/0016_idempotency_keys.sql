-- Answers that were given to requests with an Idempotency-Key, to be given again for a day. Nobody's organization owns them:
-- the same table serves people who belong to none.

CREATE TABLE idempotency_keys (
  key_hash bytea PRIMARY KEY CHECK (length(key_hash) = 32),
  fingerprint bytea NOT NULL CHECK (length(fingerprint) = 32),
  answer bytea NOT NULL,
  created_at timestamptz NOT NULL
);

COMMENT ON COLUMN idempotency_keys.key_hash IS 'SHA-256 of the caller and the key';
COMMENT ON COLUMN idempotency_keys.fingerprint IS 'SHA-256 of method, address and body';
COMMENT ON COLUMN idempotency_keys.answer IS 'sealed: an answer may hold a secret that is shown once';

CREATE INDEX idempotency_keys_created_at ON idempotency_keys (created_at);

ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON idempotency_keys USING (app_is_system()) WITH CHECK (app_is_system());
