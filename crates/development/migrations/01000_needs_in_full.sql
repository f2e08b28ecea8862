-- A need has a title, tells whom it concerns and what became of it.
ALTER TABLE need ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE need ADD COLUMN concerns TEXT NOT NULL DEFAULT '';
ALTER TABLE need ADD COLUMN urgency TEXT;
ALTER TABLE need ADD COLUMN raised_by_id {id} REFERENCES party (id);
ALTER TABLE need ADD COLUMN status TEXT;
ALTER TABLE need ADD COLUMN merged_into_id {id} REFERENCES need (id);
ALTER TABLE need ADD COLUMN split_from_id {id} REFERENCES need (id);
ALTER TABLE need ADD COLUMN handed_to_kind TEXT;
ALTER TABLE need ADD COLUMN handed_to_id {id} REFERENCES party (id);
ALTER TABLE need ADD COLUMN handed_to_name TEXT NOT NULL DEFAULT '';
ALTER TABLE need ADD COLUMN handed_over_on {date};
ALTER TABLE need ADD COLUMN next_look {date};
ALTER TABLE need ADD COLUMN answered_on {date};
ALTER TABLE need ADD COLUMN reply TEXT NOT NULL DEFAULT '';
ALTER TABLE need ADD COLUMN result TEXT;
ALTER TABLE need ADD COLUMN joinings {json} NOT NULL DEFAULT '[]';
ALTER TABLE need ADD COLUMN title_order TEXT NOT NULL DEFAULT '';

-- What stood before is called as its description begins, and is open.
{sqlite: UPDATE need SET title = REPLACE(text, CHAR(10), ' ');}
{postgres: UPDATE need SET title = REPLACE(text, CHR(10), ' ');}
UPDATE need SET title = TRIM(SUBSTR(title, 1, 60)) || ' …' WHERE LENGTH(title) > 60;
UPDATE need SET status = 'open';

CREATE INDEX need_by_title ON need (collaboration_id, title_order, id);
CREATE INDEX need_by_merged ON need (merged_into_id);
CREATE INDEX need_merged_in_order ON need (collaboration_id, position) WHERE merged_into_id IS NOT NULL;
CREATE INDEX need_by_split ON need (split_from_id);
CREATE INDEX need_by_raiser ON need (collaboration_id, raised_by_id);
CREATE INDEX need_by_look ON need (collaboration_id, status, next_look);
