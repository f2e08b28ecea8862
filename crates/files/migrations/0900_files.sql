CREATE TABLE file (
    id {id} PRIMARY KEY,
    thing_kind TEXT NOT NULL,
    thing_id {id} NOT NULL,
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    is_public {bool} NOT NULL,
    added_by {id},
    latest {int} NOT NULL,
    removed_at {time},
    revision {int} NOT NULL
) {strict};

CREATE UNIQUE INDEX file_at_thing ON file (thing_id, thing_kind, key) WHERE removed_at IS NULL;

-- The bytes lie in the store under the version's own id.
CREATE TABLE file_version (
    id {id} PRIMARY KEY,
    file_id {id} NOT NULL REFERENCES file (id),
    number {int} NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size {int} NOT NULL,
    sha256 TEXT NOT NULL,
    state TEXT NOT NULL,
    why TEXT NOT NULL,
    added_by_name TEXT NOT NULL,
    added_at {time} NOT NULL,
    UNIQUE (file_id, number)
) {strict};

CREATE INDEX file_version_by_state ON file_version (state, id);

-- When what nothing refers to was last looked for; one process at a time does it.
INSERT INTO setting (name, value) VALUES ('files_tidied', '');
