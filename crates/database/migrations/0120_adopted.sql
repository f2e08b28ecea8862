-- What was decided, as it stood then. A thing that is opened and decided again has several, by number.
CREATE TABLE adopted_document (
    id {id} PRIMARY KEY,
    object_kind TEXT NOT NULL,
    object_id {id} NOT NULL,
    number {int} NOT NULL,
    adopted_at {time} NOT NULL,
    -- The text that was written, for the checksum is over its bytes.
    content TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    UNIQUE (object_id, number)
) {strict};

-- The same as PDF, one for each language, made right after the decision.
CREATE TABLE adopted_print (
    document_id {id} NOT NULL REFERENCES adopted_document (id),
    language TEXT NOT NULL,
    pdf {bytes} NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (document_id, language)
) {strict};

-- Whether what was adopted before this step has been kept; empty until it is done.
INSERT INTO setting (name, value) VALUES ('adopted_kept', '');
