-- What a person asks of a list, under a name of their own. `list` is the address of the list, `asked` what
-- stands after the question mark.
CREATE TABLE list_view (
    id {id} PRIMARY KEY,
    person_id {id} NOT NULL,
    list TEXT NOT NULL,
    name TEXT NOT NULL,
    asked TEXT NOT NULL,
    UNIQUE (person_id, list, name)
) {strict};
