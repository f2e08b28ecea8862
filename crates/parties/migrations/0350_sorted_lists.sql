-- Needs and risks are found by a part of their texts, and sorted by their columns.
ALTER TABLE need ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
ALTER TABLE need ADD COLUMN text_order TEXT NOT NULL DEFAULT '';
ALTER TABLE need ADD COLUMN area_order TEXT NOT NULL DEFAULT '';
CREATE INDEX need_by_text ON need (collaboration_id, text_order, id);
CREATE INDEX need_by_area ON need (collaboration_id, area_order, id);
ALTER TABLE risk ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
ALTER TABLE risk ADD COLUMN title_order TEXT NOT NULL DEFAULT '';
CREATE INDEX risk_by_title ON risk (collaboration_id, title_order, id);
CREATE INDEX risk_by_likelihood ON risk (collaboration_id, likelihood, id);
CREATE INDEX risk_by_consequence ON risk (collaboration_id, consequence, id);
{sqlite: CREATE INDEX risk_by_next_review ON risk (collaboration_id, next_review, id);}
{postgres: CREATE INDEX risk_by_next_review ON risk (collaboration_id, next_review NULLS FIRST, id);}
