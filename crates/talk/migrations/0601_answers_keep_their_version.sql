-- What a party has said keeps the version from being removed: it went with it, without a trace.
{sqlite:
CREATE TABLE draft_answer_kept (
    id {id} PRIMARY KEY,
    version_id {id} NOT NULL REFERENCES plan_version (id),
    party_id {id} NOT NULL REFERENCES party (id),
    has_none {bool} NOT NULL,
    remarks {json} NOT NULL,
    person_id {id},
    author TEXT NOT NULL,
    answered_at {time} NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (version_id, party_id)
) {strict};
INSERT INTO draft_answer_kept SELECT id, version_id, party_id, has_none, remarks, person_id, author, answered_at, revision FROM draft_answer;
DROP TABLE draft_answer;
ALTER TABLE draft_answer_kept RENAME TO draft_answer;
}
{postgres:
ALTER TABLE draft_answer DROP CONSTRAINT draft_answer_version_id_fkey;
ALTER TABLE draft_answer ADD CONSTRAINT draft_answer_version_id_fkey FOREIGN KEY (version_id) REFERENCES plan_version (id);
}
