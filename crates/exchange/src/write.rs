use samverk_foundation::Problem;
use samverk_sheets::write_csv;
use serde::Serialize;

/// A document in the canonical form: fields in the struct's order, lists one per line when long.
pub fn to_toml(document: &impl Serialize) -> Result<String, Problem> {
    toml::to_string_pretty(document).map_err(Problem::internal)
}

/// A table in the canonical form; nothing when it has no rows, for then there is no file.
pub fn to_csv(columns: &[&str], rows: &[Vec<String>]) -> Option<String> {
    (!rows.is_empty()).then(|| write_csv(columns, rows))
}
