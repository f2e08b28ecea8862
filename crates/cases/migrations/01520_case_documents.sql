CREATE TABLE case_document (
    id {id} PRIMARY KEY,
    case_id {id} NOT NULL REFERENCES registered_case (id),
    number {int} NOT NULL,
    title TEXT NOT NULL,
    direction TEXT NOT NULL,
    dated_on {date} NOT NULL,
    sort TEXT NOT NULL,
    file_id {id},
    registered_on {date} NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (case_id, number)
) {strict};
