-- A draft may be out for comment until a day. Each decision ends a round of comments.
ALTER TABLE budget ADD COLUMN comments_until {date};
ALTER TABLE budget ADD COLUMN round {int} NOT NULL DEFAULT 1;
