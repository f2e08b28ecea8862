-- `place` is the year and the number in one, so that lists go on by one column.
CREATE TABLE registered_case (
    id {id} PRIMARY KEY,
    registry_id {id} NOT NULL REFERENCES registry (id),
    party_id {id} NOT NULL REFERENCES party (id),
    key TEXT NOT NULL,
    number TEXT NOT NULL,
    year {int} NOT NULL,
    sequence {int} NOT NULL,
    place {int} NOT NULL,
    registered_on {date} NOT NULL,
    subject TEXT NOT NULL,
    public_subject TEXT NOT NULL,
    begun TEXT NOT NULL,
    counterpart TEXT NOT NULL,
    received_on {date},
    deadline {date},
    statutory {bool} NOT NULL,
    classification TEXT NOT NULL,
    is_secret {bool} NOT NULL,
    secrecy_provision TEXT NOT NULL,
    secrecy_on {date},
    secrecy_authority TEXT NOT NULL,
    officer_id {id} REFERENCES person (id),
    status TEXT NOT NULL,
    closed_on {date},
    void_reason TEXT NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (registry_id, place),
    UNIQUE (registry_id, key),
    UNIQUE (party_id, number)
) {strict};
CREATE INDEX registered_case_by_status ON registered_case (registry_id, status, place);
CREATE INDEX registered_case_of_officer ON registered_case (officer_id, registry_id, place);

-- The words by which a case is found.
CREATE TABLE case_word (
    registry_id {id} NOT NULL REFERENCES registry (id),
    -- Compared letter by letter on both databases: words are found by how they begin.
    word TEXT {postgres:COLLATE "C"} NOT NULL,
    case_id {id} NOT NULL REFERENCES registered_case (id),
    PRIMARY KEY (registry_id, word, case_id)
) {strict};
CREATE INDEX case_word_case ON case_word (case_id);

-- What happened with a case, for those who may read it. The log of the house tells no more than that it happened.
CREATE TABLE case_event (
    id {id} PRIMARY KEY,
    case_id {id} NOT NULL REFERENCES registered_case (id),
    at {time} NOT NULL,
    person_id {id},
    actor_name TEXT NOT NULL,
    what TEXT NOT NULL,
    changes {json} NOT NULL
) {strict};
CREATE INDEX case_event_case ON case_event (case_id, at, id);
