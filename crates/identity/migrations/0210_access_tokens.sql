-- Tokens with which a program acts for a person. Of the token itself only the hash is kept.
-- The collaboration belongs to a crate above this one: its id is kept without a foreign key.
CREATE TABLE access_token (
    id {id} PRIMARY KEY,
    token_hash {bytes} NOT NULL UNIQUE,
    person_id {id} NOT NULL REFERENCES person (id),
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    collaboration_id {id},
    created_at {time} NOT NULL,
    expires_at {time} NOT NULL,
    last_used_at {time},
    revoked_at {time}
) {strict};
CREATE INDEX access_token_person ON access_token (person_id);
