-- Activities, indicators and strategies are sorted by their columns and found by a part of their texts.
ALTER TABLE activity ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
ALTER TABLE activity ADD COLUMN name_order TEXT NOT NULL DEFAULT '';
ALTER TABLE activity ADD COLUMN series_order TEXT NOT NULL DEFAULT '';
ALTER TABLE activity ADD COLUMN responsible_order TEXT NOT NULL DEFAULT '';
CREATE INDEX activity_by_name ON activity (plan_id, name_order, id);
CREATE INDEX activity_by_series ON activity (plan_id, series_order, id);
CREATE INDEX activity_by_responsible ON activity (plan_id, responsible_order, id);
{sqlite: CREATE INDEX activity_by_from ON activity (plan_id, from_date, id);}
{postgres: CREATE INDEX activity_by_from ON activity (plan_id, from_date NULLS FIRST, id);}
{sqlite: CREATE INDEX activity_by_to ON activity (plan_id, to_date, id);}
{postgres: CREATE INDEX activity_by_to ON activity (plan_id, to_date NULLS FIRST, id);}
ALTER TABLE indicator ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
ALTER TABLE indicator ADD COLUMN name_order TEXT NOT NULL DEFAULT '';
CREATE INDEX indicator_by_name ON indicator (plan_id, name_order, id);
ALTER TABLE catalogue ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
ALTER TABLE catalogue ADD COLUMN name_order TEXT NOT NULL DEFAULT '';
ALTER TABLE catalogue ADD COLUMN publisher_order TEXT NOT NULL DEFAULT '';
DROP INDEX catalogue_in_order;
CREATE INDEX catalogue_in_order ON catalogue (name_order, id);
CREATE INDEX catalogue_by_publisher ON catalogue (publisher_order, id);
{sqlite: CREATE INDEX catalogue_by_valid_from ON catalogue (valid_from, id);}
{postgres: CREATE INDEX catalogue_by_valid_from ON catalogue (valid_from NULLS FIRST, id);}
{sqlite: CREATE INDEX catalogue_by_valid_to ON catalogue (valid_to, id);}
{postgres: CREATE INDEX catalogue_by_valid_to ON catalogue (valid_to NULLS FIRST, id);}
