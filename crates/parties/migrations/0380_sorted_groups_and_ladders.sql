-- Groups and ladders are sorted by their columns and found by a part of their texts.
ALTER TABLE working_group ADD COLUMN name_order TEXT NOT NULL DEFAULT '';
ALTER TABLE working_group ADD COLUMN organiser_order TEXT NOT NULL DEFAULT '';
CREATE INDEX working_group_by_name ON working_group (collaboration_id, name_order, id);
CREATE INDEX working_group_by_organiser ON working_group (collaboration_id, organiser_order, id);
{sqlite: CREATE INDEX working_group_by_cost ON working_group (collaboration_id, cost, id);}
{postgres: CREATE INDEX working_group_by_cost ON working_group (collaboration_id, cost NULLS FIRST, id);}
ALTER TABLE ladder ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
ALTER TABLE ladder ADD COLUMN name_order TEXT NOT NULL DEFAULT '';
DROP INDEX ladder_in_order;
CREATE INDEX ladder_in_order ON ladder (name_order, id);
