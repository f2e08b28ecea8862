-- What was said that the notice tells of, so that it goes when that is taken back.
ALTER TABLE notice ADD COLUMN cause_id {id};
CREATE INDEX notice_cause ON notice (cause_id);
CREATE INDEX notice_at ON notice (at);
