CREATE INDEX ladder_in_order ON ladder (name, id);
