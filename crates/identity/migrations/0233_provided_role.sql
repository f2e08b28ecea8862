-- The provider, by its key, that gave a role: it goes when the provider no longer gives it. None was given by hand.
ALTER TABLE role_grant ADD COLUMN provider TEXT;
