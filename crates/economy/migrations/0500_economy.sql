-- Types in braces are replaced for each database. Documents are kept as the text that was
-- written, not as JSON values: PostgreSQL would sort their fields, and the order of parties is
-- the order of the page.
CREATE TABLE budget (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    year {int} NOT NULL,
    title TEXT NOT NULL,
    status TEXT NOT NULL,
    published {bool} NOT NULL,
    decision TEXT,
    content TEXT NOT NULL,
    source TEXT NOT NULL,
    note TEXT NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (collaboration_id, year)
) {strict};

CREATE TABLE custom_measure (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    content TEXT NOT NULL,
    position {int} NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (collaboration_id, key)
) {strict};

CREATE TABLE distribution_model (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    content TEXT NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (collaboration_id, key)
) {strict};

CREATE TABLE distribution (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    budget_year {int} NOT NULL,
    model_key TEXT NOT NULL,
    status TEXT NOT NULL,
    published {bool} NOT NULL,
    decision TEXT,
    note TEXT NOT NULL,
    printed TEXT,
    inputs TEXT,
    result TEXT,
    revision {int} NOT NULL,
    UNIQUE (collaboration_id, key)
) {strict};
CREATE INDEX distribution_year ON distribution (collaboration_id, budget_year);
