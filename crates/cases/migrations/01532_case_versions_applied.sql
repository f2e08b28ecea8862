-- What became of each case when another version was applied: a run goes on where it was broken off.
CREATE TABLE case_version_move (
    run_id {id} NOT NULL,
    number TEXT NOT NULL,
    outcome TEXT NOT NULL,
    state TEXT NOT NULL,
    at {time} NOT NULL,
    PRIMARY KEY (run_id, number)
) {strict};
