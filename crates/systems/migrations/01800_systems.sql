-- Areas of need, suppliers and products are shared by all parties.
CREATE TABLE need_area (
    id {id} PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    name_order TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL,
    search_text TEXT NOT NULL DEFAULT '',
    revision {int} NOT NULL
) {strict};
CREATE INDEX need_area_in_order ON need_area (name_order, id);

-- One that has turned out to be another keeps its row and points to it.
CREATE TABLE supplier (
    id {id} PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    name_order TEXT NOT NULL DEFAULT '',
    organisation_number TEXT NOT NULL,
    web TEXT NOT NULL,
    note TEXT NOT NULL,
    succeeded_by_id {id} REFERENCES supplier (id),
    same_as_id {id} REFERENCES supplier (id),
    look_alikes {json} NOT NULL,
    search_text TEXT NOT NULL DEFAULT '',
    revision {int} NOT NULL
) {strict};
CREATE INDEX supplier_in_order ON supplier (name_order, id);
CREATE INDEX supplier_same_as ON supplier (same_as_id);
CREATE INDEX supplier_succeeded_by ON supplier (succeeded_by_id);

CREATE TABLE product (
    id {id} PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    name_order TEXT NOT NULL DEFAULT '',
    supplier_id {id} REFERENCES supplier (id),
    area_id {id} REFERENCES need_area (id),
    web TEXT NOT NULL,
    note TEXT NOT NULL,
    same_as_id {id} REFERENCES product (id),
    look_alikes {json} NOT NULL,
    search_text TEXT NOT NULL DEFAULT '',
    revision {int} NOT NULL
) {strict};
CREATE INDEX product_in_order ON product (name_order, id);
CREATE INDEX product_of_supplier ON product (supplier_id);
CREATE INDEX product_of_area ON product (area_id);
CREATE INDEX product_same_as ON product (same_as_id);

CREATE TABLE user_association (
    id {id} PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    name_order TEXT NOT NULL DEFAULT '',
    product_id {id} REFERENCES product (id),
    web TEXT NOT NULL,
    text TEXT NOT NULL,
    speakers {json} NOT NULL,
    search_text TEXT NOT NULL DEFAULT '',
    revision {int} NOT NULL
) {strict};
CREATE INDEX user_association_in_order ON user_association (name_order, id);
CREATE INDEX user_association_product ON user_association (product_id);

CREATE TABLE it_system (
    id {id} PRIMARY KEY,
    party_id {id} NOT NULL REFERENCES party (id),
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    title_order TEXT NOT NULL DEFAULT '',
    area_id {id} NOT NULL REFERENCES need_area (id),
    product_id {id} REFERENCES product (id),
    status TEXT NOT NULL,
    owner TEXT NOT NULL,
    users {int},
    hosting TEXT,
    integrations {json} NOT NULL,
    confidentiality {int},
    integrity {int},
    availability {int},
    replaced_by_id {id} REFERENCES it_system (id),
    shown TEXT NOT NULL,
    note TEXT NOT NULL,
    search_text TEXT NOT NULL DEFAULT '',
    revision {int} NOT NULL,
    UNIQUE (party_id, key)
) {strict};
CREATE INDEX it_system_in_order ON it_system (party_id, title_order, id);
CREATE INDEX it_system_by_status ON it_system (party_id, status, title_order, id);
CREATE INDEX it_system_by_users ON it_system (party_id, users, id);
CREATE INDEX it_system_of_area ON it_system (area_id, party_id);
CREATE INDEX it_system_of_product ON it_system (product_id, party_id);
CREATE INDEX it_system_replaced_by ON it_system (replaced_by_id);
