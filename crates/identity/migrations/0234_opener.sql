-- Whom an administrator lets open collaborations.
ALTER TABLE person ADD COLUMN opener {bool} NOT NULL DEFAULT FALSE;
