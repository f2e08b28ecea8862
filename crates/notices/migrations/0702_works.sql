-- Whether somebody is told when what they asked for is done, or could not be.
ALTER TABLE notice_choice ADD COLUMN works TEXT NOT NULL DEFAULT 'at_once';
-- Who wanted no letters at all wants none of these either.
UPDATE notice_choice SET works = 'never' WHERE notices = 'never' AND tasks = 'never' AND followed = 'never';
