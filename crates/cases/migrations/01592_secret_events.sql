-- What was noted while a case was secret is told in full to those who register alone, also when the marking is gone.
ALTER TABLE case_event ADD COLUMN under_secrecy {bool} NOT NULL DEFAULT FALSE;
UPDATE case_event SET under_secrecy = TRUE WHERE case_id IN (SELECT id FROM registered_case WHERE is_secret);
