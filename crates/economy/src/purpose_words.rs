//! Votes are never kronor: units, verbs and headings follow what a result is used for.

use samverk_engine::Purpose;
use samverk_foundation::{Language, Ore, Problems, format_integer};
use samverk_web::Ui;

const KRONOR: &str = "\u{a0}kr";

/// An amount in a table, whose heading says the unit of votes: `15`, `1 657 180 kr`.
pub fn amount_text(purpose: Purpose, amount: Ore) -> String {
    match purpose {
        Purpose::Cost | Purpose::Debt => amount.to_string(),
        Purpose::Votes => format_integer(amount.0 / 100),
    }
}

/// An amount that stands alone: `15 röster`, `1 657 180 kr`.
pub fn amount_words(ui: &Ui, purpose: Purpose, amount: Ore) -> String {
    let text = amount_text(purpose, amount);
    match purpose {
        Purpose::Cost | Purpose::Debt => text,
        Purpose::Votes => ui.t1("amount-votes", "count", text),
    }
}

/// The text of the key for the purpose, `distribution-amount-votes`, or the one for costs.
pub fn by_purpose(ui: &Ui, key: &str, purpose: Purpose) -> String {
    by_purpose_with(ui, key, purpose, &[])
}

pub fn by_purpose_with(ui: &Ui, key: &str, purpose: Purpose, values: &[(&str, &str)]) -> String {
    let own = match purpose {
        Purpose::Cost => None,
        Purpose::Debt => Some(format!("{key}-debt")),
        Purpose::Votes => Some(format!("{key}-votes")),
    };
    let own = own.filter(|own| ui.t_if_known(own).is_some());
    ui.t_with(own.as_deref().unwrap_or(key), values)
}

/// A sentence about a rule, which speaks of money, for what it divides.
pub fn rule_said(ui: &Ui, purpose: Purpose, sentence: String) -> String {
    if purpose != Purpose::Votes {
        return sentence;
    }
    let said = sentence.replace(KRONOR, &format!("\u{a0}{}", ui.t("unit-votes")));
    match ui.language {
        Language::Sv => said
            .replace(" betalar ", " får ")
            .replace("Beloppen avrundas", "Antalen avrundas")
            .replace("Beloppet dras", "Antalet dras"),
        Language::En => said
            .replace(" pays ", " gets ")
            .replace(" pay ", " get ")
            .replace("Amounts are rounded", "Numbers are rounded"),
    }
}

/// What is told of a computation of votes has numbers without a unit.
pub fn without_kronor(mut problems: Problems, purpose: Purpose) -> Problems {
    if purpose == Purpose::Votes {
        let values = problems
            .0
            .iter_mut()
            .flat_map(|problem| &mut problem.values);
        for (_, value) in values {
            if let Some(number) = value.strip_suffix(KRONOR) {
                *value = number.to_owned();
            }
        }
    }
    problems
}
