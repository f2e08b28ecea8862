//! Puts what was found about a printed table or key into words.

use super::words::Words;
use super::{
    Finding, KeyCandidate, KeySearch, KnownSum, Purpose, Rounding, RoundingMethod,
    ShareNotFollowed, words_en, words_sv,
};
use samverk_foundation::{Key, Language, Ore, format_percent};

/// A finding as one or a few sentences.
pub fn describe(finding: &Finding, purpose: Purpose, language: Language) -> String {
    let words = Words { language, purpose };
    match language {
        Language::Sv => swedish(words, finding),
        Language::En => english(words, finding),
    }
}

fn swedish(words: Words, finding: &Finding) -> String {
    let ore = |amount: &Ore| words.ore(*amount);
    match finding {
        Finding::RowDiffers {
            name,
            printed,
            computed,
        } => format!(
            "{name}: tabellen har {}, modellen ger {}. Skillnaden är {}.",
            ore(printed),
            ore(computed),
            words.ore(*printed - *computed)
        ),
        Finding::OnlyPrinted { name, printed } => {
            format!(
                "{name} står i tabellen med {} men ingår inte i beräkningen.",
                ore(printed)
            )
        }
        Finding::OnlyComputed { name, computed } => {
            format!("{name} saknas i tabellen. Modellen ger {}.", ore(computed))
        }
        Finding::PrintedTwice { name } => format!("{name} står mer än en gång i tabellen."),
        Finding::TotalNotSum { total, sum } => format!(
            "Tabellens summa är {} men raderna blir {}. Skillnaden är {}.",
            ore(total),
            ore(sum),
            words.ore(*total - *sum)
        ),
        Finding::Swapped { first, second } => {
            format!(
                "{first} och {second} har varandras belopp. Kontrollera om raderna är omkastade."
            )
        }
        Finding::ShareNotFollowed(share) => share_not_followed(words, share),
        Finding::CommonBase {
            names,
            base,
            model_base,
            same_as,
        } => {
            let difference = words.ore(*base - *model_base);
            let same = same_as
                .as_ref()
                .map(|name| format!(", lika mycket som skiljer för {name}"));
            format!(
                "{} rader följer sina procenttal, men av {} i stället för modellens {}. Skillnaden är {difference}{}.",
                names.len(),
                ore(base),
                ore(model_base),
                same.unwrap_or_default()
            )
        }
        Finding::OtherRounding { rounding, names } => format!(
            "Med avrundning till {} stämmer {}.",
            rounding_words(words, *rounding),
            names.join(", ")
        ),
    }
}

fn english(words: Words, finding: &Finding) -> String {
    let ore = |amount: &Ore| words.ore(*amount);
    match finding {
        Finding::RowDiffers {
            name,
            printed,
            computed,
        } => format!(
            "{name}: the table has {}, the model gives {}. The difference is {}.",
            ore(printed),
            ore(computed),
            words.ore(*printed - *computed)
        ),
        Finding::OnlyPrinted { name, printed } => {
            format!(
                "{name} is in the table with {} but not in the computation.",
                ore(printed)
            )
        }
        Finding::OnlyComputed { name, computed } => {
            format!(
                "{name} is missing in the table. The model gives {}.",
                ore(computed)
            )
        }
        Finding::PrintedTwice { name } => format!("{name} is more than once in the table."),
        Finding::TotalNotSum { total, sum } => format!(
            "The table's total is {} but its rows give {}. The difference is {}.",
            ore(total),
            ore(sum),
            words.ore(*total - *sum)
        ),
        Finding::Swapped { first, second } => {
            format!(
                "{first} and {second} have each other's amounts. Check whether the rows are swapped."
            )
        }
        Finding::ShareNotFollowed(share) => share_not_followed(words, share),
        Finding::CommonBase {
            names,
            base,
            model_base,
            same_as,
        } => {
            let difference = words.ore(*base - *model_base);
            let same = same_as
                .as_ref()
                .map(|name| format!(", as much as {name} differs"));
            format!(
                "{} rows follow their percentages, but of {} instead of the model's {}. The difference is {difference}{}.",
                names.len(),
                ore(base),
                ore(model_base),
                same.unwrap_or_default()
            )
        }
        Finding::OtherRounding { rounding, names } => format!(
            "With rounding to {} these agree: {}.",
            rounding_words(words, *rounding),
            names.join(", ")
        ),
    }
}

fn rounding_words(words: Words, rounding: Rounding) -> String {
    let unit = match words.language {
        Language::Sv => words_sv::unit_words(rounding.unit),
        Language::En => words_en::unit_words(rounding.unit),
    };
    format!("{unit} ({})", method_words(words, rounding.method))
}

fn method_words(words: Words, method: RoundingMethod) -> &'static str {
    match method {
        RoundingMethod::LargestRemainder => words.pick(
            "raderna jämkas till rätt summa",
            "the rows are adjusted to the right sum",
        ),
        RoundingMethod::HalfUpReport => words.pick("rad för rad", "row by row"),
    }
}

/// The amount is not its percentage of the base; what it would be the percentage of.
fn share_not_followed(words: Words, share: &ShareNotFollowed) -> String {
    let (name, percent) = (&share.name, format_percent(share.percent));
    let base = words.base(&share.base, &share.base_parts);
    let printed = words.ore(share.printed);
    let base_amount = words.ore(share.base_amount);
    let (expected, implied) = (words.ore(share.expected), words.ore(share.implied_base));
    let difference = words.ore((share.implied_base - share.base_amount).abs());
    let less = share.implied_base < share.base_amount;
    let first = match words.language {
        Language::Sv => format!(
            "{name}: {printed} är inte {percent} av {base} {base_amount}, det är {expected}. \
             Det är {percent} av {implied}, som är {difference} {}.",
            if less { "mindre" } else { "mer" }
        ),
        Language::En => format!(
            "{name}: {printed} is not {percent} of {base} {base_amount}, that is {expected}. \
             It is {percent} of {implied}, which is {difference} {}.",
            if less { "less" } else { "more" }
        ),
    };
    format!(
        "{first} {}",
        line_words(words, share, &implied, &difference)
    )
}

fn line_words(words: Words, share: &ShareNotFollowed, implied: &str, difference: &str) -> String {
    if let Some(sum) = &share.same_as {
        let sum = match sum {
            KnownSum::Part { name } => name,
            KnownSum::SumOfParts => words.pick("summan av delarna", "the sum of the parts"),
            KnownSum::Total => words.pick("budgetens summa", "the budget's total"),
        };
        return match words.language {
            Language::Sv => format!("{implied} är {sum}."),
            Language::En => format!("{implied} is {sum}."),
        };
    }
    let found = |amount: &str, lines: &[Vec<String>]| {
        let answers: Vec<String> = lines.iter().map(|names| names.join(" + ")).collect();
        let or = words.pick(" eller ", " or ");
        let are = words.pick("är budgetraderna", "is the budget lines");
        (!answers.is_empty()).then(|| format!("{amount} {are} {}.", answers.join(or)))
    };
    let sentences: Vec<String> = [
        found(implied, &share.lines_of_base),
        found(difference, &share.lines_of_difference),
    ]
    .into_iter()
    .flatten()
    .collect();
    if sentences.is_empty() {
        return match words.language {
            Language::Sv => format!(
                "Varken underlagets egna rader eller två rader ur hela budgeten ger {implied} \
                 eller skillnaden {difference}."
            ),
            Language::En => format!(
                "Neither the base's own lines nor two lines of the whole budget give {implied} \
                 or the difference {difference}."
            ),
        };
    }
    sentences.join(" ")
}

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
