//! The portfolio's page: table and picture, what lacks something, and what is to be decided next.

use super::gather::Portfolio;
use super::picture::picture;
use crate::initiatives::{
    HeldInitiative, INITIATIVE, Initiative, State as Moves, date_cell, lacks, state_tag,
};
use crate::processes::Axis;
use crate::ranking::show_number;
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::Contents;
use samverk_fields::Referable as _;
use samverk_parties::Scope;
use samverk_web::{
    AppState, By, Cell, Choice, Column, ColumnBeside, ColumnKind, MenuGroup, MenuPlace, Narrow,
    PageResult, Policy, Route, Table, Tone, Ui, Values, download,
};

#[derive(Template)]
#[template(path = "portfolio.html")]
struct PortfolioPage {
    ui: Ui,
    here: String,
    schedule: String,
    /// What is asked of the list, and what can be.
    filters: Vec<Filter>,
    is_narrowed: bool,
    picture: Option<String>,
    table: Table,
    next: Table,
    lacking: Table,
    rankings: Vec<(String, String)>,
}

struct Filter {
    name: &'static str,
    label: String,
    chosen: String,
    choices: Vec<Choice>,
}

pub(super) fn routes() -> Vec<Route> {
    let path = "/samverkan/{collaboration}/portfolj";
    vec![Route::get(path, Policy::Public, show)]
}

/// Its place in the menu: reached with the initiatives.
pub(crate) fn places() -> Vec<MenuPlace> {
    let place = MenuPlace::new(MenuGroup::Development, 40, "/portfolj", "portfolio-heading");
    vec![place.filled_by(
        Contents::open("initiative"),
        By::Roles(INITIATIVE.writers.roles),
    )]
}

async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(collaboration): Path<String>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &collaboration).await?;
    let ui = scope.ui(ui);
    let all = Portfolio::find(&tx, scope).await?;
    let is_member = all.scope.sees_drafts();
    let filters = filters(&ui, &all, &query, is_member);
    let shown: Vec<&HeldInitiative> = all
        .initiatives
        .iter()
        .filter(|one| filters.iter().all(|filter| passes(&all, one, filter)))
        .collect();
    let told = ui
        .columns_beside(&tx, Initiative::KIND, all.scope.collaboration.id)
        .await?;
    let table = table(&ui, &all, &shown, told, is_member);
    let next = next_table(&ui, &all, &shown, is_member);
    let lacking = match is_member {
        true => lacking_table(&ui, &all, &shown),
        false => lacking_table(&ui, &all, &[]),
    };
    if let Some(file) = download(&query, &[&table, &next, &lacking], tx.now()) {
        return file;
    }
    let asked: String = filters
        .iter()
        .filter(|one| !one.chosen.is_empty())
        .map(|one| format!("{}={}&", one.name, one.chosen))
        .collect();
    let page = PortfolioPage {
        here: all.scope.href("/portfolj"),
        schedule: all.scope.href("/portfolj/tidplan"),
        is_narrowed: !asked.is_empty(),
        picture: picture(&ui, &all, &shown).filter(|_| is_member),
        rankings: match is_member {
            true => rankings(&all),
            false => Vec::new(),
        },
        table: table.asked_by(asked.clone()),
        next: next.asked_by(asked.clone()),
        lacking: lacking.asked_by(asked),
        filters,
        ui: ui.clone(),
    };
    ui.page(&page)
}

