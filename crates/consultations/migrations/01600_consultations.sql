-- What a collaboration is asked, or asks others, to say about proposals.
CREATE TABLE consultation (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    direction TEXT NOT NULL,
    sender TEXT NOT NULL,
    sender_number TEXT NOT NULL,
    missive TEXT NOT NULL,
    received_on {date},
    last_day {date},
    supplements_id {id} REFERENCES consultation (id),
    state TEXT NOT NULL,
    title_order TEXT NOT NULL DEFAULT '',
    search_text TEXT NOT NULL DEFAULT '',
    position {int} NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (collaboration_id, key)
) {strict};
CREATE INDEX consultation_in_order ON consultation (collaboration_id, position, id);
CREATE INDEX consultation_by_title ON consultation (collaboration_id, title_order, id);
CREATE INDEX consultation_by_state ON consultation (collaboration_id, state, position, id);
CREATE INDEX consultation_by_direction ON consultation (collaboration_id, direction, position, id);
CREATE INDEX consultation_supplements ON consultation (supplements_id);
{sqlite: CREATE INDEX consultation_by_last_day ON consultation (collaboration_id, last_day, id);}
{postgres: CREATE INDEX consultation_by_last_day ON consultation (collaboration_id, last_day NULLS FIRST, id);}

-- A proposal or a question, with what the parties say together.
CREATE TABLE consultation_point (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    consultation_id {id} REFERENCES consultation (id),
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    stance TEXT,
    reason TEXT NOT NULL,
    became TEXT,
    became_why TEXT NOT NULL,
    title_order TEXT NOT NULL DEFAULT '',
    search_text TEXT NOT NULL DEFAULT '',
    position {int} NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (collaboration_id, key)
) {strict};
CREATE INDEX consultation_point_in_order ON consultation_point (collaboration_id, position, id);
CREATE INDEX consultation_point_by_title ON consultation_point (collaboration_id, title_order, id);
CREATE INDEX consultation_point_of ON consultation_point (consultation_id);

-- What a party, or an organisation beside the parties, answers.
CREATE TABLE consultation_answer (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    consultation_id {id} REFERENCES consultation (id),
    party_id {id} REFERENCES party (id),
    organisation TEXT NOT NULL,
    on_list {bool} NOT NULL,
    number TEXT NOT NULL,
    registry TEXT,
    extension_asked_on {date},
    extended_until {date},
    signatories {json} NOT NULL,
    referrals {json} NOT NULL,
    dated {date},
    background TEXT NOT NULL,
    summary TEXT NOT NULL,
    general TEXT NOT NULL,
    matter_id {id} REFERENCES matter (id),
    body TEXT NOT NULL,
    decided_on {date},
    paragraph TEXT NOT NULL,
    declined_by TEXT NOT NULL,
    decline_reason TEXT NOT NULL,
    dispatched_on {date},
    state TEXT NOT NULL,
    search_text TEXT NOT NULL DEFAULT '',
    position {int} NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (collaboration_id, key)
) {strict};
CREATE INDEX consultation_answer_in_order ON consultation_answer (collaboration_id, position, id);
CREATE INDEX consultation_answer_by_state ON consultation_answer (collaboration_id, state, position, id);
CREATE INDEX consultation_answer_of ON consultation_answer (consultation_id);
CREATE INDEX consultation_answer_party ON consultation_answer (party_id);
CREATE INDEX consultation_answer_matter ON consultation_answer (matter_id);

-- What an answer says about a point, with the joint text that it was made of.
CREATE TABLE consultation_section (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    statement_id {id} REFERENCES consultation_answer (id),
    point_id {id} REFERENCES consultation_point (id),
    way TEXT NOT NULL,
    stance TEXT,
    reason TEXT NOT NULL,
    joint_stance TEXT,
    joint_reason TEXT NOT NULL,
    position {int} NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (collaboration_id, key)
) {strict};
CREATE INDEX consultation_section_in_order ON consultation_section (collaboration_id, position, id);
CREATE INDEX consultation_section_by_way ON consultation_section (collaboration_id, way, position, id);
CREATE INDEX consultation_section_by_stance ON consultation_section (collaboration_id, stance, position, id);
CREATE INDEX consultation_section_of ON consultation_section (statement_id);
CREATE INDEX consultation_section_point ON consultation_section (point_id);
