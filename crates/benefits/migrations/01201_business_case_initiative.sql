-- The initiative that a business case is about.
ALTER TABLE business_case ADD COLUMN initiative_id {id} REFERENCES initiative (id);
CREATE INDEX business_case_by_initiative ON business_case (initiative_id);
