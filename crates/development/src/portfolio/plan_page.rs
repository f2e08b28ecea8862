//! The time plan's page: bars, conflicts with what would mend them, and the load of each party.

use super::gather::Portfolio;
use super::load::load_of;
use super::plan::{Conflict, Planned, conflicts};
use crate::initiatives::{HeldInitiative, INITIATIVE, State as Moves, date_cell};
use askama::Template;
use axum::extract::{Path, State};
use samverk_charts::{Fill, GanttActivity, GanttChart, GanttRow};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, Problems};
use samverk_goals::gantt_words;
use samverk_kept::Seen;
use samverk_parties::Scope;
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Field, FieldKind, Form, FormPage, Narrow, PageResult,
    Policy, Route, Table, Ui, Values, download, redirect_with_notice,
};
use uuid::Uuid;

/// As many as one picture is made for.
const ROWS: usize = 80;

/// A conflict in words, and where what would mend it is accepted.
struct Told {
    words: String,
    proposal: String,
    href: Option<String>,
}

#[derive(Template)]
#[template(path = "portfolio_plan.html")]
struct PlanPage {
    ui: Ui,
    portfolio: String,
    picture: Option<String>,
    is_cut: bool,
    conflicts: Vec<Told>,
    table: Table,
    load: Table,
}

pub(super) fn routes() -> Vec<Route> {
    let path = "/samverkan/{collaboration}/portfolj/tidplan";
    let accept = "/samverkan/{collaboration}/portfolj/tidplan/{initiative}";
    let save = Policy::Action(INITIATIVE.writers.action);
    vec![
        Route::get(path, Policy::Public, show),
        Route::get(accept, save, ask),
        Route::post(accept, save, take),
    ]
}

/// What is over is in no plan any more.
fn planned(all: &Portfolio) -> Vec<&HeldInitiative> {
    let is_over = |one: &HeldInitiative| {
        let standing = all.standing(one);
        standing.is_some_and(|at| matches!(at.state, Moves::Stopped))
    };
    let mut planned: Vec<_> = all.initiatives.iter().filter(|one| !is_over(one)).collect();
    planned.sort_by_key(|one| (one.from.is_none(), one.from, one.position));
    planned
}

fn found(planned: &[&HeldInitiative]) -> Vec<Conflict> {
    let plan = planned.iter().map(|one| Planned {
        id: one.id,
        from: one.from,
        to: one.to,
        builds_on: one.builds_on.ids().collect(),
    });
    conflicts(&plan.collect::<Vec<_>>())
}

async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(collaboration): Path<String>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &collaboration).await?;
    let label = ui.t("portfolio-heading");
    let ui = scope.ui(ui).with_crumb(scope.href("/portfolj"), label);
    let all = Portfolio::find(&tx, scope).await?;
    let planned = planned(&all);
    let table = table(&ui, &all, &planned);
    let load = load_table(&ui, &all, &planned);
    if let Some(file) = download(&query, &[&table, &load], tx.now()) {
        return file;
    }
    let told = found(&planned);
    let told = told.iter().filter_map(|one| told_of(&ui, &all, one));
    let drawn = planned.get(..ROWS).unwrap_or(&planned);
    let page = PlanPage {
        portfolio: all.scope.href("/portfolj"),
        picture: picture(&ui, &all, drawn),
        is_cut: drawn.len() < planned.len(),
        conflicts: told.collect(),
        table,
        load,
        ui: ui.clone(),
    };
    ui.page(&page)
}

fn told_of(ui: &Ui, all: &Portfolio, one: &Conflict) -> Option<Told> {
    let find = |id: Uuid| all.initiatives.iter().find(|one| one.id == id);
    let (late, first) = (find(one.id)?, find(one.builds_on)?);
    let may = all.scope.may(INITIATIVE.writers.by());
    let href = all.scope.href(&format!("/portfolj/tidplan/{}", late.key));
    Some(Told {
        words: conflict_words(ui, one, late, first),
        proposal: proposal(ui, one),
        href: may.then_some(href),
    })
}

