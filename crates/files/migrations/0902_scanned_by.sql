-- The scanner's signatures that judged a version last. With others it is looked at again.
ALTER TABLE file_version ADD COLUMN scanned_by TEXT NOT NULL DEFAULT '';
CREATE INDEX file_version_scanned_by ON file_version (scanned_by, id);
