-- Who a person is to an identity provider.
CREATE TABLE person_identity (
    id {id} PRIMARY KEY,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    linked_at {time} NOT NULL
) {strict};
CREATE UNIQUE INDEX person_identity_subject ON person_identity (issuer, subject);
CREATE INDEX person_identity_person ON person_identity (person_id);

-- The parties whose people may be added at their first sign-in with a provider. Parties belong to
-- a crate above this one: the id is kept without a foreign key.
CREATE TABLE just_in_time_party (
    party_id {id} PRIMARY KEY,
    allowed_at {time} NOT NULL
) {strict};