/// `B börjar 3 veckor innan A slutar.`
fn conflict_words(
    ui: &Ui,
    one: &Conflict,
    late: &HeldInitiative,
    first: &HeldInitiative,
) -> String {
    let long = match one.days {
        days if days >= 14 => ui.t1("schedule-weeks", "count", days / 7),
        days => ui.t1("schedule-days", "count", days),
    };
    let values = [
        ("late", &**late.title),
        ("first", &**first.title),
        ("long", long.as_str()),
    ];
    ui.t_with("portfolio-conflict", &values)
}

fn proposal(ui: &Ui, one: &Conflict) -> String {
    let (from, to) = one.proposed;
    let to = ui.optional_date(&to);
    match to.is_empty() {
        true => ui.t1("portfolio-proposal-open", "from", ui.date(&from)),
        false => ui.t_with(
            "portfolio-proposal",
            &[("from", &ui.date(&from)), ("to", &to)],
        ),
    }
}

fn columns(ui: &Ui, keys: &[(&str, ColumnKind)]) -> Vec<Column> {
    let columns = keys.iter();
    columns
        .map(|(key, kind)| Column::new(ui.t(key), *kind))
        .collect()
}

fn table(ui: &Ui, all: &Portfolio, planned: &[&HeldInitiative]) -> Table {
    let keys = [
        ("initiative-one", ColumnKind::Text),
        ("initiative-phase", ColumnKind::Text),
        ("initiative-from", ColumnKind::Date),
        ("initiative-to", ColumnKind::Date),
        ("initiative-builds-on", ColumnKind::Text),
    ];
    let mut table = Table::new("tidplan", ui.t("portfolio-schedule"), columns(ui, &keys));
    table.narrow = Narrow::Lists;
    for one in planned {
        let before = one.builds_on.to.iter();
        let before = before.filter_map(|one| Some(one.known.as_ref()?.name.clone()));
        let phase = all.standing(one).map(|at| at.phase.name.to_string());
        table.push(vec![
            Cell::link(
                all.scope.href(&format!("/initiativ/{}", one.key)),
                one.title.to_string(),
            ),
            phase.map_or_else(Cell::empty, Cell::text),
            date_cell(one.from),
            date_cell(one.to),
            Cell::text(before.collect::<Vec<_>>().join(", ")),
        ]);
    }
    table
}

fn load_table(ui: &Ui, all: &Portfolio, planned: &[&HeldInitiative]) -> Table {
    let keys = [
        ("initiative-efforts-party", ColumnKind::Text),
        ("initiative-efforts-year", ColumnKind::Text),
        ("initiative-efforts-hours", ColumnKind::Integer),
        ("initiative-efforts-cost", ColumnKind::Kronor),
    ];
    let mut table =
        Table::new("belastning", ui.t("portfolio-load"), columns(ui, &keys)).narrow(Narrow::Lists);
    let loads = load_of(planned.iter().copied());
    for ((party, year), load) in loads {
        let mut members = all.scope.members.iter();
        let member = members.find(|member| member.party.key == party);
        let name = member.map_or_else(|| party.to_string(), |one| one.party.name.clone());
        table.push(vec![
            Cell::link(format!("/aktorer/{party}"), name),
            Cell::text(year.to_string()),
            Cell::integer(load.hours),
            Cell::ore(load.cost),
        ]);
    }
    table.with_bars(2)
}

