-- Versions of what documents of a sort begin with. A published one never changes.
CREATE TABLE document_template (
    id {id} PRIMARY KEY,
    party_id {id} NOT NULL REFERENCES party (id),
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    name_order TEXT NOT NULL DEFAULT '',
    name_en TEXT NOT NULL,
    version {int} NOT NULL,
    replaces_id {id} REFERENCES document_template (id),
    about TEXT NOT NULL,
    title TEXT NOT NULL,
    title_en TEXT NOT NULL,
    direction TEXT NOT NULL,
    text TEXT NOT NULL,
    text_en TEXT NOT NULL,
    status TEXT NOT NULL,
    search_text TEXT NOT NULL DEFAULT '',
    revision {int} NOT NULL,
    UNIQUE (party_id, key)
) {strict};
CREATE INDEX document_template_in_order ON document_template (party_id, name_order, version, id);
CREATE INDEX document_template_by_name ON document_template (party_id, name_order, id);
CREATE INDEX document_template_of_version ON document_template (replaces_id);
