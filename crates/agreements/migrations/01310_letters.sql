CREATE TABLE letter_template (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    sort TEXT NOT NULL,
    text TEXT NOT NULL,
    title_order TEXT NOT NULL DEFAULT '',
    search_text TEXT NOT NULL DEFAULT '',
    revision {int} NOT NULL,
    UNIQUE (collaboration_id, key)
) {strict};
CREATE INDEX letter_template_in_order ON letter_template (collaboration_id, title_order, id);
CREATE INDEX letter_template_by_sort ON letter_template (collaboration_id, sort, title_order, id);

CREATE TABLE letter (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    sort TEXT NOT NULL,
    initiative_id {id} REFERENCES initiative (id),
    parties {json} NOT NULL,
    text TEXT NOT NULL,
    cost {int},
    answer_by {date},
    needed {int},
    ends {date},
    status TEXT NOT NULL,
    title_order TEXT NOT NULL DEFAULT '',
    search_text TEXT NOT NULL DEFAULT '',
    position {int} NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (collaboration_id, key)
) {strict};
CREATE INDEX letter_in_order ON letter (collaboration_id, position, id);
CREATE INDEX letter_by_title ON letter (collaboration_id, title_order, id);
CREATE INDEX letter_by_status ON letter (collaboration_id, status, position, id);
CREATE INDEX letter_by_sort ON letter (collaboration_id, sort, position, id);
CREATE INDEX letter_initiative ON letter (initiative_id);
{sqlite: CREATE INDEX letter_by_answer_by ON letter (collaboration_id, answer_by, id);}
{postgres: CREATE INDEX letter_by_answer_by ON letter (collaboration_id, answer_by NULLS FIRST, id);}

-- A text that has been sent never changes: another text is another row.
CREATE TABLE letter_text (
    id {id} PRIMARY KEY,
    letter_id {id} NOT NULL REFERENCES letter (id) ON DELETE CASCADE,
    number {int} NOT NULL,
    text TEXT NOT NULL,
    checksum TEXT NOT NULL,
    parties {json} NOT NULL,
    sender TEXT NOT NULL,
    sent_at {time} NOT NULL,
    UNIQUE (letter_id, number)
) {strict};

-- A decision is about the text with its checksum, whatever is sent later.
CREATE TABLE letter_answer (
    id {id} PRIMARY KEY,
    letter_id {id} NOT NULL REFERENCES letter (id) ON DELETE CASCADE,
    party_id {id} NOT NULL REFERENCES party (id),
    number {int} NOT NULL,
    answer TEXT NOT NULL,
    checksum TEXT NOT NULL,
    decision {json} NOT NULL,
    registry_number TEXT NOT NULL,
    said_by TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    recorded_at {time} NOT NULL,
    signature {json},
    exit {json},
    annulment {json},
    revision {int} NOT NULL,
    UNIQUE (letter_id, party_id, number)
) {strict};
CREATE INDEX letter_answer_party ON letter_answer (party_id);
