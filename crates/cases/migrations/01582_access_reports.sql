-- A case in which somebody asks what is kept of them: by this name or address, and no other.
CREATE TABLE case_report (
    case_id {id} PRIMARY KEY REFERENCES registered_case (id),
    name TEXT NOT NULL,
    email TEXT NOT NULL
) {strict};
CREATE INDEX case_reading_person ON case_reading (person_id, day);
-- Who sent a message that became documents: small letters, empty for those of before.
ALTER TABLE case_message ADD COLUMN sender TEXT NOT NULL DEFAULT '';
CREATE INDEX case_message_sender ON case_message (party_id, sender);
