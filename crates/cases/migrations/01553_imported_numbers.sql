-- Numbers up to the last that no case has: a list that was brought in may lack some. What is registered has none.
ALTER TABLE registry_year ADD COLUMN missing {int} NOT NULL DEFAULT 0;
