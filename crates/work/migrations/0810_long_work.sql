-- What takes too long for a request: who asked for it, how far it has come, and what came of it.
CREATE TABLE long_work (
    id {id} PRIMARY KEY,
    person_id {id} NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    input {json} NOT NULL,
    -- What came along and what came of it lie in the store of works, under these names.
    upload_id {id},
    -- The same for the same question: asked twice it is done once.
    mark TEXT NOT NULL,
    language TEXT NOT NULL,
    about TEXT NOT NULL,
    back TEXT NOT NULL,
    state TEXT NOT NULL,
    step TEXT NOT NULL,
    steps_done {int} NOT NULL,
    steps_total {int} NOT NULL,
    attempts {int} NOT NULL,
    due_at {time} NOT NULL,
    leased_until {time},
    asked_at {time} NOT NULL,
    ended_at {time},
    told {json} NOT NULL,
    -- What the person was allowed when it was made.
    sight TEXT NOT NULL,
    result_id {id},
    result_name TEXT NOT NULL,
    result_size {int} NOT NULL,
    expires_at {time}
) {strict};
CREATE UNIQUE INDEX long_work_once ON long_work (person_id, mark) WHERE ended_at IS NULL;
CREATE INDEX long_work_due ON long_work (ended_at, due_at);
CREATE INDEX long_work_person ON long_work (person_id, id);
CREATE INDEX long_work_expires ON long_work (expires_at);
