-- A letter that a party accepts by the decision of a matter: who accepts, and which of its texts.
ALTER TABLE matter ADD COLUMN concerns_letter_id {id} REFERENCES letter (id);
ALTER TABLE matter ADD COLUMN letter_party_id {id} REFERENCES party (id);
ALTER TABLE matter ADD COLUMN letter_text {int};
CREATE INDEX matter_concerns_letter ON matter (concerns_letter_id);
CREATE INDEX matter_letter_party ON matter (letter_party_id);
