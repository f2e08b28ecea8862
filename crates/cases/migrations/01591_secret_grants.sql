-- A secret case is read by another party only where that was said when it was opened: what was opened before says nothing of it.
ALTER TABLE case_grant ADD COLUMN with_secrecy {bool} NOT NULL DEFAULT FALSE;
