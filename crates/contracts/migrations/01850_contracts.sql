CREATE TABLE contract (
    id {id} PRIMARY KEY,
    party_id {id} NOT NULL REFERENCES party (id),
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    title_order TEXT NOT NULL DEFAULT '',
    area_id {id} NOT NULL REFERENCES need_area (id),
    supplier_id {id} NOT NULL REFERENCES supplier (id),
    product_id {id} REFERENCES product (id),
    systems {json} NOT NULL,
    parties {json} NOT NULL,
    term TEXT NOT NULL,
    from_date {date},
    to_date {date},
    renewal_months {int},
    notice_months {int},
    notice_at_month_end {bool} NOT NULL,
    early_from {date},
    noticed_on {date},
    option_count {int},
    option_months {int},
    option_months_most {int},
    option_call_months {int},
    option_calls {json} NOT NULL,
    margin_days {int},
    yearly_value {int},
    is_framework {bool} NOT NULL,
    ceiling {int},
    call_offs {json} NOT NULL,
    price_readers TEXT NOT NULL,
    price_reason TEXT NOT NULL,
    price_until {date},
    shown TEXT NOT NULL,
    owner TEXT NOT NULL,
    note TEXT NOT NULL,
    act_by {date},
    search_text TEXT NOT NULL DEFAULT '',
    revision {int} NOT NULL,
    UNIQUE (party_id, key)
) {strict};
CREATE INDEX contract_in_order ON contract (party_id, title_order, id);
CREATE INDEX contract_by_term ON contract (party_id, term, title_order, id);
{sqlite: CREATE INDEX contract_by_act ON contract (party_id, act_by, id);}
{postgres: CREATE INDEX contract_by_act ON contract (party_id, act_by NULLS FIRST, id);}
CREATE INDEX contract_of_area ON contract (area_id, party_id);
CREATE INDEX contract_of_supplier ON contract (supplier_id);
CREATE INDEX contract_of_product ON contract (product_id);

-- What the law says, with the days on which it holds.
CREATE TABLE legal_limit (
    id {id} PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    name_order TEXT NOT NULL DEFAULT '',
    matter TEXT NOT NULL,
    limits {json} NOT NULL,
    search_text TEXT NOT NULL DEFAULT '',
    revision {int} NOT NULL
) {strict};
CREATE INDEX legal_limit_in_order ON legal_limit (name_order, id);

-- What parties buy together, and whose powers of attorney are in.
CREATE TABLE joint_purchase (
    id {id} PRIMARY KEY,
    collaboration_id {id} NOT NULL REFERENCES collaboration (id),
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    title_order TEXT NOT NULL DEFAULT '',
    area_id {id} NOT NULL REFERENCES need_area (id),
    way TEXT NOT NULL,
    start_date {date} NOT NULL,
    until {date},
    named_by {date},
    announced_on {date},
    initiative_id {id} REFERENCES initiative (id),
    letter_id {id} REFERENCES letter (id),
    parties {json} NOT NULL,
    note TEXT NOT NULL,
    search_text TEXT NOT NULL DEFAULT '',
    revision {int} NOT NULL,
    UNIQUE (collaboration_id, key)
) {strict};
CREATE INDEX joint_purchase_in_order ON joint_purchase (collaboration_id, start_date, id);
CREATE INDEX joint_purchase_by_title ON joint_purchase (collaboration_id, title_order, id);
CREATE INDEX joint_purchase_area ON joint_purchase (area_id);
CREATE INDEX joint_purchase_initiative ON joint_purchase (initiative_id);
CREATE INDEX joint_purchase_letter ON joint_purchase (letter_id);
