CREATE TABLE risk (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    likelihood {int} NOT NULL,
    consequence {int} NOT NULL,
    response TEXT NOT NULL,
    owner TEXT NOT NULL,
    next_review {date},
    position {int} NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (collaboration_id, key)
) {strict};

CREATE INDEX risk_in_order ON risk (collaboration_id, position, id);
CREATE INDEX need_in_order ON need (collaboration_id, position, id);
CREATE INDEX risk_by_kind ON risk (collaboration_id, kind, position, id);
CREATE INDEX need_by_kind ON need (collaboration_id, kind, position, id);
