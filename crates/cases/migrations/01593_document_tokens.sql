-- What the form was sent with that registered a document, so that pressing its button twice registers one.
ALTER TABLE case_document ADD COLUMN form_token {id};
CREATE UNIQUE INDEX case_document_token ON case_document (case_id, form_token);
