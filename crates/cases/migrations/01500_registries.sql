CREATE TABLE registry (
    id {id} PRIMARY KEY,
    party_id {id} NOT NULL REFERENCES party (id),
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    code TEXT NOT NULL,
    shape TEXT NOT NULL,
    digits {int} NOT NULL,
    publicity TEXT NOT NULL,
    name_order TEXT NOT NULL DEFAULT '',
    revision {int} NOT NULL,
    UNIQUE (party_id, key)
) {strict};
CREATE INDEX registry_in_order ON registry (party_id, name_order, id);

-- The last number of a year. The row is held from when a number is taken until the case stands.
CREATE TABLE registry_year (
    registry_id {id} NOT NULL REFERENCES registry (id) ON DELETE CASCADE,
    year {int} NOT NULL,
    last {int} NOT NULL,
    PRIMARY KEY (registry_id, year)
) {strict};
