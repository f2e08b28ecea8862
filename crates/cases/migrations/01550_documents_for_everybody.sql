-- A document names a version of its file: what is laid there later is another.
ALTER TABLE case_document ADD COLUMN file_version {int};
UPDATE case_document SET file_version = (SELECT latest FROM file WHERE file.id = case_document.file_id) WHERE file_id IS NOT NULL;
ALTER TABLE case_document ADD COLUMN public_title TEXT NOT NULL DEFAULT '';
ALTER TABLE case_document ADD COLUMN is_public {bool} NOT NULL DEFAULT FALSE;
CREATE INDEX case_document_file ON case_document (file_id);

-- Versions that no scanner has judged, and that somebody answers for.
CREATE TABLE case_file_release (
    file_id {id} NOT NULL REFERENCES file (id),
    file_version {int} NOT NULL,
    case_id {id} NOT NULL REFERENCES registered_case (id),
    person_id {id},
    at {time} NOT NULL,
    PRIMARY KEY (file_id, file_version)
) {strict};
CREATE INDEX case_file_release_case ON case_file_release (case_id);
