-- Versions of how cases of a sort are handled. A published one never changes.
CREATE TABLE case_process (
    id {id} PRIMARY KEY,
    party_id {id} NOT NULL REFERENCES party (id),
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    name_order TEXT NOT NULL DEFAULT '',
    name_en TEXT NOT NULL,
    version {int} NOT NULL,
    replaces_id {id} REFERENCES case_process (id),
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    states {json} NOT NULL,
    transitions {json} NOT NULL,
    deadlines {json} NOT NULL,
    tasks {json} NOT NULL,
    documents {json} NOT NULL,
    notices {json} NOT NULL,
    status TEXT NOT NULL,
    search_text TEXT NOT NULL DEFAULT '',
    revision {int} NOT NULL,
    UNIQUE (party_id, key)
) {strict};
CREATE INDEX case_process_in_order ON case_process (party_id, name_order, version, id);
CREATE INDEX case_process_by_name ON case_process (party_id, name_order, id);
CREATE INDEX case_process_of_version ON case_process (replaces_id);