fn filters(ui: &Ui, all: &Portfolio, query: &Values, is_member: bool) -> Vec<Filter> {
    let mut processes: Vec<Choice> = Vec::new();
    let mut phases: Vec<Choice> = Vec::new();
    let mut leads: Vec<Choice> = Vec::new();
    let add = |choices: &mut Vec<Choice>, value: &str, label: String| {
        if choices.iter().all(|one| one.value != value) {
            choices.push(Choice::new(value, label));
        }
    };
    for one in &all.initiatives {
        if let Some(process) = all.process(one) {
            add(
                &mut processes,
                process.key.as_str(),
                process.name.to_string(),
            );
        }
        if let Some(at) = all.standing(one) {
            add(
                &mut phases,
                at.phase.key.as_str(),
                at.phase.name.to_string(),
            );
        }
        if let Some((key, name)) = lead(one) {
            add(&mut leads, &key, name);
        }
    }
    let lacks = ["owner", "measure", "next-date"].map(|code| {
        let text = ui.t(&format!("portfolio-lacks-{code}"));
        Choice::new(code, text)
    });
    let states = Moves::ALL.iter().map(|state| {
        let code = state.code();
        Choice::new(code, ui.t(&format!("initiative-state-{code}")))
    });
    let filter = |name: &'static str, label: &str, choices: Vec<Choice>| {
        // What nothing has is not asked for, whatever an address says.
        let asked = query.text(name);
        let is_known = choices.iter().any(|one| one.value == asked);
        Filter {
            name,
            label: ui.t(label),
            chosen: if is_known {
                asked.to_owned()
            } else {
                String::new()
            },
            choices,
        }
    };
    vec![
        filter("process", "initiative-process", processes),
        filter("fas", "initiative-phase", phases),
        filter("lage", "initiative-state", states.collect()),
        filter("leds", "initiative-led-by", leads),
        filter(
            "saknar",
            "initiative-lacks",
            lacks.into_iter().filter(|_| is_member).collect(),
        ),
    ]
}

fn lead(one: &HeldInitiative) -> Option<(String, String)> {
    let lead = &one.led_by.as_ref()?.to;
    let name = lead.known.as_ref().map(|known| known.name.clone());
    Some((
        lead.key.to_string(),
        name.unwrap_or_else(|| lead.key.to_string()),
    ))
}

fn passes(all: &Portfolio, one: &HeldInitiative, filter: &Filter) -> bool {
    if filter.chosen.is_empty() {
        return true;
    }
    let standing = all.standing(one);
    let has = match filter.name {
        "process" => all.process(one).map(|process| process.key.to_string()),
        "fas" => standing.map(|at| at.phase.key.to_string()),
        "lage" => standing.map(|at| at.state.code().to_owned()),
        "saknar" => {
            let mut lacks = one.lacks(&all.measured).into_iter();
            let found = lacks.find(|lack| lack.asked_as() == filter.chosen);
            found.map(|lack| lack.asked_as().to_owned())
        }
        _ => lead(one).map(|(key, _)| key),
    };
    has.as_deref() == Some(filter.chosen.as_str())
}

fn columns(ui: &Ui, keys: &[(&str, ColumnKind)]) -> Vec<Column> {
    let columns = keys.iter();
    columns
        .map(|(key, kind)| Column::new(ui.t(key), *kind))
        .collect()
}

fn name(all: &Portfolio, one: &HeldInitiative) -> Cell {
    let href = all.scope.href(&format!("/initiativ/{}", one.key));
    Cell::link(href, one.title.to_string())
}

fn table(
    ui: &Ui,
    all: &Portfolio,
    shown: &[&HeldInitiative],
    mut told: Vec<ColumnBeside>,
    is_member: bool,
) -> Table {
    let keys = [
        ("portfolio-number", ColumnKind::Integer),
        ("initiative-one", ColumnKind::Text),
        ("initiative-phase", ColumnKind::Text),
        ("initiative-state", ColumnKind::Text),
        ("initiative-next-date", ColumnKind::Date),
        ("portfolio-benefit", ColumnKind::Text),
        ("portfolio-feasibility", ColumnKind::Text),
        ("initiative-cost", ColumnKind::Kronor),
        ("portfolio-hours", ColumnKind::Integer),
        ("initiative-led-by", ColumnKind::Text),
        ("initiative-owner", ColumnKind::Text),
    ];
    let mut columns = columns(ui, &keys);
    columns.extend(told.iter().map(|told| told.column.clone()));
    let mut table = Table::new("portfolj", ui.t("portfolio-table"), columns);
    table = table.narrow(Narrow::Lists);
    for (number, one) in (1..).zip(shown) {
        let standing = all.standing(one);
        let score = |axis| {
            let score = all.score(one, axis).filter(|_| is_member);
            score.map_or_else(Cell::empty, |score| Cell::text(show_number(ui, &score)))
        };
        let (phase, state) = match &standing {
            Some(at) => (
                Cell::text(at.phase.name.to_string()),
                state_tag(ui, at.state),
            ),
            None => (Cell::empty(), Cell::empty()),
        };
        let beside = told.iter_mut().map(|told| told.cells.remove(&one.id));
        let beside: Vec<Cell> = beside
            .map(|cell| cell.unwrap_or_else(Cell::empty))
            .collect();
        let own = vec![
            Cell::integer(number),
            name(all, one),
            phase,
            state,
            date_cell(one.next_date),
            score(Axis::Benefit),
            score(Axis::Feasibility),
            one.cost.map_or_else(|| cost_missing(ui), Cell::ore),
            one.hours
                .map_or_else(Cell::empty, |hours| Cell::integer(hours.0)),
            lead(one).map_or_else(Cell::empty, |(_, name)| Cell::text(name)),
            Cell::text(one.owner.to_string()),
        ];
        table.push(own.into_iter().chain(beside).collect());
    }
    table
}

