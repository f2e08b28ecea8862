-- A column for each field, in place of a document. Figures keep their places.
ALTER TABLE custom_measure ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE custom_measure ADD COLUMN unit TEXT NOT NULL DEFAULT '';
ALTER TABLE custom_measure ADD COLUMN figures {json} NOT NULL DEFAULT '[]';
UPDATE custom_measure SET
    name = CAST(content AS {json}) ->> 'name',
    unit = COALESCE(CAST(content AS {json}) ->> 'unit', ''),
    figures = COALESCE(CAST(content AS {json}) -> 'values', CAST('[]' AS {json}));
ALTER TABLE custom_measure DROP COLUMN content;
CREATE INDEX custom_measure_in_order ON custom_measure (collaboration_id, position, id);
