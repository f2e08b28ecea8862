//! The tables of a business case; each is a file too.

use super::headline::sums;
use super::words::{self, cell};
use crate::model::{Comparison, Holder, PartyFlows, Price};
use crate::view::CaseView;
use rust_decimal::Decimal;
use samverk_engine::Exact;
use samverk_foundation::swedish_order;
use samverk_web::{Cell, Column, ColumnKind, Narrow, Table, Ui};

/// What the page shows, in its order.
pub struct CaseTables {
    pub alternatives: Table,
    pub years: Table,
    pub parties: Option<Table>,
    pub others: Option<Table>,
    pub switching: Table,
    pub swings: Table,
    pub lines: Table,
    pub effects: Option<Table>,
}

impl CaseTables {
    pub fn all(&self) -> Vec<&Table> {
        let always = [
            &self.alternatives,
            &self.years,
            &self.switching,
            &self.swings,
            &self.lines,
        ];
        let some = [&self.parties, &self.others, &self.effects];
        always
            .into_iter()
            .chain(some.into_iter().flatten())
            .collect()
    }
}

pub fn case_tables(ui: &Ui, view: &CaseView, href: &str) -> CaseTables {
    let is_party = |holder: &Holder| matches!(holder, Holder::Party(_));
    CaseTables {
        alternatives: alternatives(ui, view),
        years: years(ui, view),
        parties: holders(ui, view, ("aktorer", href), is_party),
        others: holders(ui, view, ("andra", href), |holder| !is_party(holder)),
        switching: switching(ui, view),
        swings: swings(ui, view),
        lines: lines(ui, view),
        effects: effects(ui, view),
    }
}

fn text(ui: &Ui, key: &str) -> Column {
    Column::new(ui.t(key), ColumnKind::Text)
}

fn money(ui: &Ui, key: &str) -> Column {
    Column::new(ui.t(key), ColumnKind::Kronor)
}

/// What is proposed first.
fn alternatives(ui: &Ui, view: &CaseView) -> Table {
    let mut table = Table::new(
        "alternativ",
        ui.t("case-alternatives"),
        vec![
            text(ui, "case-alternative"),
            money(ui, "case-cost-today"),
            money(ui, "case-benefit-today"),
            money(ui, "case-value"),
            text(ui, "case-payback"),
            text(ui, "case-payback-discounted"),
            Column::new(ui.t("case-ratio"), ColumnKind::Decimal),
            money(ui, "case-uncounted"),
            Column::new(ui.t("case-in-words-count"), ColumnKind::Integer),
        ],
    );
    table = table.narrow(Narrow::Lists);
    for comparison in std::iter::once(&view.proposed).chain(&view.others) {
        table.push(alternative(ui, view, comparison));
    }
    table
}

fn alternative(ui: &Ui, view: &CaseView, comparison: &Comparison) -> Vec<Cell> {
    let name = view.case.alternatives.get(comparison.alternative);
    let (cost, benefit) = sums(view, comparison);
    let ratio = benefit.divided_by(&cost).filter(|_| cost > Exact::zero());
    let ratio = ratio.and_then(|ratio| ratio.to_decimal(2));
    let in_words = view.case.in_words(comparison.alternative).count();
    vec![
        Cell::text(name.cloned().unwrap_or_default()),
        cell(&cost),
        cell(&benefit),
        cell(comparison.value()),
        Cell::text(words::payback(ui, &comparison.outcome.payback)),
        Cell::text(words::payback(ui, &comparison.outcome.discounted_payback)),
        ratio.map_or_else(Cell::empty, Cell::decimal),
        cell(&comparison.uncounted),
        Cell::integer(i64::try_from(in_words).unwrap_or(i64::MAX)),
    ]
}

