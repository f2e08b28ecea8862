-- Numbers of cases that have been disposed of: never given again, and no list or folder brings them back.
CREATE TABLE disposed_number (
    registry_id {id} NOT NULL REFERENCES registry (id),
    place {int} NOT NULL,
    key TEXT NOT NULL,
    number TEXT NOT NULL,
    disposed_on {date} NOT NULL,
    mandate TEXT NOT NULL,
    PRIMARY KEY (registry_id, place)
) {strict};
CREATE INDEX disposed_number_day ON disposed_number (disposed_on);
