//! JSON Schemas of the files, for editors and other programs.

use schemars::JsonSchema;
use serde_json::{Value, json};

/// The schema of one kind of file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileSchema {
    /// `parties.csv`, `plans/plan.toml`: which file of the format it describes.
    pub file: &'static str,
    pub schema: Value,
}

/// The schema of a TOML document, from the type that reads it.
pub fn document_schema<T: JsonSchema>(file: &'static str) -> FileSchema {
    FileSchema {
        file,
        schema: schemars::schema_for!(T).into(),
    }
}

/// The schema of a table as a list of objects of strings. `choices` names the columns with a closed list.
pub fn table_schema(
    file: &'static str,
    columns: &[&str],
    required: &[&str],
    choices: &[(&str, Vec<&str>)],
) -> FileSchema {
    let property = |column: &&str| {
        let allowed = choices.iter().find(|(name, _)| name == column);
        let schema = match allowed {
            Some((_, codes)) => json!({ "type": "string", "enum": codes }),
            None => json!({ "type": "string" }),
        };
        ((*column).to_owned(), schema)
    };
    let properties: serde_json::Map<String, Value> = columns.iter().map(property).collect();
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": file,
        "type": "array",
        "items": {
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        },
    });
    FileSchema { file, schema }
}
