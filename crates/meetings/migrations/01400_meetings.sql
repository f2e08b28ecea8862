-- Series of meetings, meetings, and the matters that they deal with.
CREATE TABLE meeting_series (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    group_id {id} REFERENCES working_group (id),
    minutes_form TEXT NOT NULL,
    body TEXT NOT NULL,
    presence_by TEXT NOT NULL,
    standing_items {json} NOT NULL,
    minutes_place TEXT NOT NULL,
    note TEXT NOT NULL,
    position {int} NOT NULL,
    revision {int} NOT NULL,
    search_text TEXT NOT NULL DEFAULT '',
    name_order TEXT NOT NULL DEFAULT '',
    UNIQUE (collaboration_id, key)
) {strict};
CREATE INDEX meeting_series_in_order ON meeting_series (collaboration_id, position, id);
CREATE INDEX meeting_series_by_name ON meeting_series (collaboration_id, name_order, id);
CREATE INDEX meeting_series_of_group ON meeting_series (group_id);

-- The hour is that of the clock on the wall in Sweden (Europe/Stockholm), as it was agreed.
CREATE TABLE meeting (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    series_id {id} REFERENCES meeting_series (id),
    date {date} NOT NULL,
    begins TEXT NOT NULL,
    ends TEXT NOT NULL,
    place TEXT NOT NULL,
    link TEXT NOT NULL,
    note TEXT NOT NULL,
    state TEXT NOT NULL,
    chair TEXT NOT NULL,
    secretary TEXT NOT NULL,
    present {json} NOT NULL,
    adjusters {json} NOT NULL,
    notes TEXT NOT NULL,
    approved_on {date},
    published {bool} NOT NULL,
    revision {int} NOT NULL,
    search_text TEXT NOT NULL DEFAULT '',
    title_order TEXT NOT NULL DEFAULT '',
    UNIQUE (collaboration_id, key)
) {strict};
CREATE INDEX meeting_in_order ON meeting (collaboration_id, date, id);
CREATE INDEX meeting_by_state ON meeting (collaboration_id, state, date, id);
CREATE INDEX meeting_by_title ON meeting (collaboration_id, title_order, id);
CREATE INDEX meeting_of_series ON meeting (series_id, date);

CREATE TABLE matter (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    meeting_id {id} REFERENCES meeting (id),
    kind TEXT NOT NULL,
    background TEXT NOT NULL,
    proposal TEXT NOT NULL,
    concerns_plan_version_id {id} REFERENCES plan_version (id) ON DELETE SET NULL,
    concerns_budget_id {id} REFERENCES budget (id) ON DELETE SET NULL,
    concerns_distribution_id {id} REFERENCES distribution (id) ON DELETE SET NULL,
    concerns_initiative_id {id} REFERENCES initiative (id),
    phase TEXT,
    outcome TEXT,
    conditions {json} NOT NULL,
    continues_id {id} REFERENCES matter (id),
    presence {json} NOT NULL,
    proposals {json} NOT NULL,
    putting TEXT NOT NULL,
    votes {json} NOT NULL,
    decision TEXT NOT NULL,
    reservations TEXT NOT NULL,
    secret {bool} NOT NULL,
    secrecy TEXT NOT NULL,
    at_once {bool} NOT NULL,
    number {int},
    state TEXT NOT NULL,
    position {int} NOT NULL,
    revision {int} NOT NULL,
    search_text TEXT NOT NULL DEFAULT '',
    title_order TEXT NOT NULL DEFAULT '',
    UNIQUE (collaboration_id, key)
) {strict};
CREATE INDEX matter_in_order ON matter (collaboration_id, position, id);
CREATE INDEX matter_by_state ON matter (collaboration_id, state, position, id);
CREATE INDEX matter_by_kind ON matter (collaboration_id, kind, position, id);
CREATE INDEX matter_by_title ON matter (collaboration_id, title_order, id);
{sqlite: CREATE INDEX matter_by_number ON matter (collaboration_id, number, id);}
{postgres: CREATE INDEX matter_by_number ON matter (collaboration_id, number NULLS FIRST, id);}
CREATE INDEX matter_of_meeting ON matter (meeting_id, position);
CREATE INDEX matter_of_plan_version ON matter (concerns_plan_version_id);
CREATE INDEX matter_of_budget ON matter (concerns_budget_id);
CREATE INDEX matter_of_distribution ON matter (concerns_distribution_id);
CREATE INDEX matter_of_initiative ON matter (concerns_initiative_id);
CREATE INDEX matter_continues ON matter (continues_id);

-- What is said afterwards of what was decided.
CREATE TABLE correction (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    matter_id {id} REFERENCES matter (id),
    meeting_id {id} REFERENCES meeting (id),
    date {date} NOT NULL,
    author TEXT NOT NULL,
    text TEXT NOT NULL,
    why TEXT NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (collaboration_id, key)
) {strict};
CREATE INDEX correction_in_order ON correction (collaboration_id, date, id);
CREATE INDEX correction_of_matter ON correction (matter_id);
CREATE INDEX correction_of_meeting ON correction (meeting_id);

-- The facts stand by themselves: they hold whatever becomes of the meeting.
CREATE TABLE announcement (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    body TEXT NOT NULL,
    what TEXT NOT NULL,
    meeting_id {id} REFERENCES meeting (id),
    matter_id {id} REFERENCES matter (id),
    meeting_date {date} NOT NULL,
    approved_on {date} NOT NULL,
    minutes_place TEXT NOT NULL,
    up_on {date} NOT NULL,
    down_on {date} NOT NULL,
    revision {int} NOT NULL,
    search_text TEXT NOT NULL DEFAULT '',
    body_order TEXT NOT NULL DEFAULT '',
    UNIQUE (collaboration_id, key)
) {strict};
CREATE INDEX announcement_in_order ON announcement (collaboration_id, up_on, id);
CREATE INDEX announcement_by_body ON announcement (collaboration_id, body_order, id);
CREATE INDEX announcement_of_meeting ON announcement (meeting_id);
CREATE INDEX announcement_of_matter ON announcement (matter_id);

CREATE TABLE action_point (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    matter_id {id} REFERENCES matter (id),
    party_id {id} REFERENCES party (id),
    owner TEXT NOT NULL,
    due {date},
    done_on {date},
    note TEXT NOT NULL,
    position {int} NOT NULL,
    revision {int} NOT NULL,
    search_text TEXT NOT NULL DEFAULT '',
    title_order TEXT NOT NULL DEFAULT '',
    UNIQUE (collaboration_id, key)
) {strict};
CREATE INDEX action_point_in_order ON action_point (collaboration_id, position, id);
CREATE INDEX action_point_by_title ON action_point (collaboration_id, title_order, id);
{sqlite: CREATE INDEX action_point_by_due ON action_point (collaboration_id, due, id);}
{postgres: CREATE INDEX action_point_by_due ON action_point (collaboration_id, due NULLS FIRST, id);}
CREATE INDEX action_point_of_matter ON action_point (matter_id);
CREATE INDEX action_point_of_party ON action_point (party_id);
