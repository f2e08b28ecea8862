//! Puts a party's amount into words, from the trace alone.

use super::words::Words;
use super::{Applied, Difference, Distribution, Outcome, PartyTrace, Purpose, Row, Step};
use samverk_foundation::{Key, Language, Ore};

/// The sentences that lead to a party's amount, in order. Nothing for a party that is not in the result.
pub fn explain(distribution: &Distribution, party: &Key, language: Language) -> Vec<String> {
    let words = Words {
        language,
        purpose: distribution.purpose,
    };
    let Some(row) = distribution.row(party) else {
        return Vec::new();
    };
    let rules = rules_of(distribution, party);
    let mut lines = Vec::new();
    for (name, applied, trace) in &rules {
        let earlier = applied_before(distribution, applied);
        lines.push(heading(words, (name, applied, trace), &earlier));
        lines.extend(trace.steps.iter().map(|step| words.step(step)));
    }
    lines.push(sum(words, row, &rules));
    lines.extend(parts(words, distribution, row));
    lines
}

/// One step in words.
pub fn explain_step(step: &Step, purpose: Purpose, language: Language) -> String {
    Words { language, purpose }.step(step)
}

type RuleOfParty<'a> = (&'a str, &'a Applied, &'a PartyTrace);

fn rules_of<'a>(distribution: &'a Distribution, party: &Key) -> Vec<RuleOfParty<'a>> {
    let of_rule = |rule: &'a super::RuleTrace| {
        let Outcome::Applied(applied) = &rule.outcome else {
            return None;
        };
        let trace = applied.parties.iter().find(|trace| trace.party == *party)?;
        Some((rule.name.as_str(), applied, trace))
    };
    distribution.trace.iter().filter_map(of_rule).collect()
}

/// The names of the rules that were applied before this one.
fn applied_before<'a>(distribution: &'a Distribution, this: &Applied) -> Vec<&'a str> {
    let applied = distribution
        .trace
        .iter()
        .filter_map(|rule| match &rule.outcome {
            Outcome::Applied(applied) => Some((rule.name.as_str(), applied)),
            _ => None,
        });
    let before = applied.take_while(|(_, applied)| !std::ptr::eq(*applied, this));
    before.map(|(name, _)| name).collect()
}

/// The rule's name and its base; amounts that do not come from the base are taken from it.
fn heading(
    words: Words,
    (name, applied, trace): (&str, &Applied, &PartyTrace),
    earlier: &[&str],
) -> String {
    let names: Vec<String> = applied
        .base_parts
        .iter()
        .map(|(name, _)| name.clone())
        .collect();
    let base = words.base(&applied.base, &names, Some(earlier));
    let amount = words.ore(applied.base_amount);
    let counted = match comes_from_base(trace) {
        true => words.pick("Räknas på", "Counted on"),
        false => words.pick("Dras från", "Taken from"),
    };
    format!("{name}. {counted} {base}: {amount}")
}

fn comes_from_base(trace: &PartyTrace) -> bool {
    trace.steps.iter().any(|step| {
        matches!(
            step,
            Step::PercentOfBase { .. }
                | Step::ShareByPercent { .. }
                | Step::ShareByFigure { .. }
                | Step::ShareEqually { .. }
                | Step::ShareByWeights { .. }
        )
    })
}

fn sum(words: Words, row: &Row, rules: &[RuleOfParty]) -> String {
    let (name, amount) = (&row.name, words.ore(row.amount));
    match rules {
        [] => match words.language {
            Language::Sv => format!("Ingen regel ger {name} något belopp"),
            Language::En => format!("No rule gives {name} an amount"),
        },
        [_] => format!(
            "{} {name}: {amount}",
            words.pick("Belopp för", "Amount for")
        ),
        several => {
            let amounts: Vec<String> = several
                .iter()
                .map(|(_, _, trace)| words.ore(trace.amount))
                .collect();
            let label = words.pick("Belopp för", "Amount for");
            format!("{label} {name}: {} = {amount}", amounts.join(" + "))
        }
    }
}

/// How the amount divides between the budget's parts, when there are several.
fn parts(words: Words, distribution: &Distribution, row: &Row) -> Option<String> {
    let parts: Vec<String> = distribution
        .columns
        .iter()
        .zip(&row.cells)
        .filter(|(_, cell)| **cell != Ore::ZERO)
        .map(|(column, cell)| {
            let name = if column.part.is_some() {
                &column.name
            } else {
                words.outside()
            };
            format!("{name} {}", words.ore(*cell))
        })
        .collect();
    let label = words.pick("Varav", "Of which");
    (distribution.columns.len() > 1 && !parts.is_empty())
        .then(|| format!("{label}: {}", parts.join("; ")))
}

/// Why the sum of the rows is not the budget's total; nothing when it is and no part differs.
pub fn explain_differences(distribution: &Distribution, language: Language) -> Vec<String> {
    let words = Words {
        language,
        purpose: distribution.purpose,
    };
    let mut lines = Vec::new();
    if distribution.difference != Ore::ZERO {
        lines.push(total_difference(words, distribution));
    }
    lines.extend(
        distribution
            .differences
            .iter()
            .map(|difference| match difference {
                Difference::NotTaken { part, name, amount } => {
                    let name = if part.is_some() {
                        name
                    } else {
                        words.outside()
                    };
                    let amount = words.ore(*amount);
                    match language {
                        Language::Sv => format!("Ingen regel fördelar {amount} av {name}"),
                        Language::En => format!("No rule distributes {amount} of {name}"),
                    }
                }
                Difference::OverTaken { part, name, amount } => {
                    let name = if part.is_some() {
                        name
                    } else {
                        words.outside()
                    };
                    let amount = words.ore(amount.abs());
                    match language {
                        Language::Sv => {
                            format!("Reglerna tar {amount} mer än vad som finns i {name}")
                        }
                        Language::En => {
                            format!("The rules take {amount} more than there is in {name}")
                        }
                    }
                }
                Difference::Rounding { name, amount, .. } => rounding(words, name, *amount),
            }),
    );
    lines
}

fn rounding(words: Words, rule: &str, left: Ore) -> String {
    let amount = words.ore(left.abs());
    match (words.language, left.is_negative()) {
        (Language::Sv, false) => {
            format!("Raderna i regeln {rule} är avrundade: {amount} blir över")
        }
        (Language::Sv, true) => {
            format!("Raderna i regeln {rule} är avrundade: {amount} för mycket")
        }
        (Language::En, false) => {
            format!("The rows of the rule {rule} are rounded: {amount} is left")
        }
        (Language::En, true) => {
            format!("The rows of the rule {rule} are rounded: {amount} too much")
        }
    }
}

fn total_difference(words: Words, distribution: &Distribution) -> String {
    let distributed = words.ore(distribution.distributed);
    let budget = words.ore(distribution.budget);
    let difference = words.ore(distribution.difference.abs());
    match (words.language, distribution.difference.is_negative()) {
        (Language::Sv, false) => {
            format!("Fördelat {distributed} av {budget}: {difference} är inte fördelat")
        }
        (Language::Sv, true) => {
            format!("Fördelat {distributed} av {budget}: {difference} för mycket")
        }
        (Language::En, false) => {
            format!("Distributed {distributed} of {budget}: {difference} is not distributed")
        }
        (Language::En, true) => {
            format!("Distributed {distributed} of {budget}: {difference} too much")
        }
    }
}
