//! Puts what a search for a printed key found into words.

use super::findings::method_words;
use super::words::Words;
use super::{EQUAL_SHARES, KeyCandidate, KeySearch, OWN_SHARES, Purpose};
use samverk_foundation::{Key, Language, format_percent};
use std::collections::BTreeSet;

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

/// One sentence for each measure and year, with the fewest decimals that are enough, however it may
/// have been rounded.
fn exact_words(words: Words, exact: &[KeyCandidate]) -> Vec<String> {
    let mut told = BTreeSet::new();
    let same = exact.chunk_by(KeyCandidate::differs_only_in_rounding);
    let same = same.filter(|candidates| {
        let first = candidates.first();
        first
            .is_some_and(|first| first.mixed.is_some() || told.insert((&first.measure, first.year)))
    });
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
    let measure = measure_words(words, candidate);
    let decimals = candidate.decimals;
    let unit = match (decimals, words.language) {
        (1, Language::Sv) => "decimal",
        (_, Language::Sv) => "decimaler",
        (1, Language::En) => "decimal",
        (_, Language::En) => "decimals",
    };
    let with = words.pick("med", "with");
    format!("{measure} {with} {decimals} {unit}")
}

fn measure_words(words: Words, candidate: &KeyCandidate) -> String {
    let named = |measure: &Key, name: &str, year: Option<i32>| {
        let name = match measure.as_str() {
            EQUAL_SHARES => words.pick("Lika delar", "Equal shares"),
            OWN_SHARES => words.pick(
                "De tryckta beloppens egna andelar",
                "The printed amounts' own shares",
            ),
            _ => name,
        };
        year.map_or_else(|| name.to_owned(), |year| format!("{name} {year}"))
    };
    let first = named(&candidate.measure, &candidate.name, candidate.year);
    let Some(mixed) = &candidate.mixed else {
        return first;
    };
    let second = named(&mixed.measure, &mixed.name, mixed.year);
    let rest = rust_decimal::Decimal::ONE_HUNDRED - mixed.percent;
    format!("{}\u{a0}% {first} + {rest}\u{a0}% {second}", mixed.percent)
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
    if let Some((first, second)) = candidate.swapped() {
        let (first, second) = (name_of(first), name_of(second));
        return match words.language {
            Language::Sv => {
                format!("{what} ger den tryckta kolumnen om {first} och {second} är omkastade.")
            }
            Language::En => {
                format!("{what} gives the printed column if {first} and {second} are swapped.")
            }
        };
    }
    if candidate.differs_by_rounding() {
        let rows = rows.join(", ");
        return match words.language {
            Language::Sv => format!("{what} skiljer bara av avrundning: {rows}."),
            Language::En => format!("{what} differs only by rounding: {rows}."),
        };
    }
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
