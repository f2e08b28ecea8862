CREATE TABLE business_case (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    revision {int} NOT NULL,
    title TEXT NOT NULL,
    title_order TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL,
    about TEXT NOT NULL,
    previous_id {id} REFERENCES business_case (id),
    first_year {int} NOT NULL,
    years {int} NOT NULL,
    price_year {int} NOT NULL,
    alternatives {json} NOT NULL,
    participants {json} NOT NULL,
    distribution TEXT,
    budget_part TEXT,
    effects {json} NOT NULL,
    categories {json} NOT NULL,
    lines {json} NOT NULL,
    amounts {json} NOT NULL,
    shares {json} NOT NULL,
    rates {json} NOT NULL,
    discount_steps {json} NOT NULL,
    search_text TEXT NOT NULL DEFAULT '',
    UNIQUE (collaboration_id, key)
) {strict};
CREATE INDEX business_case_in_order ON business_case (collaboration_id, title_order, id);
CREATE INDEX business_case_by_year ON business_case (collaboration_id, first_year, id);
CREATE INDEX business_case_by_state ON business_case (collaboration_id, state, title_order, id);
CREATE INDEX business_case_by_previous ON business_case (previous_id);
