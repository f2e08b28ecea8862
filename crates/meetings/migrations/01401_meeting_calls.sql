-- Who is called to a meeting, what they have been told, and what they answer: one row for each person.
CREATE TABLE meeting_call (
    id {id} PRIMARY KEY,
    meeting_id {id} NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    person_id {id} NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    is_called {bool} NOT NULL,
    told TEXT NOT NULL,
    told_sequence {int} NOT NULL,
    answer TEXT NOT NULL,
    UNIQUE (meeting_id, person_id)
) {strict};
CREATE INDEX meeting_call_of_person ON meeting_call (person_id);

-- What the last calls said of time and place, and the sequence that calendars know the meeting by.
CREATE TABLE meeting_sequence (
    meeting_id {id} PRIMARY KEY REFERENCES meeting (id) ON DELETE CASCADE,
    sequence {int} NOT NULL,
    said TEXT NOT NULL,
    is_cancelled {bool} NOT NULL
) {strict};