fn years(ui: &Ui, view: &CaseView) -> Table {
    let outcome = &view.proposed.outcome;
    let mut table = Table::new(
        "ar",
        ui.t("case-per-year"),
        vec![
            text(ui, "case-year"),
            money(ui, "case-costs"),
            money(ui, "case-benefits"),
            money(ui, "case-net"),
            Column::new(ui.t("case-rate"), ColumnKind::Percent),
            Column::new(ui.t("case-factor"), ColumnKind::Decimal),
            money(ui, "case-discounted"),
            money(ui, "case-cumulative"),
            money(ui, "case-cumulative-discounted"),
        ],
    );
    let sum_of = |is_gain: bool, year: usize| -> Exact {
        let counted = view.proposed.lines.iter().filter(|line| line.is_counted);
        let of = counted.filter(|line| line.is_gain(&view.case) == is_gain);
        of.filter_map(|line| line.flow.get(year)).sum()
    };
    let none = Exact::zero();
    let at = |flow: &[Exact], year: usize| cell(flow.get(year).unwrap_or(&none));
    for year in 0..view.case.years() {
        let rate = year
            .checked_sub(1)
            .and_then(|before| view.case.discount.rates().get(before));
        let factor = view.case.discount.factors().get(year);
        let factor = factor.and_then(|factor| factor.to_decimal(5));
        table.push(vec![
            Cell::text(view.case.calendar_year(year).to_string()),
            cell(&sum_of(false, year)),
            cell(&sum_of(true, year)),
            at(&outcome.flow, year),
            rate.map_or_else(Cell::empty, |rate| Cell::percent(words::percent_of(rate))),
            factor.map_or_else(Cell::empty, Cell::decimal),
            at(&outcome.discounted, year),
            at(&outcome.cumulative, year),
            at(&outcome.cumulative_discounted, year),
        ]);
    }
    table
}

/// Nothing when none of them gets or pays anything.
fn holders(
    ui: &Ui,
    view: &CaseView,
    (name, href): (&str, &str),
    is_here: impl Fn(&Holder) -> bool,
) -> Option<Table> {
    let flows = view.holders.as_ref().ok()?;
    let here = flows.iter().filter(|(holder, _)| is_here(holder));
    let mut here: Vec<_> = here
        .map(|(holder, flows)| (holder, flows, words::holder(ui, view, holder)))
        .collect();
    // What is nobody's stands last.
    here.sort_by_cached_key(|(holder, _, named)| {
        (**holder == Holder::Nobody, swedish_order(named))
    });
    let gives_nothing = |flows: &PartyFlows| {
        let mut all = flows.costs.iter().chain(&flows.benefits);
        all.all(|amount| *amount == Exact::zero())
    };
    if here.iter().all(|(_, flows, _)| gives_nothing(flows)) {
        return None;
    }
    let mut table = Table::new(
        name,
        ui.t(&format!("case-holders-{name}")),
        vec![
            text(ui, "case-holder"),
            money(ui, "case-costs-today"),
            money(ui, "case-benefits-today"),
            money(ui, "case-value"),
            money(ui, "case-yearly"),
            text(ui, "case-payback"),
        ],
    );
    for (holder, flows, named) in here {
        let outcome = flows.outcome(&view.case);
        let first = match holder {
            Holder::Party(party) => Cell::link(format!("{href}/aktorer/{party}"), named),
            _ => Cell::text(named),
        };
        table.push(vec![
            first,
            // A payment is told without a sign: its column says that it is paid.
            cell(&-&view.case.discount.value(&flows.costs)),
            cell(&view.case.discount.value(&flows.benefits)),
            cell(&outcome.value),
            cell(&outcome.yearly()),
            Cell::text(words::payback(ui, &outcome.payback)),
        ]);
    }
    Some(table)
}

fn switching(ui: &Ui, view: &CaseView) -> Table {
    let mut table = Table::new(
        "vander",
        ui.t("case-switching"),
        vec![
            text(ui, "case-line"),
            money(ui, "case-value-of-line"),
            text(ui, "case-switching-value"),
        ],
    );
    for (line, switching) in view.proposed.switching() {
        let name = words::line_name(ui, &view.case, line.line, line.is_of_nothing);
        table.push(vec![
            Cell::text(name),
            cell(&line.likely),
            Cell::text(words::switching(ui, &switching)),
        ]);
    }
    table
}

