ALTER TABLE catalogue ADD COLUMN successor_id {id} REFERENCES catalogue (id);
UPDATE catalogue SET successor_id = (SELECT next.id FROM catalogue next WHERE next.key = catalogue.successor);
ALTER TABLE catalogue DROP COLUMN successor;
CREATE INDEX catalogue_successor ON catalogue (successor_id);
CREATE INDEX catalogue_in_order ON catalogue (name, id);
