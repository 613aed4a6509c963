-- Sessions get a new token when somebody proves who they are, and an organization can ask its members for a second factor.

ALTER TABLE sessions ADD COLUMN former_token_hash bytea;
ALTER TABLE sessions ADD COLUMN renewed_at timestamptz;
ALTER TABLE sessions ADD COLUMN unfamiliar_at timestamptz;
-- squawk-ignore require-concurrent-index-creation -- the server is migrated before it starts
CREATE INDEX sessions_former_token ON sessions (former_token_hash) WHERE former_token_hash IS NOT NULL;

COMMENT ON COLUMN sessions.former_token_hash IS 'the token before the last renewal, for requests that were under way with it';
COMMENT ON COLUMN sessions.renewed_at IS 'when the token was last replaced';
COMMENT ON COLUMN sessions.unfamiliar_at IS 'when its owner was told that it began in a browser that was not known';

ALTER TABLE organizations ADD COLUMN requires_second_factor boolean NOT NULL DEFAULT false;
