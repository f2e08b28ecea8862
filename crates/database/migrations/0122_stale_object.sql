-- The one thing that changed there, by the word that its events begin with; without, anything.
ALTER TABLE stale ADD COLUMN what TEXT;
ALTER TABLE stale ADD COLUMN object_id {id};
