-- Types in braces are replaced for each database; see crates/database/src/migrate.rs.
CREATE TABLE person (
    id {id} PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    password_hash TEXT,
    administrator {bool} NOT NULL,
    demo {bool} NOT NULL,
    active {bool} NOT NULL,
    created_at {time} NOT NULL,
    revision {int} NOT NULL
) {strict};

-- Collaborations and parties belong to a crate above this one: their ids are kept without foreign keys.
CREATE TABLE role_grant (
    id {id} PRIMARY KEY,
    person_id {id} NOT NULL REFERENCES person (id),
    role TEXT NOT NULL,
    collaboration_id {id},
    party_id {id},
    granted_at {time} NOT NULL,
    CHECK ((collaboration_id IS NULL) <> (party_id IS NULL))
) {strict};
CREATE INDEX role_grant_person ON role_grant (person_id);
CREATE UNIQUE INDEX role_grant_collaboration ON role_grant (collaboration_id, person_id, role);
CREATE UNIQUE INDEX role_grant_party ON role_grant (party_id, person_id, role);

CREATE TABLE session (
    id {id} PRIMARY KEY,
    token_hash {bytes} NOT NULL UNIQUE,
    person_id {id} NOT NULL REFERENCES person (id),
    created_at {time} NOT NULL,
    last_seen_at {time} NOT NULL,
    expires_at {time} NOT NULL,
    user_agent TEXT NOT NULL,
    revoked_at {time}
) {strict};
CREATE INDEX session_person ON session (person_id);

CREATE TABLE password_link (
    id {id} PRIMARY KEY,
    token_hash {bytes} NOT NULL UNIQUE,
    person_id {id} NOT NULL REFERENCES person (id),
    purpose TEXT NOT NULL,
    created_at {time} NOT NULL,
    expires_at {time} NOT NULL,
    used_at {time}
) {strict};
CREATE INDEX password_link_person ON password_link (person_id);

CREATE TABLE sign_in_attempt (
    id {id} PRIMARY KEY,
    kind TEXT NOT NULL,
    email_hash {bytes} NOT NULL,
    address_hash {bytes},
    at {time} NOT NULL
) {strict};
CREATE INDEX sign_in_attempt_email ON sign_in_attempt (email_hash, at);
CREATE INDEX sign_in_attempt_address ON sign_in_attempt (address_hash, at);
CREATE INDEX sign_in_attempt_at ON sign_in_attempt (at);
