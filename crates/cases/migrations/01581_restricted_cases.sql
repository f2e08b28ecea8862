-- Since when a case is read by its officer and the party's administrators alone, since somebody has asked for it, and why.
ALTER TABLE registered_case ADD COLUMN restricted_on {date};
ALTER TABLE registered_case ADD COLUMN restricted_because TEXT NOT NULL DEFAULT '';
CREATE INDEX registered_case_restricted ON registered_case (registry_id, officer_id) WHERE restricted_on IS NOT NULL;
