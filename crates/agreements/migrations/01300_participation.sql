CREATE TABLE participation_question (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    about TEXT NOT NULL,
    initiative_id {id} REFERENCES initiative (id),
    answer_by {date},
    cost {int},
    distribution TEXT,
    budget_part TEXT,
    status TEXT NOT NULL,
    title_order TEXT NOT NULL DEFAULT '',
    search_text TEXT NOT NULL DEFAULT '',
    position {int} NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (collaboration_id, key)
) {strict};
CREATE INDEX participation_question_in_order ON participation_question (collaboration_id, position, id);
CREATE INDEX participation_question_by_title ON participation_question (collaboration_id, title_order, id);
CREATE INDEX participation_question_by_status ON participation_question (collaboration_id, status, position, id);
CREATE INDEX participation_question_initiative ON participation_question (initiative_id);
{sqlite: CREATE INDEX participation_question_by_answer_by ON participation_question (collaboration_id, answer_by, id);}
{postgres: CREATE INDEX participation_question_by_answer_by ON participation_question (collaboration_id, answer_by NULLS FIRST, id);}

-- One row for each answer of a party: the newest counts.
CREATE TABLE participation (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    party_id {id} NOT NULL REFERENCES party (id),
    initiative_id {id} REFERENCES initiative (id),
    answer TEXT NOT NULL,
    given {date} NOT NULL,
    from_date {date},
    to_date {date},
    body TEXT NOT NULL,
    decided {date},
    paragraph TEXT NOT NULL,
    registry_number TEXT NOT NULL,
    contact TEXT NOT NULL,
    cost {int},
    hours {int},
    said_by TEXT NOT NULL,
    note TEXT NOT NULL,
    search_text TEXT NOT NULL DEFAULT '',
    position {int} NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (collaboration_id, key)
) {strict};
CREATE INDEX participation_in_order ON participation (collaboration_id, position, id);
CREATE INDEX participation_by_answer ON participation (collaboration_id, answer, position, id);
CREATE INDEX participation_party ON participation (party_id);
CREATE INDEX participation_initiative ON participation (initiative_id);
