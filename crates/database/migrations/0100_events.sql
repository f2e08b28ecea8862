-- Types in braces are replaced for each database; see src/migrate.rs.
CREATE TABLE event (
    id {id} PRIMARY KEY,
    at {time} NOT NULL,
    kind TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id {id} NOT NULL,
    object_name TEXT NOT NULL,
    collaboration_id {id},
    person_id {id},
    actor_name TEXT NOT NULL,
    on_behalf_of {id},
    before {json},
    after {json}
) {strict};
CREATE INDEX event_object ON event (object_id, id);
CREATE INDEX event_collaboration ON event (collaboration_id, id);
CREATE INDEX event_person ON event (person_id, id);

CREATE TABLE job (
    id {id} PRIMARY KEY,
    kind TEXT NOT NULL,
    payload {json} NOT NULL,
    due_at {time} NOT NULL,
    attempts {int} NOT NULL,
    leased_until {time},
    finished_at {time},
    error TEXT
) {strict};
CREATE INDEX job_due ON job (finished_at, due_at);

CREATE TABLE kept_warning (
    id {id} PRIMARY KEY,
    object_kind TEXT NOT NULL,
    object_id {id} NOT NULL,
    code TEXT NOT NULL,
    details {json} NOT NULL,
    confirmed_at {time} NOT NULL,
    confirmed_by TEXT NOT NULL
) {strict};
CREATE INDEX kept_warning_object ON kept_warning (object_id);

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) {strict};
