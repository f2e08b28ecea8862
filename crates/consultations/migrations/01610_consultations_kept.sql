-- What was settled before there was anywhere to keep it is kept at the next start, once.
INSERT INTO setting (name, value) VALUES ('consultations_kept', '');
