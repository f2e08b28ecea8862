-- The first version that strangers get: what came before was laid for members. Of files that are public
-- already nobody knows which was the first, so only the last is.
ALTER TABLE file ADD COLUMN public_from {int} NOT NULL DEFAULT 1;
UPDATE file SET public_from = latest;
