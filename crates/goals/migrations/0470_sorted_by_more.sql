-- Activities are sorted by status and note too.
ALTER TABLE activity ADD COLUMN status_order TEXT NOT NULL DEFAULT '';
CREATE INDEX activity_by_status ON activity (plan_id, status_order, id);
ALTER TABLE activity ADD COLUMN note_order TEXT NOT NULL DEFAULT '';
CREATE INDEX activity_by_note ON activity (plan_id, note_order, id);
