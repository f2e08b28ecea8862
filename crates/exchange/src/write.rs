use samverk_foundation::{Problem, text};
use samverk_sheets::write_csv;
use serde::Serialize;

/// A document in the canonical form: fields in the struct's order, lists one per line when long.
pub fn to_toml(document: &impl Serialize) -> Result<String, Problem> {
    let written = toml::to_string_pretty(document).map_err(Problem::internal)?;
    // What was kept before there was a rule for text is left out, so that the file can be read.
    if !["\\u", "\\r", "\\f"]
        .iter()
        .any(|escape| written.contains(escape))
        && text::printable(&written) == written
    {
        return Ok(written);
    }
    let mut document = toml::Value::try_from(document).map_err(Problem::internal)?;
    make_printable(&mut document);
    toml::to_string_pretty(&document).map_err(Problem::internal)
}

fn make_printable(value: &mut toml::Value) {
    match value {
        toml::Value::String(words) => *words = text::printable(words).into_owned(),
        toml::Value::Array(values) => values.iter_mut().for_each(make_printable),
        toml::Value::Table(table) => table
            .iter_mut()
            .for_each(|(_, value)| make_printable(value)),
        _ => {}
    }
}

/// A table in the canonical form; nothing when it has no rows, for then there is no file.
pub fn to_csv(columns: &[&str], rows: &[Vec<String>]) -> Option<String> {
    (!rows.is_empty()).then(|| write_csv(columns, rows))
}

#[cfg(test)]
mod tests {
    use super::to_toml;
    use serde::Serialize;

    #[derive(Serialize)]
    struct Small<'t> {
        name: &'t str,
        lines: Vec<&'t str>,
    }

    #[test]
    fn what_was_kept_before_the_rule_for_text_is_left_out() {
        let small = |name, line| Small {
            name,
            lines: vec![line],
        };
        assert_eq!(
            to_toml(&small("Vik\u{1}", "a\u{202e}b")).unwrap(),
            to_toml(&small("Vik", "ab")).unwrap()
        );
        assert!(to_toml(&small("C:\\users", "å")).unwrap().contains("C:\\"));
    }
}
