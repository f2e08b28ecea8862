//! What the party pays, why, and how it changed.

use super::{Desk, Explanation, Section};
use crate::model::{Payment, payments, sums_by_year};
use rust_decimal::Decimal;
use samverk_charts::{Bar, BarChart};
use samverk_economy::view::share_of;
use samverk_foundation::Ore;
use samverk_web::{Cell, Column, ColumnKind, Narrow, Table, Ui};

impl Desk<'_> {
    pub(super) fn money(&self) -> Section {
        let payments = payments(self.known, &self.party.key);
        let heading = self.said("overview-money");
        let none = self.ui.t("overview-money-none");
        let table = self.money_table(&payments);
        let section = Section::new("money", heading, table, none);
        if payments.is_empty() {
            return section;
        }
        Section {
            lead: self.ui.t("overview-money-lead"),
            links_lead: self.ui.t("overview-money-links"),
            picture: self.bars(&payments),
            explanations: payments.iter().map(|one| self.explanation(one)).collect(),
            ..section
        }
    }

    /// What the page behind the reason says.
    fn explanation(&self, payment: &Payment) -> Explanation {
        let (amount, year) = (payment.amount.to_string(), payment.outcome.year.to_string());
        let values = [
            ("amount", amount.as_str()),
            ("year", &year),
            ("collaboration", &payment.place.collaboration.name),
        ];
        let share = share_of(self.ui, payment.result, &self.party.key);
        Explanation {
            heading: self.ui.t_with("overview-document-explained", &values),
            sentences: share.map(|share| share.explanation).unwrap_or_default(),
        }
    }

    fn money_table(&self, payments: &[Payment]) -> Table {
        let ui = self.ui;
        let columns = vec![
            Column::new(ui.t("overview-year"), ColumnKind::Text),
            Column::new(ui.t("overview-collaboration"), ColumnKind::Text),
            Column::new(ui.t("overview-reason"), ColumnKind::Text),
            Column::new(ui.t("overview-amount"), ColumnKind::Kronor),
            Column::new(ui.t("overview-change"), ColumnKind::Kronor),
            Column::new(ui.t("overview-change-percent"), ColumnKind::Percent),
        ];
        let caption = ui.t1("overview-money-caption", "party", &self.party.name);
        let mut table = Table::new("betalar", caption, columns).narrow(Narrow::Lists);
        for payment in payments {
            table.push(self.money_row(payment));
        }
        table.with_bars(3)
    }

    fn money_row(&self, payment: &Payment) -> Vec<Cell> {
        let share = share_of(self.ui, payment.result, &self.party.key);
        let reason = share.map(|share| share.reason).unwrap_or_default();
        let reason = match reason.is_empty() {
            true => self.ui.t("overview-reason-none"),
            false => reason,
        };
        let suffix = payment.outcome.suffix();
        let href = payment.place.href(&suffix);
        let why = format!("{href}/{}", self.party.key);
        vec![
            Cell::link(href, payment.outcome.year.to_string()),
            Cell::text(payment.place.collaboration.name.clone()),
            Cell::link(why, reason),
            Cell::ore(payment.amount),
            payment.change().map_or_else(Cell::empty, Cell::ore),
            percent_of_change(payment).map_or_else(Cell::empty, Cell::percent),
        ]
    }

    /// A bar for each year; a single year needs no picture.
    #[allow(
        clippy::cast_precision_loss,
        reason = "the length of a bar, not an amount"
    )]
    fn bars(&self, payments: &[Payment]) -> Option<BarChart> {
        let sums = sums_by_year(payments);
        let bars: Vec<Bar> = sums
            .iter()
            .map(|sum| Bar {
                label: sum.year.to_string(),
                value: sum.amount.0 as f64,
                value_text: sum.amount.to_string(),
            })
            .collect();
        let said: Vec<String> = bars
            .iter()
            .map(|bar| format!("{} {}", bar.label, bar.value_text))
            .collect();
        (bars.len() > 1).then(|| BarChart {
            id: "betalar-diagram".to_owned(),
            title: self
                .ui
                .t1("overview-money-picture", "party", &self.party.name),
            description: said.join(", "),
            bars,
        })
    }
}

fn percent_of_change(payment: &Payment) -> Option<Decimal> {
    let change = Decimal::from(payment.change()?.0).checked_mul(Decimal::ONE_HUNDRED)?;
    let before = payment.before.filter(|before| *before != Ore::ZERO)?;
    let percent = change.checked_div(Decimal::from(before.0))?;
    Some(percent.round_dp(2))
}

/// `12 000 kr mer än 2020`
pub(crate) fn change_words(ui: &Ui, change: Ore, year: i32) -> String {
    let key = match change {
        Ore::ZERO => "overview-change-none",
        less if less.is_negative() => "overview-change-less",
        _ => "overview-change-more",
    };
    let (amount, year) = (change.abs().to_string(), year.to_string());
    ui.t_with(key, &[("amount", &amount), ("year", &year)])
}
