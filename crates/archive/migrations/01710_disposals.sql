-- What a party's plan says of a type of document.
CREATE TABLE retention_rule (
    id {id} PRIMARY KEY,
    party_id {id} NOT NULL REFERENCES party (id),
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    title_order TEXT NOT NULL DEFAULT '',
    classification TEXT NOT NULL,
    outcome TEXT NOT NULL,
    trigger_event TEXT,
    years {int},
    months {int},
    counting TEXT,
    mandate TEXT NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (party_id, key)
) {strict};
CREATE INDEX retention_rule_in_order ON retention_rule (party_id, title_order, id);

-- Which rule a case goes by, where its classification does not say it.
CREATE TABLE case_retention (
    case_id {id} PRIMARY KEY REFERENCES registered_case (id),
    rule_id {id} NOT NULL REFERENCES retention_rule (id)
) {strict};
CREATE INDEX case_retention_rule ON case_retention (rule_id);

-- When what sets a period off happened.
CREATE TABLE case_trigger (
    case_id {id} NOT NULL REFERENCES registered_case (id),
    trigger_event TEXT NOT NULL,
    happened_on {date} NOT NULL,
    PRIMARY KEY (case_id, trigger_event)
) {strict};

-- Other cases that need a document of a case.
CREATE TABLE document_need (
    document_id {id} NOT NULL REFERENCES case_document (id),
    case_id {id} NOT NULL REFERENCES registered_case (id),
    PRIMARY KEY (document_id, case_id)
) {strict};
CREATE INDEX document_need_case ON document_need (case_id);

-- What must stay whatever the plan says: rows are lifted and never removed while the case stands.
CREATE TABLE legal_hold (
    id {id} PRIMARY KEY,
    case_id {id} NOT NULL REFERENCES registered_case (id),
    reason TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    set_on {date} NOT NULL,
    until {date},
    lifted_on {date},
    revision {int} NOT NULL
) {strict};
CREATE INDEX legal_hold_case ON legal_hold (case_id, set_on);

-- Cases that are to be disposed of together, by one decision.
CREATE TABLE disposal (
    id {id} PRIMARY KEY,
    party_id {id} NOT NULL REFERENCES party (id),
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    title_order TEXT NOT NULL DEFAULT '',
    registry_id {id} NOT NULL REFERENCES registry (id),
    mandate TEXT NOT NULL,
    proposed_on {date},
    proposed {int},
    approved_on {date},
    carried_out_on {date},
    disposed {int},
    status TEXT NOT NULL,
    position {int} NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (party_id, key)
) {strict};
CREATE INDEX disposal_in_order ON disposal (party_id, position, id);
CREATE INDEX disposal_by_title ON disposal (party_id, title_order, id);
CREATE INDEX disposal_by_registry ON disposal (registry_id);

-- The list of it: what was due when it was proposed, what the reviewer kept, and what became of each.
CREATE TABLE disposal_row (
    disposal_id {id} NOT NULL REFERENCES disposal (id) ON DELETE CASCADE,
    place {int} NOT NULL,
    number TEXT NOT NULL,
    case_key TEXT NOT NULL,
    rule TEXT NOT NULL,
    due_on {date} NOT NULL,
    kept_because TEXT NOT NULL,
    outcome TEXT NOT NULL,
    told TEXT NOT NULL,
    ended_on {date},
    PRIMARY KEY (disposal_id, place)
) {strict};

-- Who proposed it and who approved it: never the same.
CREATE TABLE disposal_people (
    disposal_id {id} PRIMARY KEY REFERENCES disposal (id) ON DELETE CASCADE,
    proposed_by {id},
    proposed_by_name TEXT NOT NULL,
    approved_by_name TEXT NOT NULL
) {strict};
