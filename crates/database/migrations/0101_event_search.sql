-- The party's name as it was, as with the actor's and the object's; and what the log is searched by.
ALTER TABLE event ADD COLUMN on_behalf_of_name TEXT;
CREATE INDEX event_on_behalf_of ON event (on_behalf_of, id);
CREATE INDEX event_object_kind ON event (object_kind, id);
CREATE INDEX event_at ON event (at, id);
