-- So that the entries of one object are found without those of its whole collaboration.
CREATE INDEX search_display_object ON search_display (object_id);
