-- What a comment is about may be of any domain: its kind and id are kept without foreign keys.
CREATE TABLE comment (
    id {id} PRIMARY KEY,
    thing_kind TEXT NOT NULL,
    thing_id {id} NOT NULL,
    answers_id {id} REFERENCES comment (id),
    person_id {id},
    author TEXT NOT NULL,
    audience TEXT NOT NULL,
    party_id {id},
    question {bool} NOT NULL,
    text TEXT NOT NULL,
    former {json} NOT NULL,
    mentioned {json} NOT NULL,
    written_at {time} NOT NULL,
    edited_at {time},
    answered_at {time},
    answered_by TEXT NOT NULL,
    removed_at {time},
    removed_by TEXT NOT NULL,
    revision {int} NOT NULL
) {strict};
CREATE INDEX comment_thing ON comment (thing_id, id);
CREATE INDEX comment_answers ON comment (answers_id, id);

CREATE TABLE draft_answer (
    id {id} PRIMARY KEY,
    version_id {id} NOT NULL REFERENCES plan_version (id) ON DELETE CASCADE,
    party_id {id} NOT NULL REFERENCES party (id),
    has_none {bool} NOT NULL,
    remarks {json} NOT NULL,
    person_id {id},
    author TEXT NOT NULL,
    answered_at {time} NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (version_id, party_id)
) {strict};
