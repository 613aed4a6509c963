-- A mailed link that signs in belongs to the browser that asked for it; elsewhere it asks for the code that is shown there.
-- What an identity provider states of a proof counts for the organization that looked at it.

ALTER TABLE account_tokens ADD COLUMN visit text;
ALTER TABLE account_tokens ADD COLUMN code_attempts smallint NOT NULL DEFAULT 0;

COMMENT ON COLUMN account_tokens.visit IS 'digest of the cookie of the browser that asked for a magic link; it needs no code';
COMMENT ON COLUMN account_tokens.code_attempts IS 'how often another browser brought a code, right or wrong';

ALTER TABLE sessions ADD COLUMN proved_for uuid;

COMMENT ON COLUMN sessions.proved_for IS 'the organization whose identity provider stated the strength that it wants; counts there as a second factor';