fn picture(ui: &Ui, all: &Portfolio, drawn: &[&HeldInitiative]) -> Option<String> {
    let bar = |one: &&HeldInitiative| {
        let standing = all.standing(one);
        let fill = match standing.as_ref().map(|at| at.state) {
            Some(Moves::Closed) => Fill::Solid,
            Some(Moves::UnderWay) => Fill::Striped,
            Some(Moves::Stopped) => Fill::Crossed,
            Some(Moves::Waiting) => Fill::Dotted,
            None => Fill::Empty,
        };
        GanttRow::Activity(GanttActivity {
            label: one.title.to_string(),
            from: one.from,
            to: one.to,
            status: standing
                .map(|at| at.phase.name.to_string())
                .unwrap_or_default(),
            fill,
            ..GanttActivity::default()
        })
    };
    let rows: Vec<GanttRow> = drawn.iter().map(bar).collect();
    if rows.is_empty() {
        return None;
    }
    let chart = GanttChart {
        id: "portfolj-tidplan".to_owned(),
        title: ui.t("portfolio-schedule"),
        description: ui.t1("portfolio-schedule-about", "count", rows.len()),
        rows,
        today: Some(all.scope.today),
        window: None,
        words: gantt_words(ui),
    };
    Some(chart.to_svg())
}

type Accepted = (HeldInitiative, Conflict, String);

/// The conflict of the initiative that the address names. Fails with `not_found` when it has none any more.
async fn conflict(tx: &Tx, ui: &Ui, scope: &Scope, key: &str) -> Result<Accepted, Problem> {
    scope.require(INITIATIVE.writers.by())?;
    let all = Portfolio::find(tx, scope.clone()).await?;
    let planned = planned(&all);
    let late = planned.iter().find(|one| one.key.as_str() == key);
    let late = late.ok_or_else(Problem::not_found)?;
    let mut found = found(&planned).into_iter();
    let one = found.find(|one| one.id == late.id);
    let one = one.ok_or_else(Problem::not_found)?;
    let first = all
        .initiatives
        .iter()
        .find(|first| first.id == one.builds_on);
    let first = first.ok_or_else(Problem::not_found)?;
    let words = conflict_words(ui, &one, late, first);
    let words = format!("{words} {}", proposal(ui, &one));
    Ok(((*late).clone(), one, words))
}

fn accept_page(ui: Ui, scope: &Scope, (late, one, words): &Accepted) -> FormPage {
    let back = scope.href("/portfolj/tidplan");
    let label = ui.t("portfolio-schedule");
    let ui = scope.ui(ui).with_crumb(back.clone(), label);
    let hidden = |name: &'static str| Field::new(name, "", FieldKind::Hidden);
    let (from, to) = one.proposed;
    let here = scope.href(&format!("/portfolj/tidplan/{}", late.key));
    let form = Form::new(here, ui.t("portfolio-accept"))
        .seen(late.revision)
        .field(hidden("from"))
        .field(hidden("to"))
        .cancel(back);
    let values = form.values.clone().set("from", from);
    let to = to.map(|to| to.to_string()).unwrap_or_default();
    let form = form.fill(values.set("to", to));
    let heading = ui.t1("portfolio-accept-heading", "name", &*late.title);
    FormPage::new(ui, heading, form).lead(words.clone())
}

async fn ask(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, key)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &collaboration).await?;
    let accepted = conflict(&tx, &ui, &scope, &key).await?;
    accept_page(ui, &scope, &accepted).show()
}

async fn take(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, key)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("accept_dates").await?;
    let scope = Scope::find(&tx, &ui.actor, &collaboration).await?;
    let accepted = conflict(&tx, &ui, &scope, &key).await?;
    match accept(&tx, &ui.actor, &scope, &accepted, &values).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(
                &scope.href("/portfolj/tidplan"),
                "saved",
            ))
        }
        Err(problems) => accept_page(ui, &scope, &accepted).refuse(values, problems),
    }
}

/// Fails with `changed_meanwhile` when something else is proposed by now than what was shown.
async fn accept(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    (late, one, _): &Accepted,
    values: &Values,
) -> Result<(), Problems> {
    let shown = (values.date("from")?, values.optional_date("to")?);
    if shown != one.proposed {
        return Err(Problem::conflict("changed_meanwhile").into());
    }
    let seen = Seen::Revision(values.integer("revision")?);
    let mut changed = late.value.clone();
    (changed.from, changed.to) = (Some(shown.0), shown.1);
    INITIATIVE
        .save(tx, actor, scope, late.key.clone(), &changed, seen)
        .await?;
    Ok(())
}