fn swings(ui: &Ui, view: &CaseView) -> Table {
    let mut table = Table::new(
        "osakerhet",
        ui.t("case-swings"),
        vec![
            text(ui, "case-line"),
            money(ui, "case-at-low"),
            money(ui, "case-at-high"),
            money(ui, "case-width"),
        ],
    );
    for swing in view.proposed.swings() {
        let name = view.case.lines.get(swing.line);
        table.push(vec![
            Cell::text(name.map(|line| line.name.clone()).unwrap_or_default()),
            cell(&swing.low),
            cell(&swing.high),
            cell(&(&swing.high - &swing.low).abs()),
        ]);
    }
    let bounds = view.proposed.bounds();
    table.push(vec![
        Cell::text(ui.t("case-all-lines")),
        cell(&bounds.worst),
        cell(&bounds.best),
        cell(&(&bounds.best - &bounds.worst)),
    ]);
    table
}

fn lines(ui: &Ui, view: &CaseView) -> Table {
    let mut table = Table::new(
        "rader",
        ui.t("case-lines"),
        vec![
            text(ui, "case-line"),
            text(ui, "case-alternative"),
            text(ui, "case-direction"),
            text(ui, "case-category"),
            text(ui, "case-counted"),
            text(ui, "case-effect"),
            Column::new(ui.t("case-take-home"), ColumnKind::Percent),
            text(ui, "case-division"),
            money(ui, "case-value-of-line"),
        ],
    );
    for (place, (line, kept)) in view
        .case
        .lines
        .iter()
        .zip(view.kept.lines.iter())
        .enumerate()
    {
        let mut comparisons = std::iter::once(&view.proposed).chain(&view.others);
        let compared = comparisons
            .find_map(|comparison| comparison.lines.iter().find(|line| line.line == place));
        let word = |prefix: &str, code: &str| ui.t(&format!("business-case-lines-{prefix}-{code}"));
        let counted = match (&line.price, line.is_counted) {
            (Price::Words(_), _) => "case-counted-words",
            (Price::Money(_), true) => "case-counted-yes",
            (Price::Money(_), false) => "case-counted-no",
        };
        let division = kept
            .division
            .map(|division| word("division", division.code()));
        let shares = matches!(line.division, crate::model::Division::Shares(_));
        let division = division.or_else(|| shares.then(|| ui.t("case-division-shares")));
        let home =
            (line.take_home != Exact::integer(1)).then(|| words::percent_of(&line.take_home));
        let value = compared.map(|line| cell(&line.likely));
        table.push(vec![
            Cell::text(line.name.clone()),
            Cell::text(view.case.alternatives[line.alternative].clone()),
            Cell::text(word("direction", kept.direction.code())),
            Cell::text(line.category.clone()),
            Cell::text(ui.t(counted)),
            Cell::text(kept.effect.to_string()),
            home.map_or_else(Cell::empty, |percent: Decimal| Cell::percent(percent)),
            Cell::text(division.unwrap_or_default()),
            value.unwrap_or_else(Cell::empty),
        ]);
    }
    table
}

fn effects(ui: &Ui, view: &CaseView) -> Option<Table> {
    let effects = &view.kept.effects;
    if effects.is_empty() {
        return None;
    }
    let mut table = Table::new(
        "effekter",
        ui.t("case-effects"),
        vec![
            text(ui, "business-case-effects-activity"),
            text(ui, "business-case-effects-name"),
            text(ui, "business-case-effects-who"),
        ],
    );
    for effect in effects.iter() {
        table.push(vec![
            Cell::text(effect.activity.to_string()),
            Cell::text(effect.name.to_string()),
            Cell::text(effect.who.to_string()),
        ]);
    }
    Some(table)
}
