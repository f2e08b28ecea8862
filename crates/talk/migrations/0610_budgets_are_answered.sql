-- What is answered is a version of a plan, or a budget in a round of comments.
{sqlite:
CREATE TABLE draft_answer_of_both (
    id {id} PRIMARY KEY,
    version_id {id} REFERENCES plan_version (id),
    budget_id {id} REFERENCES budget (id),
    round {int} NOT NULL,
    party_id {id} NOT NULL REFERENCES party (id),
    has_none {bool} NOT NULL,
    remarks {json} NOT NULL,
    person_id {id},
    author TEXT NOT NULL,
    answered_at {time} NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (version_id, party_id),
    UNIQUE (budget_id, round, party_id),
    CHECK ((version_id IS NULL) <> (budget_id IS NULL))
) {strict};
INSERT INTO draft_answer_of_both SELECT id, version_id, NULL, 1, party_id, has_none, remarks, person_id, author, answered_at, revision FROM draft_answer;
DROP TABLE draft_answer;
ALTER TABLE draft_answer_of_both RENAME TO draft_answer;
}
{postgres:
ALTER TABLE draft_answer ALTER COLUMN version_id DROP NOT NULL;
ALTER TABLE draft_answer ADD COLUMN budget_id {id} REFERENCES budget (id);
ALTER TABLE draft_answer ADD COLUMN round {int} NOT NULL DEFAULT 1;
ALTER TABLE draft_answer ADD UNIQUE (budget_id, round, party_id);
ALTER TABLE draft_answer ADD CONSTRAINT draft_answer_of_one CHECK ((version_id IS NULL) <> (budget_id IS NULL));
}