fn cost_missing(ui: &Ui) -> Cell {
    Cell::tag(Tone::Warning, ui.t("portfolio-cost-missing"))
}

/// What is to be decided: what is ready first, then what has its day soonest.
fn next_table(ui: &Ui, all: &Portfolio, shown: &[&HeldInitiative], is_member: bool) -> Table {
    let keys = [
        ("initiative-one", ColumnKind::Text),
        ("portfolio-gate", ColumnKind::Text),
        ("portfolio-body", ColumnKind::Text),
        ("initiative-next-date", ColumnKind::Date),
        ("portfolio-ready", ColumnKind::Text),
    ];
    let mut table = Table::new("att-besluta", ui.t("portfolio-next"), columns(ui, &keys));
    table = table.narrow(Narrow::Lists);
    let open = shown.iter().filter_map(|one| {
        let standing = all.standing(one).filter(|at| at.state.is_open())?;
        let lacks = all.lacking(one)?;
        Some((*one, standing, lacks))
    });
    let mut open: Vec<_> = open.collect();
    open.sort_by_key(|(one, _, lacks)| {
        let day = one.next_date;
        (!lacks.is_nothing(), day.is_none(), day, one.position)
    });
    for (one, standing, lacks) in open {
        let count = lacks.unanswered.len()
            + lacks.failed.len()
            + lacks.unwritten.len()
            + lacks.unscored.len()
            + lacks.criteria.len();
        let ready = match count {
            0 => Cell::tag(Tone::Good, ui.t("portfolio-is-ready")),
            count => Cell::tag(Tone::Warning, ui.t1("portfolio-lacks", "count", count)),
        };
        let phase = standing.phase;
        let gate = match is_member {
            true => {
                let href = format!("/initiativ/{}/fas/{}", one.key, phase.key);
                Cell::link(all.scope.href(&href), phase.name.to_string())
            }
            false => Cell::text(phase.name.to_string()),
        };
        table.push(vec![
            name(all, one),
            gate,
            Cell::text(phase.decided_by.to_string()),
            date_cell(one.next_date),
            if is_member { ready } else { Cell::empty() },
        ]);
    }
    table
}

fn lacking_table(ui: &Ui, all: &Portfolio, shown: &[&HeldInitiative]) -> Table {
    let keys = [
        ("initiative-one", ColumnKind::Text),
        ("initiative-lacks", ColumnKind::Text),
    ];
    let mut table = Table::new("saknas", ui.t("portfolio-lacking"), columns(ui, &keys));
    table = table.narrow(Narrow::Lists);
    for one in shown {
        let is_over = all.standing(one).is_some_and(|at| !at.state.is_open());
        let lacks = lacks(ui, one, &all.measured);
        if !is_over && !lacks.is_empty() {
            table.push(vec![name(all, one), Cell::text(lacks.join(", "))]);
        }
    }
    table
}

/// Where the initiatives at a gate are ranked: each gate with criteria where one stands.
fn rankings(all: &Portfolio) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for one in &all.initiatives {
        let standing = all.standing(one).filter(|at| at.state.is_open());
        let (Some(process), Some(at)) = (all.process(one), standing) else {
            continue;
        };
        let key = &at.phase.key;
        if process.criteria_of(key).next().is_none() {
            continue;
        }
        let href = all
            .scope
            .href(&format!("/portfolj/rangordning/{}/{key}", process.key));
        if found.iter().all(|(known, _)| *known != href) {
            found.push((href, format!("{}: {}", &*process.name, &*at.phase.name)));
        }
    }
    found
}
