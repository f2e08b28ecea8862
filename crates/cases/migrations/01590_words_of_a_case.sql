-- Whether a case has a word is asked case by case when the word is common.
DROP INDEX case_word_case;
CREATE INDEX case_word_case ON case_word (case_id, word);
