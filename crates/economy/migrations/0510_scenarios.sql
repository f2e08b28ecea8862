-- What-ifs: what each was computed from, and what it started from, as the text that was written.
CREATE TABLE scenario (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    shown TEXT NOT NULL,
    note TEXT NOT NULL,
    author_id {id},
    author_name TEXT NOT NULL,
    budget_year {int} NOT NULL,
    base TEXT NOT NULL,
    base_inputs TEXT NOT NULL,
    inputs TEXT NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (collaboration_id, key)
) {strict};
