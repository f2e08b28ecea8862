-- What is refused over and over stands in the log once an hour, with how often it was.
CREATE TABLE security_count (
    kind TEXT NOT NULL,
    subject_hash {bytes} NOT NULL,
    since {time} NOT NULL,
    times {int} NOT NULL,
    PRIMARY KEY (kind, subject_hash)
) {strict};
CREATE INDEX security_count_since ON security_count (since);
