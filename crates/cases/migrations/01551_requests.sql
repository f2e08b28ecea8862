-- What a form was sent with, so that a form that is sent twice registers once.
ALTER TABLE registered_case ADD COLUMN form_token {id};
CREATE UNIQUE INDEX registered_case_token ON registered_case (registry_id, form_token);

-- A case in which somebody asks for a document.
CREATE TABLE case_request (
    case_id {id} PRIMARY KEY REFERENCES registered_case (id),
    about_case_id {id} REFERENCES registered_case (id),
    about_document {int},
    what TEXT NOT NULL
) {strict};
CREATE INDEX case_request_about ON case_request (about_case_id);
