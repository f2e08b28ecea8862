-- A letter with a link to choose a password no longer holds the link: it is made when the letter is
-- sent. Letters that wait become such letters, and the links that they held are worth nothing.
UPDATE password_link SET used_at = created_at
WHERE used_at IS NULL AND person_id IN (
    SELECT person.id FROM person
    JOIN job ON job.payload ->> 'to' = person.email
    WHERE job.kind = 'mail' AND job.finished_at IS NULL
        AND job.payload ->> 'text' LIKE '%/valj-losenord/%'
);
UPDATE job SET kind = 'link_mail', payload = CAST(
    '{"to":' || CAST(payload -> 'to' AS TEXT) || ',"purpose":"' || CASE
        WHEN EXISTS (
            SELECT 1 FROM person
            WHERE person.email = job.payload ->> 'to' AND person.password_hash IS NOT NULL
        ) THEN 'reset' ELSE 'invitation'
    END || '","language":"sv"}' AS {json})
WHERE kind = 'mail' AND finished_at IS NULL
    AND payload ->> 'text' LIKE '%/valj-losenord/%';
