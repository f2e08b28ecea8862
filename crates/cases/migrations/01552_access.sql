-- What another party reads of one case, and until when.
CREATE TABLE case_grant (
    id {id} PRIMARY KEY,
    case_id {id} NOT NULL REFERENCES registered_case (id),
    party_id {id} NOT NULL REFERENCES party (id),
    scope TEXT NOT NULL,
    documents TEXT NOT NULL,
    reason TEXT NOT NULL,
    ends_on {date} NOT NULL,
    made_at {time} NOT NULL,
    ended_at {time},
    revision {int} NOT NULL
) {strict};
CREATE INDEX case_grant_of_party ON case_grant (party_id, ends_on, id);
CREATE INDEX case_grant_case ON case_grant (case_id, id);

-- Who read what of a case on a day. Kept for a time of its own, and read by the party's administrators alone.
CREATE TABLE case_reading (
    case_id {id} NOT NULL REFERENCES registered_case (id),
    day {date} NOT NULL,
    person_id {id} NOT NULL,
    what TEXT NOT NULL,
    part TEXT NOT NULL,
    through_id {id},
    first_at {time} NOT NULL,
    last_at {time} NOT NULL,
    times {int} NOT NULL,
    PRIMARY KEY (case_id, day, person_id, what, part)
) {strict};
CREATE INDEX case_reading_day ON case_reading (day);
