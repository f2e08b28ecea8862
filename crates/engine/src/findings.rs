//! Puts what was found about a printed table into words.

use super::words::Words;
use super::{
    Finding, KnownSum, Purpose, Rounding, RoundingMethod, ShareNotFollowed, words_en, words_sv,
};
use samverk_foundation::{Language, Ore, format_percent};

/// A finding as one or a few sentences.
pub fn describe(finding: &Finding, purpose: Purpose, language: Language) -> String {
    let words = Words { language, purpose };
    match finding {
        Finding::RowDiffers {
            name,
            printed,
            computed,
        } => row_differs(words, name, *printed, *computed),
        Finding::RowsRounded { names, most } => rows_rounded(words, names, *most),
        Finding::ShareDiffers {
            name,
            printed,
            computed,
        } => {
            let (printed, computed) = (format_percent(*printed), format_percent(*computed));
            words.pick(
                format!("{name}: tabellen har {printed}, modellen ger {computed}."),
                format!("{name}: the table has {printed}, the model gives {computed}."),
            )
        }
        Finding::SharesRounded {
            count,
            name,
            percent,
            printed,
            base,
        } => {
            let decimals = percent.scale();
            let percent = printed_percent(*percent);
            let (printed, base) = (words.ore(*printed), words.ore(*base));
            words.pick(
                format!(
                    "{count} procenttal är avrundade så som de är tryckta: {name} har {percent}, \
                     och {printed} av {base} är det med {decimals} decimaler."
                ),
                format!(
                    "{count} percentages are rounded as they are printed: {name} has {percent}, \
                     and {printed} of {base} is that with {decimals} decimals."
                ),
            )
        }
        Finding::OnlyPrinted { name, printed } => {
            let printed = words.ore(*printed);
            words.pick(
                format!("{name} står i tabellen med {printed} men ingår inte i beräkningen."),
                format!("{name} is in the table with {printed} but not in the computation."),
            )
        }
        Finding::OnlyComputed { name, computed } => {
            let computed = words.ore(*computed);
            words.pick(
                format!("{name} saknas i tabellen. Modellen ger {computed}."),
                format!("{name} is missing in the table. The model gives {computed}."),
            )
        }
        Finding::PrintedTwice { name } => words.pick(
            format!("{name} står mer än en gång i tabellen."),
            format!("{name} is more than once in the table."),
        ),
        Finding::TotalNotSum { total, sum } => total_not_sum(words, *total, *sum),
        Finding::Swapped { first, second } => words.pick(
            format!(
                "{first} och {second} har varandras belopp. Kontrollera om raderna är omkastade."
            ),
            format!(
                "{first} and {second} have each other's amounts. Check whether the rows are swapped."
            ),
        ),
        Finding::ShareNotFollowed(share) => share_not_followed(words, share),
        Finding::CommonBase {
            names,
            base,
            model_base,
            same_as,
        } => common_base(words, names.len(), (*base, *model_base), same_as.as_deref()),
        Finding::OtherRounding { rounding, names } => {
            let (rounding, names) = (rounding_words(words, *rounding), names.join(", "));
            words.pick(
                format!("Med avrundning till {rounding} stämmer {names}."),
                format!("With rounding to {rounding} these agree: {names}."),
            )
        }
    }
}

/// With the decimals that it is printed with: `61,2 %`.
fn printed_percent(percent: rust_decimal::Decimal) -> String {
    format!("{}\u{a0}%", percent.to_string().replace('.', ","))
}

fn rows_rounded(words: Words, names: &[String], most: Ore) -> String {
    let (count, names, most) = (names.len(), names.join(", "), words.ore(most));
    words.pick(
        format!("{count} rader skiljer sig bara av avrundning, med högst {most}: {names}."),
        format!("{count} rows differ only by rounding, by at most {most}: {names}."),
    )
}

fn row_differs(words: Words, name: &str, printed: Ore, computed: Ore) -> String {
    let difference = words.ore(printed - computed);
    let (printed, computed) = (words.ore(printed), words.ore(computed));
    words.pick(
        format!(
            "{name}: tabellen har {printed}, modellen ger {computed}. Skillnaden är {difference}."
        ),
        format!(
            "{name}: the table has {printed}, the model gives {computed}. \
             The difference is {difference}."
        ),
    )
}

fn total_not_sum(words: Words, total: Ore, sum: Ore) -> String {
    let difference = words.ore(total - sum);
    let (total, sum) = (words.ore(total), words.ore(sum));
    words.pick(
        format!("Tabellens summa är {total} men raderna blir {sum}. Skillnaden är {difference}."),
        format!(
            "The table's total is {total} but its rows give {sum}. The difference is {difference}."
        ),
    )
}

fn common_base(
    words: Words,
    rows: usize,
    (base, model_base): (Ore, Ore),
    same_as: Option<&str>,
) -> String {
    let difference = words.ore(base - model_base);
    let (base, model_base) = (words.ore(base), words.ore(model_base));
    let same = same_as.map_or_else(String::new, |name| {
        words.pick(
            format!(", lika mycket som skiljer för {name}"),
            format!(", as much as {name} differs"),
        )
    });
    words.pick(
        format!(
            "{rows} rader följer sina procenttal, men av {base} i stället för modellens \
             {model_base}. Skillnaden är {difference}{same}."
        ),
        format!(
            "{rows} rows follow their percentages, but of {base} instead of the model's \
             {model_base}. The difference is {difference}{same}."
        ),
    )
}

fn rounding_words(words: Words, rounding: Rounding) -> String {
    let unit = words.pick(
        words_sv::unit_words(words.purpose, rounding.unit),
        words_en::unit_words(words.purpose, rounding.unit),
    );
    format!("{unit} ({})", method_words(words, rounding.method))
}

pub(super) fn method_words(words: Words, method: RoundingMethod) -> &'static str {
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
    let base = words.base(&share.base, &share.base_parts, None);
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
