-- Types in braces are replaced for each database; see crates/database/src/migrate.rs.
-- What every hit is counted and ordered by: narrow rows, for there may be thousands.
CREATE TABLE search_entry (
    -- The row of the index of words.
    number {int} PRIMARY KEY,
    -- Which kind, in the order of the answer.
    kind_order {int} NOT NULL,
    collaboration_id {id},
    members_only {bool} NOT NULL,
    -- The title in Swedish order and the address, compared byte by byte on both.
    sort_key TEXT {postgres:COLLATE "C"} NOT NULL
) {strict};
CREATE INDEX search_entry_collaboration ON search_entry (collaboration_id);

-- What is shown of it.
CREATE TABLE search_display (
    number {int} PRIMARY KEY,
    kind TEXT NOT NULL,
    object_id {id} NOT NULL,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    place TEXT NOT NULL,
    text TEXT NOT NULL
) {strict};

-- The index of words: stems and the words themselves, of the title and of the text. Words come ready
-- cut, in lower case and parted by spaces, so that both databases find the same.
{sqlite:CREATE VIRTUAL TABLE search_text USING fts5(
    title_stems, title_words, text_stems, text_words,
    content = '', contentless_delete = 1, detail = column, tokenize = 'ascii'
);}
{postgres:CREATE TABLE search_text (
    number {int} PRIMARY KEY,
    words TSVECTOR NOT NULL
);
CREATE INDEX search_text_words ON search_text USING gin (words);}

-- Which way of cutting words the index is made with; empty until it is made.
INSERT INTO setting (name, value) VALUES ('search_index', '');
