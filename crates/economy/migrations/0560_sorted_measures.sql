-- Own measures are sorted by their columns.
ALTER TABLE custom_measure ADD COLUMN name_order TEXT NOT NULL DEFAULT '';
CREATE INDEX custom_measure_by_name ON custom_measure (collaboration_id, name_order, id);
ALTER TABLE custom_measure ADD COLUMN unit_order TEXT NOT NULL DEFAULT '';
CREATE INDEX custom_measure_by_unit ON custom_measure (collaboration_id, unit_order, id);
