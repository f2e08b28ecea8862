-- What a party has agreed with its e-archive.
CREATE TABLE delivery_agreement (
    id {id} PRIMARY KEY,
    party_id {id} NOT NULL REFERENCES party (id),
    key TEXT NOT NULL,
    archive TEXT NOT NULL,
    archive_order TEXT NOT NULL DEFAULT '',
    agreement TEXT NOT NULL,
    reference_code TEXT NOT NULL,
    creator TEXT NOT NULL,
    creator_number TEXT NOT NULL,
    contact_role TEXT NOT NULL,
    contact_address TEXT NOT NULL,
    classification_scheme TEXT NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (party_id, key)
) {strict};
CREATE INDEX delivery_agreement_in_order ON delivery_agreement (party_id, archive_order, id);

-- Which ended cases are delivered to it, and what came of that.
CREATE TABLE delivery (
    id {id} PRIMARY KEY,
    party_id {id} NOT NULL REFERENCES party (id),
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    title_order TEXT NOT NULL DEFAULT '',
    agreement_id {id} NOT NULL REFERENCES delivery_agreement (id),
    registry_id {id} NOT NULL REFERENCES registry (id),
    sort TEXT NOT NULL,
    ended_from {date},
    ended_until {date},
    package TEXT NOT NULL,
    packed_on {date},
    cases {int},
    files {int},
    size {int},
    checksum TEXT NOT NULL,
    received_on {date},
    status TEXT NOT NULL,
    position {int} NOT NULL,
    revision {int} NOT NULL,
    UNIQUE (party_id, key)
) {strict};
CREATE INDEX delivery_in_order ON delivery (party_id, position, id);
CREATE INDEX delivery_by_title ON delivery (party_id, title_order, id);
CREATE INDEX delivery_by_agreement ON delivery (agreement_id);
CREATE INDEX delivery_by_registry ON delivery (registry_id);

-- What has been packed and is to be noted, and the list that the archive's receipt is compared with.
CREATE TABLE delivery_package (
    delivery_id {id} PRIMARY KEY REFERENCES delivery (id) ON DELETE CASCADE,
    package {id} NOT NULL,
    packed_on {date} NOT NULL,
    cases {int} NOT NULL,
    files {int} NOT NULL,
    size {int} NOT NULL,
    checksum TEXT NOT NULL,
    list_file_id {id} NOT NULL,
    left_out {int} NOT NULL
) {strict};

-- The cases in it as they stood then.
CREATE TABLE delivery_case (
    delivery_id {id} NOT NULL REFERENCES delivery (id) ON DELETE CASCADE,
    case_id {id} NOT NULL REFERENCES registered_case (id),
    revision {int} NOT NULL,
    PRIMARY KEY (delivery_id, case_id)
) {strict};
CREATE INDEX delivery_case_case ON delivery_case (case_id);

-- Cases that were not packed, and why.
CREATE TABLE delivery_left_out (
    delivery_id {id} NOT NULL REFERENCES delivery (id) ON DELETE CASCADE,
    number TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (delivery_id, number)
) {strict};

-- The archive's receipts that agreed with the list.
CREATE TABLE delivery_receipt (
    delivery_id {id} PRIMARY KEY REFERENCES delivery (id) ON DELETE CASCADE,
    file_id {id} NOT NULL,
    received_on {date} NOT NULL,
    agreed {int} NOT NULL
) {strict};
