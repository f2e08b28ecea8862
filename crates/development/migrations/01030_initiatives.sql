-- Processes, what goes through them, and what is answered, scored and decided at their gates.
CREATE TABLE process (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    name_order TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    phases {json} NOT NULL,
    checks {json} NOT NULL,
    headings {json} NOT NULL,
    criteria {json} NOT NULL,
    search_text TEXT NOT NULL DEFAULT '',
    position {int} NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (collaboration_id, key)
) {strict};
CREATE INDEX process_in_order ON process (collaboration_id, position, id);
CREATE INDEX process_by_name ON process (collaboration_id, name_order, id);

CREATE TABLE initiative (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    title_order TEXT NOT NULL DEFAULT '',
    aim TEXT NOT NULL,
    led_by_id {id} REFERENCES party (id),
    owner TEXT NOT NULL,
    process_id {id} REFERENCES process (id),
    needs {json} NOT NULL,
    goals {json} NOT NULL,
    from_date {date},
    to_date {date},
    next_step TEXT NOT NULL,
    next_date {date},
    cost {int},
    hours {int},
    efforts {json} NOT NULL,
    builds_on {json} NOT NULL,
    note TEXT NOT NULL,
    search_text TEXT NOT NULL DEFAULT '',
    position {int} NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (collaboration_id, key)
) {strict};
CREATE INDEX initiative_in_order ON initiative (collaboration_id, position, id);
CREATE INDEX initiative_by_title ON initiative (collaboration_id, title_order, id);
CREATE INDEX initiative_of_process ON initiative (process_id);
{sqlite: CREATE INDEX initiative_by_next_date ON initiative (collaboration_id, next_date, id);}
{postgres: CREATE INDEX initiative_by_next_date ON initiative (collaboration_id, next_date NULLS FIRST, id);}
{sqlite: CREATE INDEX initiative_by_from ON initiative (collaboration_id, from_date, id);}
{postgres: CREATE INDEX initiative_by_from ON initiative (collaboration_id, from_date NULLS FIRST, id);}
{sqlite: CREATE INDEX initiative_by_to ON initiative (collaboration_id, to_date, id);}
{postgres: CREATE INDEX initiative_by_to ON initiative (collaboration_id, to_date NULLS FIRST, id);}
{sqlite: CREATE INDEX initiative_by_cost ON initiative (collaboration_id, cost, id);}
{postgres: CREATE INDEX initiative_by_cost ON initiative (collaboration_id, cost NULLS FIRST, id);}

CREATE TABLE initiative_gate (
    id {id} PRIMARY KEY,
    initiative_id {id} NOT NULL REFERENCES initiative (id) ON DELETE CASCADE,
    phase TEXT NOT NULL,
    is_decided {bool} NOT NULL,
    document TEXT NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (initiative_id, phase)
) {strict};

CREATE TABLE ranking (
    id {id} PRIMARY KEY,
    process_id {id} NOT NULL REFERENCES process (id) ON DELETE CASCADE,
    phase TEXT NOT NULL,
    number {int} NOT NULL,
    document TEXT NOT NULL,
    UNIQUE (process_id, number)
) {strict};
