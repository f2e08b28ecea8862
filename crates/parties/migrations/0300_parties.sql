CREATE TABLE party (
    id {id} PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    municipality_code TEXT UNIQUE,
    region_code TEXT UNIQUE,
    organisation_number TEXT,
    note TEXT NOT NULL,
    -- The name in Swedish order under every collation, and what searches look in.
    sort_name TEXT NOT NULL,
    search_text TEXT NOT NULL,
    revision {int} NOT NULL
) {strict};
CREATE INDEX party_sort_name ON party (sort_name, id);

CREATE TABLE population (
    party_id {id} NOT NULL REFERENCES party (id),
    year {int} NOT NULL,
    population {int} NOT NULL,
    PRIMARY KEY (party_id, year)
) {strict};

CREATE TABLE ladder (
    id {id} PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    source TEXT NOT NULL,
    first_is_none {bool} NOT NULL,
    levels {json} NOT NULL,
    revision {int} NOT NULL
) {strict};

CREATE TABLE collaboration (
    id {id} PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    purpose TEXT NOT NULL,
    legal_form TEXT NOT NULL,
    host_id {id} REFERENCES party (id),
    reach TEXT NOT NULL,
    parent_id {id} REFERENCES collaboration (id),
    published {bool} NOT NULL,
    source TEXT NOT NULL,
    revision {int} NOT NULL
) {strict};

CREATE TABLE working_group (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    organiser TEXT NOT NULL,
    parent_id {id} REFERENCES working_group (id),
    reach TEXT NOT NULL,
    legal_form TEXT,
    host_id {id} REFERENCES party (id),
    purpose TEXT NOT NULL,
    cooperation TEXT NOT NULL,
    cost {int},
    financed_by TEXT NOT NULL,
    note TEXT NOT NULL,
    position {int} NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (collaboration_id, key)
) {strict};

CREATE TABLE membership (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    group_id {id} REFERENCES working_group (id),
    party_id {id} NOT NULL REFERENCES party (id),
    standing TEXT NOT NULL,
    from_date {date},
    to_date {date},
    note TEXT NOT NULL,
    position {int} NOT NULL
) {strict};
CREATE INDEX membership_collaboration ON membership (collaboration_id, position);
CREATE INDEX membership_party ON membership (party_id);

CREATE TABLE mandate (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    group_id {id} REFERENCES working_group (id),
    role TEXT NOT NULL,
    title TEXT NOT NULL,
    party_id {id} REFERENCES party (id),
    from_date {date},
    to_date {date},
    position {int} NOT NULL
) {strict};
CREATE INDEX mandate_collaboration ON mandate (collaboration_id, position);

CREATE TABLE assessment (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    group_id {id} REFERENCES working_group (id),
    party_id {id} REFERENCES party (id),
    other_party_id {id} REFERENCES party (id),
    ladder_id {id} NOT NULL REFERENCES ladder (id),
    level {int} NOT NULL,
    wanted_level {int},
    note TEXT NOT NULL,
    assessed_on {date},
    on_behalf_of {id} REFERENCES party (id),
    position {int} NOT NULL
) {strict};
CREATE INDEX assessment_collaboration ON assessment (collaboration_id, position);
CREATE INDEX assessment_group ON assessment (group_id, position);

CREATE TABLE relation (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    party_id {id} NOT NULL REFERENCES party (id),
    all_others {bool} NOT NULL,
    others {json} NOT NULL,
    topics {json} NOT NULL,
    reach TEXT NOT NULL,
    certainty TEXT NOT NULL,
    note TEXT NOT NULL,
    position {int} NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (collaboration_id, key)
) {strict};

CREATE TABLE need (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    area TEXT NOT NULL,
    text TEXT NOT NULL,
    position {int} NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (collaboration_id, key)
) {strict};

-- Which edition of the shipped register has been loaded, so that a later start costs one query.
CREATE TABLE register_load (
    name TEXT PRIMARY KEY,
    edition TEXT NOT NULL,
    loaded_at {time} NOT NULL
) {strict};
