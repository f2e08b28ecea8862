CREATE TABLE survey (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    purpose TEXT NOT NULL,
    respondents TEXT NOT NULL,
    opens {date},
    closes {date},
    approval {bool} NOT NULL,
    follows_id {id} REFERENCES survey (id),
    status TEXT NOT NULL,
    title_order TEXT NOT NULL DEFAULT '',
    search_text TEXT NOT NULL DEFAULT '',
    position {int} NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (collaboration_id, key)
) {strict};
CREATE INDEX survey_in_order ON survey (collaboration_id, position, id);
CREATE INDEX survey_by_title ON survey (collaboration_id, title_order, id);
{sqlite: CREATE INDEX survey_by_closes ON survey (collaboration_id, closes, id);}
{postgres: CREATE INDEX survey_by_closes ON survey (collaboration_id, closes NULLS FIRST, id);}
CREATE INDEX survey_by_status ON survey (collaboration_id, status, position, id);

-- A form that has been sent never changes: other words are another edition, other questions another version.
CREATE TABLE survey_form (
    id {id} PRIMARY KEY,
    survey_id {id} NOT NULL REFERENCES survey (id) ON DELETE CASCADE,
    version {int} NOT NULL,
    edition {int} NOT NULL,
    form {json} NOT NULL,
    changes {json} NOT NULL,
    sent_at {time},
    revision {int} NOT NULL,
    UNIQUE (survey_id, version, edition)
) {strict};

CREATE TABLE survey_answer (
    id {id} PRIMARY KEY,
    survey_id {id} NOT NULL REFERENCES survey (id) ON DELETE CASCADE,
    party_id {id} REFERENCES party (id),
    person_id {id},
    form_id {id} NOT NULL REFERENCES survey_form (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    comparable {bool} NOT NULL,
    submission {int} NOT NULL,
    sent_by {id},
    sender TEXT NOT NULL,
    sent_at {time},
    decider TEXT NOT NULL,
    decided_at {time},
    reason TEXT NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (survey_id, party_id),
    UNIQUE (survey_id, person_id)
) {strict};
CREATE INDEX survey_answer_form ON survey_answer (form_id);

-- Each question of an answer is saved by itself.
CREATE TABLE survey_response (
    id {id} PRIMARY KEY,
    answer_id {id} NOT NULL REFERENCES survey_answer (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    value {json} NOT NULL,
    person_id {id},
    author TEXT NOT NULL,
    changed_at {time} NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (answer_id, question)
) {strict};

-- Sections that somebody answers for.
CREATE TABLE survey_section (
    id {id} PRIMARY KEY,
    answer_id {id} NOT NULL REFERENCES survey_answer (id) ON DELETE CASCADE,
    section TEXT NOT NULL,
    person_id {id},
    person TEXT NOT NULL,
    done_at {time},
    done_by TEXT NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (answer_id, section)
) {strict};

-- What was sent in stands as it was sent in, in the form of that day.
CREATE TABLE survey_submission (
    id {id} PRIMARY KEY,
    answer_id {id} NOT NULL REFERENCES survey_answer (id) ON DELETE CASCADE,
    number {int} NOT NULL,
    form_id {id} NOT NULL REFERENCES survey_form (id) ON DELETE CASCADE,
    record {json} NOT NULL,
    sender TEXT NOT NULL,
    sent_at {time} NOT NULL,
    UNIQUE (answer_id, number)
) {strict};

-- What was made of an answer: the thing may be of any kind, so it is kept without a foreign key.
CREATE TABLE survey_link (
    id {id} PRIMARY KEY,
    submission_id {id} NOT NULL REFERENCES survey_submission (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    thing_kind TEXT NOT NULL,
    thing_id {id} NOT NULL,
    author TEXT NOT NULL,
    made_at {time} NOT NULL
) {strict};
CREATE INDEX survey_link_submission ON survey_link (submission_id);
CREATE INDEX survey_link_thing ON survey_link (thing_id);
