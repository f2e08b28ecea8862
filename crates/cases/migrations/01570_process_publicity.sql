-- What everybody reads of the cases that go by a process: no more than their registry shows.
ALTER TABLE case_process ADD COLUMN publicity TEXT;
