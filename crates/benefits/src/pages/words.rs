//! Amounts and years as people read them.

use crate::model::{Case, Holder, Payback, Switching, Turning};
use crate::view::CaseView;
use rust_decimal::Decimal;
use samverk_engine::Exact;
use samverk_foundation::{Ore, format_decimal, format_percent};
use samverk_web::{Cell, Ui};

/// Rounded to whole kronor.
pub(super) fn kronor(amount: &Exact) -> Ore {
    Ore(amount.round_to(100).unwrap_or_default())
}

pub(super) fn cell(amount: &Exact) -> Cell {
    Cell::ore(kronor(amount))
}

/// With its sign also when it is plus: `+40 000 kr`.
pub(super) fn signed(amount: &Exact) -> String {
    let kronor = kronor(amount);
    match kronor > Ore::ZERO {
        true => format!("+{kronor}"),
        false => kronor.to_string(),
    }
}

/// For pictures only.
pub(super) fn thousands(amount: &Exact) -> f64 {
    use rust_decimal::prelude::ToPrimitive;
    let kronor = Decimal::new(kronor(amount).0, 2);
    kronor.to_f64().unwrap_or_default() / 1_000.0
}

pub(super) fn years(ui: &Ui, years: &Exact) -> String {
    let years = years.to_decimal(1).unwrap_or_default();
    ui.t1("case-years", "years", format_decimal(years))
}

pub(super) fn payback(ui: &Ui, payback: &Payback) -> String {
    match payback {
        Payback::NothingToPay => ui.t("case-payback-nothing"),
        Payback::AtOnce => ui.t("case-payback-at-once"),
        Payback::After(after) => years(ui, after),
        Payback::NotWithin => ui.t("case-payback-not-within"),
    }
}

/// As a sentence's end: `betalar sig efter 3,1 år`.
pub(super) fn pays_back(ui: &Ui, payback: &Payback) -> String {
    match payback {
        Payback::NothingToPay => ui.t("case-pays-nothing"),
        Payback::AtOnce => ui.t("case-pays-at-once"),
        Payback::After(after) => ui.t1("case-pays-after", "years", years(ui, after)),
        Payback::NotWithin => ui.t("case-pays-not"),
    }
}

/// `65 % av det troliga`
pub(super) fn switching(ui: &Ui, switching: &Switching) -> String {
    match switching {
        Switching::At(factor) => {
            let percent = factor * &Exact::integer(100);
            let percent = percent.to_decimal(2).unwrap_or_default();
            ui.t1("case-switching-at", "percent", format_percent(percent))
        }
        Switching::Never => ui.t("case-switching-never"),
    }
}

pub(super) fn turning(ui: &Ui, turning: Turning) -> String {
    match turning {
        Turning::Never => ui.t("case-turning-never"),
        Turning::Below(count) => ui.t1("case-turning-below", "count", count),
        Turning::Already => ui.t("case-turning-already"),
    }
}

pub(super) fn holder(ui: &Ui, view: &CaseView, holder: &Holder) -> String {
    match holder {
        Holder::Party(party) => view.name_of(party),
        Holder::Named(name) => name.clone(),
        Holder::Nobody => ui.t("case-holder-nobody"),
    }
}

/// What a line is called, with whose it is when it is of doing nothing.
pub(super) fn line_name(ui: &Ui, case: &Case, line: usize, is_of_nothing: bool) -> String {
    let name = case.lines.get(line).map_or("", |line| line.name.as_str());
    match is_of_nothing {
        true => ui.t1("case-line-of-nothing", "name", name),
        false => name.to_owned(),
    }
}

/// A rate as a percentage.
pub(super) fn percent_of(part: &Exact) -> Decimal {
    let percent = part * &Exact::integer(100);
    percent.to_decimal(4).unwrap_or_default().normalize()
}
