-- In which version of a process a case stands, where, since when, after how many moves, and where it came from.
ALTER TABLE registered_case ADD COLUMN process_id {id} REFERENCES case_process (id);
ALTER TABLE registered_case ADD COLUMN process_state TEXT NOT NULL DEFAULT '';
ALTER TABLE registered_case ADD COLUMN process_before TEXT NOT NULL DEFAULT '';
ALTER TABLE registered_case ADD COLUMN process_since {date};
ALTER TABLE registered_case ADD COLUMN process_visit {int} NOT NULL DEFAULT 0;
ALTER TABLE registered_case ADD COLUMN initiative_id {id};
CREATE INDEX registered_case_of_process ON registered_case (process_id, status, id);
CREATE INDEX registered_case_awaited ON registered_case (officer_id, status, deadline, id);

-- What is to be done in open cases: tasks and deadlines of their processes, and notices until somebody has seen them.
CREATE TABLE case_task (
    id {id} PRIMARY KEY,
    case_id {id} NOT NULL REFERENCES registered_case (id),
    party_id {id} NOT NULL REFERENCES party (id),
    sort TEXT NOT NULL,
    key TEXT NOT NULL,
    state TEXT NOT NULL,
    visit {int} NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    performer TEXT NOT NULL,
    begun_on {date} NOT NULL,
    due_on {date},
    status TEXT NOT NULL,
    ended_on {date},
    ended_by_id {id}
) {strict};
CREATE INDEX case_task_of_case ON case_task (case_id, status, id);
CREATE INDEX case_task_awaited ON case_task (party_id, status, performer, id);
