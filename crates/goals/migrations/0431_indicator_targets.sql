ALTER TABLE indicator ADD COLUMN targets {json} NOT NULL DEFAULT '[]';
UPDATE indicator SET targets = CAST((
    SELECT '[' || string_agg('{"year":' || year || ',"value":"' || value || '"}', ',' ORDER BY year) || ']'
    FROM indicator_target WHERE indicator_id = indicator.id
) AS {json}) WHERE id IN (SELECT indicator_id FROM indicator_target);
DROP TABLE indicator_target;
CREATE INDEX indicator_in_order ON indicator (plan_id, position, id);
