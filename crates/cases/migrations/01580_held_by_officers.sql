-- What each officer of a party holds: few rows of many, so that those who leave are told of at once.
CREATE INDEX registered_case_held ON registered_case (party_id, officer_id, registry_id, is_secret) WHERE status = 'open' AND officer_id IS NOT NULL;
