//! Puts what a search for a printed key found into words.

use super::findings::method_words;
use super::words::Words;
use super::{KeyCandidate, KeySearch, Purpose};
use samverk_foundation::{Key, Language, format_percent};

/// What a key search found, in sentences. Parties are named by the function.
pub fn describe_key_search(
    search: &KeySearch,
    name_of: &dyn Fn(&Key) -> String,
    language: Language,
) -> Vec<String> {
    let words = Words {
        language,
        purpose: Purpose::Cost,
    };
    let sum = format_percent(search.printed_sum);
    let mut lines = vec![match language {
        Language::Sv => format!("De tryckta andelarna blir {sum}."),
        Language::En => format!("The printed shares sum to {sum}."),
    }];
    lines.extend(exact_words(words, &search.exact));
    if search.exact.is_empty() {
        let none = (
            "Inget av de mått som finns lagrade ger exakt den tryckta kolumnen.",
            "None of the stored measures gives exactly the printed column.",
        );
        lines.push(words.pick(none.0, none.1).to_owned());
        lines.extend(
            search
                .nearest
                .iter()
                .map(|near| nearest_words(words, near, name_of)),
        );
    }
    lines
}

/// One sentence for each measure, year and number of decimals, however it may have been rounded.
fn exact_words(words: Words, exact: &[KeyCandidate]) -> Vec<String> {
    let same = exact.chunk_by(KeyCandidate::differs_only_in_rounding);
    let sentence = |candidates: &[KeyCandidate]| {
        let first = candidates.first()?;
        let what = column_words(words, first);
        let methods: Vec<_> = candidates
            .iter()
            .map(|candidate| method_words(words, candidate.rounding))
            .collect();
        Some(match (methods.as_slice(), words.language) {
            ([one], Language::Sv) => format!("{what} ({one}) ger exakt den tryckta kolumnen."),
            ([one], Language::En) => format!("{what} ({one}) gives exactly the printed column."),
            (_, Language::Sv) => format!(
                "{what} ger exakt den tryckta kolumnen, hur raderna än avrundas ({}).",
                methods.join(" eller ")
            ),
            (_, Language::En) => format!(
                "{what} gives exactly the printed column, however the rows are rounded ({}).",
                methods.join(" or ")
            ),
        })
    };
    same.filter_map(sentence).collect()
}

fn candidate_words(words: Words, candidate: &KeyCandidate) -> String {
    let method = method_words(words, candidate.rounding);
    format!("{} ({method})", column_words(words, candidate))
}

/// The measure, its year and the decimals.
fn column_words(words: Words, candidate: &KeyCandidate) -> String {
    let year = candidate
        .year
        .map(|year| format!(" {year}"))
        .unwrap_or_default();
    let decimals = candidate.decimals;
    let unit = match (decimals, words.language) {
        (1, Language::Sv) => "decimal",
        (_, Language::Sv) => "decimaler",
        (1, Language::En) => "decimal",
        (_, Language::En) => "decimals",
    };
    let with = words.pick("med", "with");
    format!("{}{year} {with} {decimals} {unit}", candidate.name)
}

fn nearest_words(
    words: Words,
    candidate: &KeyCandidate,
    name_of: &dyn Fn(&Key) -> String,
) -> String {
    let rows: Vec<String> = candidate
        .differing
        .iter()
        .map(|row| {
            let (printed, computed) = (format_percent(row.printed), format_percent(row.computed));
            let instead = words.pick("i stället för", "instead of");
            format!("{} ({computed} {instead} {printed})", name_of(&row.party))
        })
        .collect();
    let what = candidate_words(words, candidate);
    let (count, rows) = (candidate.differing.len(), rows.join(", "));
    match words.language {
        Language::Sv => format!(
            "{what} skiljer i {}: {rows}.",
            counted(count, "rad", "rader")
        ),
        Language::En => format!(
            "{what} differs in {}: {rows}.",
            counted(count, "row", "rows")
        ),
    }
}

fn counted(count: usize, one: &str, several: &str) -> String {
    let noun = if count == 1 { one } else { several };
    format!("{count}\u{a0}{noun}")
}
