-- How a risk was rated before is kept; the matrix is the collaboration's own.
ALTER TABLE risk ADD COLUMN earlier_ratings {json} NOT NULL DEFAULT '[]';

CREATE TABLE risk_matrix (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    revision {int} NOT NULL,
    position {int} NOT NULL,
    name TEXT NOT NULL,
    size {int} NOT NULL,
    likelihood_words {json} NOT NULL,
    consequence_words {json} NOT NULL,
    UNIQUE (collaboration_id, key)
) {strict};

CREATE INDEX risk_matrix_in_order ON risk_matrix (collaboration_id, position, id);
