CREATE TABLE catalogue (
    id {id} PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    publisher TEXT NOT NULL,
    version TEXT NOT NULL,
    valid_from {int},
    valid_to {int},
    successor TEXT,
    source TEXT NOT NULL,
    goals {json} NOT NULL,
    revision {int} NOT NULL
) {strict};

CREATE TABLE plan (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    period_from {date} NOT NULL,
    period_to {date} NOT NULL,
    source TEXT NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (collaboration_id, key)
) {strict};

CREATE TABLE plan_version (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL REFERENCES plan (id),
    number {int} NOT NULL,
    label TEXT NOT NULL,
    status TEXT NOT NULL,
    published {bool} NOT NULL,
    decision {json},
    content {json} NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (plan_id, number)
) {strict};

CREATE TABLE indicator (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL REFERENCES plan (id),
    key TEXT NOT NULL,
    goal_key TEXT NOT NULL,
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    direction TEXT NOT NULL,
    numerator TEXT NOT NULL,
    numerator_source TEXT NOT NULL,
    denominator TEXT NOT NULL,
    denominator_source TEXT NOT NULL,
    base_value TEXT,
    base_date {date},
    position {int} NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (plan_id, key)
) {strict};

CREATE TABLE indicator_target (
    indicator_id {id} NOT NULL REFERENCES indicator (id),
    year {int} NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (indicator_id, year)
) {strict};

CREATE TABLE measurement (
    id {id} PRIMARY KEY,
    indicator_id {id} NOT NULL REFERENCES indicator (id),
    measured_on {date} NOT NULL,
    value TEXT NOT NULL,
    numerator TEXT,
    denominator TEXT,
    note TEXT NOT NULL,
    position {int} NOT NULL,
    UNIQUE (indicator_id, position)
) {strict};

CREATE TABLE activity (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL REFERENCES plan (id),
    key TEXT NOT NULL,
    series TEXT NOT NULL,
    name TEXT NOT NULL,
    focus_area TEXT,
    goal TEXT,
    status TEXT NOT NULL,
    responsible TEXT NOT NULL,
    from_date {date},
    to_date {date},
    note TEXT NOT NULL,
    position {int} NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (plan_id, key)
) {strict};
