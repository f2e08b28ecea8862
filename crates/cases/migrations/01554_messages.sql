-- E-mail messages that have become documents, each once within a party: a sum of its Message-ID.
CREATE TABLE case_message (
    party_id {id} NOT NULL REFERENCES party (id),
    sum TEXT NOT NULL,
    case_id {id} NOT NULL REFERENCES registered_case (id),
    document_number {int} NOT NULL,
    PRIMARY KEY (party_id, sum)
) {strict};
CREATE INDEX case_message_case ON case_message (case_id);
