-- What each person has chosen; who has chosen nothing has no row.
CREATE TABLE notice_choice (
    person_id {id} NOT NULL PRIMARY KEY REFERENCES person(id) ON DELETE CASCADE,
    language TEXT NOT NULL,
    notices TEXT NOT NULL,
    tasks TEXT NOT NULL,
    followed TEXT NOT NULL,
    revision {int} NOT NULL
) {strict};
-- The secret in the letters with which they are ended, for it is written in each of them.
CREATE TABLE notice_ending (
    person_id {id} NOT NULL PRIMARY KEY REFERENCES person(id) ON DELETE CASCADE,
    secret TEXT NOT NULL UNIQUE
) {strict};
-- What is taken care of: the round of a sort.
CREATE TABLE notice_round (
    person_id {id} NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    sort TEXT NOT NULL,
    began {time} NOT NULL,
    PRIMARY KEY (person_id, sort, began)
) {strict};
CREATE INDEX notice_round_began ON notice_round (began);
-- Which tasks a person has been told of: when they came, and when they were late.
CREATE TABLE notice_task (
    person_id {id} NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    task TEXT NOT NULL,
    stage TEXT NOT NULL,
    told_at {time} NOT NULL,
    PRIMARY KEY (person_id, task, stage)
) {strict};
CREATE INDEX notice_task_told_at ON notice_task (told_at);
-- What somebody did that concerns one person.
CREATE TABLE notice (
    id {id} NOT NULL PRIMARY KEY,
    person_id {id} NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    why TEXT NOT NULL,
    -- What it is about: a task by its name, or a kept thing.
    task TEXT,
    object_kind TEXT,
    object_id {id},
    by_name TEXT NOT NULL,
    at {time} NOT NULL,
    sent_at {time}
) {strict};
CREATE INDEX notice_person ON notice (person_id, sent_at);
-- What a person follows, or has said no to following.
CREATE TABLE follow (
    person_id {id} NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    object_kind TEXT NOT NULL,
    object_id {id} NOT NULL,
    follows {bool} NOT NULL,
    name TEXT NOT NULL,
    href TEXT NOT NULL,
    since {time} NOT NULL,
    PRIMARY KEY (person_id, object_kind, object_id)
) {strict};
-- Calendars to subscribe to. The address is a secret; only its hash is kept.
CREATE TABLE calendar_address (
    id {id} NOT NULL PRIMARY KEY,
    person_id {id} NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    collaboration_id {id} REFERENCES collaboration(id) ON DELETE CASCADE,
    hash {bytes} NOT NULL UNIQUE,
    made_at {time} NOT NULL
) {strict};
CREATE INDEX calendar_address_person ON calendar_address (person_id);
-- Which colleague of a party has a task, and who has been reminded of what.
CREATE TABLE task_handed (
    party_id {id} NOT NULL REFERENCES party(id) ON DELETE CASCADE,
    task TEXT NOT NULL,
    person_id {id} NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    person_name TEXT NOT NULL,
    by_name TEXT NOT NULL,
    at {time} NOT NULL,
    PRIMARY KEY (party_id, task)
) {strict};
CREATE TABLE task_reminder (
    id {id} NOT NULL PRIMARY KEY,
    party_id {id} NOT NULL REFERENCES party(id) ON DELETE CASCADE,
    task TEXT NOT NULL,
    people {int} NOT NULL,
    by_name TEXT NOT NULL,
    at {time} NOT NULL
) {strict};
CREATE INDEX task_reminder_task ON task_reminder (task, at);
