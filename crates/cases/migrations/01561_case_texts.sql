-- What is written of a document of a case, begun from a template. Its id is that of the document.
CREATE TABLE case_text (
    id {id} PRIMARY KEY REFERENCES case_document (id),
    template TEXT NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    revision {int} NOT NULL
) {strict};

-- What was finished of it. None is ever written over.
CREATE TABLE case_print (
    id {id} PRIMARY KEY,
    document_id {id} NOT NULL REFERENCES case_document (id),
    number {int} NOT NULL,
    pdf_id {id} NOT NULL REFERENCES file (id),
    pdf_version {int} NOT NULL,
    docx_id {id} NOT NULL REFERENCES file (id),
    docx_version {int} NOT NULL,
    text TEXT NOT NULL,
    made_at {time} NOT NULL,
    made_by TEXT NOT NULL,
    UNIQUE (document_id, number)
) {strict};
CREATE INDEX case_print_pdf ON case_print (pdf_id);
CREATE INDEX case_print_docx ON case_print (docx_id);
