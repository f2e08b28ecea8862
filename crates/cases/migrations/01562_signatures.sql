-- Signatures beside finished documents: over which bytes, by whom, with what mandate.
CREATE TABLE case_signature (
    id {id} PRIMARY KEY,
    document_id {id} NOT NULL REFERENCES case_document (id),
    pdf_id {id} NOT NULL REFERENCES file (id),
    pdf_version {int} NOT NULL,
    sha256 TEXT NOT NULL,
    file_id {id} NOT NULL REFERENCES file (id),
    file_version {int} NOT NULL,
    sort TEXT NOT NULL,
    person_id {id},
    signer TEXT NOT NULL,
    organisation TEXT NOT NULL,
    mandate TEXT NOT NULL,
    issuer TEXT NOT NULL,
    serial TEXT NOT NULL,
    is_trusted {bool} NOT NULL,
    signed_at {time} NOT NULL
) {strict};
CREATE INDEX case_signature_document ON case_signature (document_id);
CREATE INDEX case_signature_file ON case_signature (file_id);
CREATE INDEX case_signature_pdf ON case_signature (pdf_id);
