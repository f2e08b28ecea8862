-- What has changed since the search index was last brought up to date: a collaboration, or (without
-- one) what belongs to none.
CREATE TABLE stale (
    id {id} PRIMARY KEY,
    collaboration_id {id}
) {strict};
