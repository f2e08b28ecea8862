-- Whose draft it is, and whom they let see it, until it is shared with the members. Nothing: it is shared.
ALTER TABLE distribution ADD COLUMN private TEXT;
