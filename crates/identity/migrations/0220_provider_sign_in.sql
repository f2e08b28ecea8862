-- A sign-in that is under way at an identity provider. It is used up by the answer.
CREATE TABLE provider_attempt (
    state_hash {bytes} PRIMARY KEY,
    provider TEXT NOT NULL,
    nonce TEXT NOT NULL,
    code_verifier TEXT NOT NULL,
    return_path TEXT NOT NULL,
    expires_at {time} NOT NULL
) {strict};
CREATE INDEX provider_attempt_expires_at ON provider_attempt (expires_at);

-- Which sessions came from a provider, and what it takes to sign out there too.
CREATE TABLE provider_session (
    session_id {id} PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
    provider TEXT NOT NULL,
    id_token TEXT NOT NULL
) {strict};
