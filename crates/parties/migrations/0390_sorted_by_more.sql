-- Every column that a list shows and an index can serve sorts it; a choice by its place among the others.
ALTER TABLE working_group ADD COLUMN cooperation_order TEXT NOT NULL DEFAULT '';
CREATE INDEX working_group_by_cooperation ON working_group (collaboration_id, cooperation_order, id);
ALTER TABLE risk ADD COLUMN response_order TEXT NOT NULL DEFAULT '';
CREATE INDEX risk_by_response ON risk (collaboration_id, response_order, id);
ALTER TABLE risk ADD COLUMN owner_order TEXT NOT NULL DEFAULT '';
CREATE INDEX risk_by_owner ON risk (collaboration_id, owner_order, id);
ALTER TABLE relation ADD COLUMN reach_order TEXT NOT NULL DEFAULT '';
CREATE INDEX relation_by_reach ON relation (collaboration_id, reach_order, id);
ALTER TABLE relation ADD COLUMN certainty_order TEXT NOT NULL DEFAULT '';
CREATE INDEX relation_by_certainty ON relation (collaboration_id, certainty_order, id);
ALTER TABLE relation ADD COLUMN note_order TEXT NOT NULL DEFAULT '';
CREATE INDEX relation_by_note ON relation (collaboration_id, note_order, id);
ALTER TABLE ladder ADD COLUMN source_order TEXT NOT NULL DEFAULT '';
CREATE INDEX ladder_by_source ON ladder (source_order, id);
