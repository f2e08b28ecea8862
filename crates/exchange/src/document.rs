//! TOML in: texts as they are kept, and numbers exactly as they are typed.

use samverk_foundation::{Misfit, Problem, text};
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

/// A number with more digits has no binary fraction or machine integer of its own.
const DIGITS_MAX: usize = 15;

/// Fails with `file_not_utf8`, `document_invalid`, `document_field_missing`,
/// `document_field_unknown`, `document_value_unknown` or `character_not_allowed`, with the row.
pub(crate) fn read_document<T: DeserializeOwned>(bytes: &[u8], path: &str) -> Result<T, Problem> {
    with_document(bytes, path, |document| {
        T::deserialize(Deserializer::from(document))
    })
}

pub(crate) fn with_document<T>(
    bytes: &[u8],
    path: &str,
    read: impl for<'d> FnOnce(Spanned<DeTable<'d>>) -> Result<T, toml::de::Error>,
) -> Result<T, Problem> {
    let placed = |problem: Problem, at: usize| {
        let before = bytes.get(..at).unwrap_or_default();
        problem.at_file(path).at_row(line_of(before))
    };
    let source = samverk_sheets::decode(bytes).map_err(|problem| problem.at_file(path))?;
    let start = bytes.len() - source.len();
    let invalid = |error: toml::de::Error| {
        let at = error.span().map_or(0, |span| span.start);
        placed(in_our_words(error.message()), start + at)
    };
    let mut document = DeTable::parse(source).map_err(invalid)?;
    keep_table(document.get_mut()).map_err(|(problem, at)| placed(problem, start + at))?;
    read(document).map_err(invalid)
}

/// What people do wrong most has words of ours.
fn in_our_words(reason: &str) -> Problem {
    let known = |known: Vec<String>| match known.is_empty() {
        true => "none".to_owned(),
        false => known.join(", "),
    };
    match Misfit::of(reason) {
        Some(Misfit::Missing(name)) => {
            Problem::invalid("document_field_missing").with("name", name)
        }
        Some(Misfit::UnknownField(name, fields)) => Problem::invalid("document_field_unknown")
            .with("known", known(fields))
            .with("name", name),
        Some(Misfit::UnknownWord(word, words)) => Problem::invalid("document_value_unknown")
            .with("known", known(words))
            .with("name", word),
        Some(Misfit::Twice(_)) | None => {
            Problem::invalid("document_invalid").with("reason", reason)
        }
    }
}

fn line_of(before: &[u8]) -> usize {
    before.iter().filter(|byte| **byte == b'\n').count() + 1
}

fn keep_table(table: &mut DeTable) -> Result<(), (Problem, usize)> {
    table.iter_mut().try_for_each(|(_, value)| keep(value))
}

fn keep(value: &mut Spanned<DeValue>) -> Result<(), (Problem, usize)> {
    let start = value.span().start;
    let kept = match value.get_mut() {
        DeValue::Table(table) => return keep_table(table),
        DeValue::Array(values) => return values.iter_mut().try_for_each(keep),
        DeValue::String(text) => text::prose(text).map_err(|problem| (problem, start))?,
        // As text it keeps every digit, also the zeros at its end: `100.000` is no amount. `1e3`
        // is refused by whoever reads a number.
        DeValue::Float(number) => number.as_str().to_owned(),
        // A date may be quoted or not; whoever reads it reads a text.
        DeValue::Datetime(moment) => moment.to_string(),
        DeValue::Integer(number) if number.radix() == 10 && is_long(number.as_str()) => {
            number.as_str().to_owned()
        }
        _ => return Ok(()),
    };
    *value.get_mut() = DeValue::String(kept.into());
    Ok(())
}

fn is_long(number: &str) -> bool {
    number.len() > DIGITS_MAX
}

#[cfg(test)]
mod tests {
    use super::read_document;
    use samverk_foundation::Problem;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Small {
        #[serde(default)]
        text: String,
        #[serde(default)]
        number: Option<Number>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(untagged)]
    enum Number {
        Whole(i64),
        Written(String),
    }

    fn read(source: &str) -> Result<Small, Problem> {
        read_document(source.as_bytes(), "x.toml")
    }

    #[test]
    fn numbers_are_kept_as_they_are_typed() {
        for number in [
            "33.333333333333333334",
            "100.000",
            "12345678901234567890123",
            "-0.10",
            "1e3",
            "nan",
        ] {
            let read = read(&format!("number = {number}")).unwrap();
            assert_eq!(read.number, Some(Number::Written(number.to_owned())));
        }
        let whole = read("number = 1_000").unwrap();
        assert_eq!(whole.number, Some(Number::Whole(1000)));
    }

    #[test]
    fn dates_are_read_quoted_or_not() {
        #[derive(Debug, Deserialize)]
        struct Dated {
            day: chrono::NaiveDate,
            days: Vec<chrono::NaiveDate>,
        }
        let read = |day: &str| {
            let source = format!("day = {day}\ndays = [{day}]");
            read_document::<Dated>(source.as_bytes(), "x.toml")
        };
        for day in ["2026-11-22", "\"2026-11-22\""] {
            let dated = read(day).unwrap();
            assert_eq!(dated.day.to_string(), "2026-11-22");
            assert_eq!(dated.days, [dated.day]);
        }
        let moment = read("2026-11-22T10:00:00Z").unwrap_err();
        assert_eq!(moment.code, "document_invalid");
        assert_eq!(read("\"november\"").unwrap_err().code, "document_invalid");
    }

    #[test]
    fn names_are_told_in_our_words() {
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields, rename_all = "snake_case")]
        enum Kind {
            One,
            Two,
        }
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[expect(dead_code, reason = "only read")]
        struct Strict {
            kind: Kind,
        }
        let told = |source: &str| {
            let problem = read_document::<Strict>(source.as_bytes(), "x.toml").unwrap_err();
            let values = problem.values.into_iter().map(|(_, value)| value);
            (problem.code, values.collect::<Vec<String>>().join(" of "))
        };
        let missing = ("document_field_missing", "kind".to_owned());
        assert_eq!(told("# nothing"), missing);
        let unknown = ("document_field_unknown", "kind of sort".to_owned());
        assert_eq!(told("kind = \"one\"\nsort = 1"), unknown);
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Empty {}
        let nothing = read_document::<Empty>(b"sort = 1", "x.toml").unwrap_err();
        assert_eq!(nothing.values[0], ("known", "none".to_owned()));
        let three = ("document_value_unknown", "one, two of three".to_owned());
        assert_eq!(told("kind = \"three\""), three);
        assert_eq!(told("kind = ").0, "document_invalid");
    }

    #[test]
    fn texts_are_kept_as_everywhere() {
        let small = read("text = \"A\\u030aby\\r\\nmed\\u000bbrytning\"").unwrap();
        assert_eq!(small.text, "Åby\nmed\nbrytning");
        let problem = read("number = 1\n\ntext = \"a\\u0001\"").unwrap_err();
        assert_eq!(
            (problem.code, problem.place.row),
            ("character_not_allowed", Some(3))
        );
    }

    #[test]
    fn what_is_wrong_has_its_row_also_after_a_byte_order_mark() {
        let problem = read("\u{feff}text = \"x\"\n\ntxet = 1\n").unwrap_err();
        assert_eq!(
            (problem.code, problem.place.row),
            ("document_field_unknown", Some(3))
        );
    }
}
