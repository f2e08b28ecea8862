-- Who reads in two ways on a day, as one of the party's and through what another was given, is noted twice.
CREATE TABLE case_reading_kept (
    case_id {id} NOT NULL REFERENCES registered_case (id),
    day {date} NOT NULL,
    person_id {id} NOT NULL,
    what TEXT NOT NULL,
    part TEXT NOT NULL,
    -- The party through which it was read; empty for the case's own.
    through TEXT NOT NULL,
    through_id {id},
    first_at {time} NOT NULL,
    last_at {time} NOT NULL,
    times {int} NOT NULL,
    PRIMARY KEY (case_id, day, person_id, what, part, through)
) {strict};
INSERT INTO case_reading_kept SELECT case_id, day, person_id, what, part, '', through_id, first_at, last_at, times FROM case_reading;
DROP TABLE case_reading;
ALTER TABLE case_reading_kept RENAME TO case_reading;
CREATE INDEX case_reading_day ON case_reading (day);
CREATE INDEX case_reading_person ON case_reading (person_id, day);
