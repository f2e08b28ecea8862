-- One row that /health/ready writes and reads back, to know that what is saved can be found again.
CREATE TABLE heartbeat (
    name TEXT PRIMARY KEY,
    beats {int} NOT NULL
) {strict};
