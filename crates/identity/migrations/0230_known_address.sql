-- Where somebody has signed in lately: a stranger's wrong passwords do not keep them out from there.
CREATE TABLE known_address (
    email_hash {bytes} NOT NULL,
    address_hash {bytes} NOT NULL,
    at {time} NOT NULL,
    PRIMARY KEY (email_hash, address_hash)
) {strict};
CREATE INDEX known_address_at ON known_address (at);
