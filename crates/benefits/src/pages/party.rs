//! A party's part of a business case: what it gets and pays, and how many must take part for it to pay.

use super::one::{case_href, case_ui, find_case};
use super::pictures;
use super::words::{self, cell, kronor, signed};
use crate::model::{
    Holder, Order, Outcome, PartyFlows, Size, Turning, participation, shared_costs, turning,
};
use crate::view::{CaseView, view};
use askama::Template;
use axum::extract::{Path, State};
use samverk_engine::{Exact, explain};
use samverk_foundation::{Key, Problem, Problems};
use samverk_web::{AppState, Cell, Column, ColumnKind, PageResult, Table, Ui, Values, download};

#[derive(Template)]
#[template(path = "business_case_party.html")]
struct PartyPage {
    ui: Ui,
    title: String,
    name: String,
    case_href: String,
    party_href: String,
    shown: Result<Shown, Problems>,
}

struct Shown {
    sentence: String,
    value: String,
    yearly: String,
    payback: String,
    years: Table,
    curve: String,
    /// How its shared costs are divided in one of the years, step by step, and which.
    steps: Vec<String>,
    steps_about: String,
    turns: String,
    turns_other: String,
    sizes: Table,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, thing, party)): Path<(String, String, String)>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let (scope, kept) = find_case(&tx, &ui.actor, (&collaboration, &thing)).await?;
    let ui = case_ui(ui, &scope).with_crumb(case_href(&scope, &kept, ""), kept.title.to_string());
    let (title, href) = (kept.title.to_string(), case_href(&scope, &kept, ""));
    let party = Key::parse(&party).map_err(|_| Problem::not_found())?;
    let member = scope.members.iter().find(|one| one.party.key == party);
    let name = member.map(|one| one.party.name.clone());
    let name = name.ok_or_else(Problem::not_found)?;
    let shown = match view(&tx, &scope, kept).await {
        Ok(view) if !view.case.parties.contains(&party) => return Err(Problem::not_found().into()),
        Ok(view) => shown(&ui, &view, (&party, &name)),
        Err(problems) => Err(problems),
    };
    if let Ok(shown) = &shown
        && let Some(file) = download(&query, &[&shown.years, &shown.sizes], tx.now())
    {
        return file;
    }
    ui.page(&PartyPage {
        ui: ui.clone(),
        title,
        name,
        case_href: href,
        party_href: format!("/aktorer/{party}"),
        shown,
    })
}

fn shown(ui: &Ui, view: &CaseView, (party, name): (&Key, &str)) -> Result<Shown, Problems> {
    let flows = view.holders.clone()?;
    let flows = flows.get(&Holder::Party(party.clone()));
    let flows = flows.ok_or_else(Problem::not_found)?;
    let outcome = flows.outcome(&view.case);
    let sizes = |order| {
        let sharing = view.shared.sharing();
        participation(&view.case, view.case.proposed, sharing, (party, order))
    };
    let (careful, other) = (sizes(Order::LargestFirst)?, sizes(Order::SmallestFirst)?);
    let (first, second) = (turning(&careful), turning(&other));
    let (steps, steps_about) = steps(ui, view, party)?;
    Ok(Shown {
        sentence: sentence(ui, name, &outcome, first),
        value: kronor(&outcome.value).to_string(),
        yearly: signed(&outcome.yearly()),
        payback: words::payback(ui, &outcome.payback),
        years: years(ui, view, flows, &outcome),
        curve: pictures::curve(ui, view, &outcome),
        steps,
        steps_about,
        turns: words::turning(ui, first),
        turns_other: words::turning(ui, second),
        sizes: sizes_table(ui, view, &careful, &other),
    })
}

/// For Bräcke kommun: +40 000 kr a year, pays back after 2,1 years, turns if fewer than five take part.
fn sentence(ui: &Ui, name: &str, outcome: &Outcome, turns: Turning) -> String {
    ui.t_with(
        "case-party-sentence",
        &[
            ("name", name),
            ("yearly", &signed(&outcome.yearly())),
            ("payback", &words::pays_back(ui, &outcome.payback)),
            ("turns", &words::turning(ui, turns)),
        ],
    )
}

fn years(ui: &Ui, view: &CaseView, flows: &PartyFlows, outcome: &Outcome) -> Table {
    let money = |key: &str| Column::new(ui.t(key), ColumnKind::Kronor);
    let mut table = Table::new(
        "ar",
        ui.t("case-per-year"),
        vec![
            Column::new(ui.t("case-year"), ColumnKind::Text),
            money("case-costs"),
            money("case-benefits"),
            money("case-shared"),
            money("case-net"),
            money("case-discounted"),
            money("case-cumulative"),
        ],
    );
    let none = Exact::zero();
    for year in 0..view.case.years() {
        let at = |flow: &[Exact]| cell(flow.get(year).unwrap_or(&none));
        table.push(vec![
            Cell::text(view.case.calendar_year(year).to_string()),
            at(&flows.costs),
            at(&flows.benefits),
            at(&flows.shared),
            at(&outcome.flow),
            at(&outcome.discounted),
            at(&outcome.cumulative),
        ]);
    }
    table
}

/// The engine's own words for the first year in which costs are shared.
fn steps(ui: &Ui, view: &CaseView, party: &Key) -> Result<(Vec<String>, String), Problems> {
    let costs = shared_costs(&view.case, view.case.proposed, &view.case.parties);
    let first = costs.iter().position(|amount| !amount.is_zero());
    let (Some(year), Some(sharing)) = (first, view.shared.sharing()) else {
        return Ok((Vec::new(), String::new()));
    };
    let total = costs.get(year).map(|amount| amount.abs().to_ore());
    let total = total.unwrap_or_default();
    let result = sharing.divide(total, &view.case.parties)?;
    let told = view.case.calendar_year(year).to_string();
    let about = [("year", told.as_str()), ("amount", &total.to_string())];
    Ok((
        explain(&result, party, ui.language),
        ui.t_with("case-steps-about", &about),
    ))
}

fn sizes_table(ui: &Ui, view: &CaseView, careful: &[Size], other: &[Size]) -> Table {
    let text = |key: &str| Column::new(ui.t(key), ColumnKind::Text);
    let money = |key: &str| Column::new(ui.t(key), ColumnKind::Kronor);
    let mut table = Table::new(
        "antal",
        ui.t("case-sizes"),
        vec![
            Column::new(ui.t("case-size-count"), ColumnKind::Integer),
            text("case-size-left"),
            money("case-size-value"),
            text("case-payback"),
            text("case-size-left-other"),
            money("case-size-value-other"),
            money("case-size-nobodys"),
        ],
    );
    let left = |size: &Size| {
        let name = size.left.as_ref().map(|party| view.name_of(party));
        Cell::text(name.unwrap_or_default())
    };
    for (one, two) in careful.iter().zip(other) {
        table.push(vec![
            Cell::integer(i64::try_from(one.count).unwrap_or(i64::MAX)),
            left(one),
            cell(&one.value),
            Cell::text(words::payback(ui, &one.payback)),
            left(two),
            cell(&two.value),
            match one.nobodys.is_zero() {
                true => Cell::empty(),
                false => cell(&one.nobodys),
            },
        ]);
    }
    table
}
