-- The key of the distribution that a later decision put in place of this one.
ALTER TABLE distribution ADD COLUMN superseded_by TEXT;
