-- What bundle.toml said of the folder that a collaboration came in, for exporting it alone.
CREATE TABLE collaboration_title (
    collaboration_id {id} PRIMARY KEY REFERENCES collaboration (id),
    title TEXT NOT NULL,
    source TEXT NOT NULL
) {strict};
